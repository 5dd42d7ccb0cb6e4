//! A forgotten password, from the application back to it, and a changed one.

use super::{CITY_GROUP, JEREMY, PASSWORD, Story};
use anyhow::Result;
use identity_tests::http::Visitor;
use identity_tests::person::Eyes;
use identity_tests::server::SmartPlan;

const NEW: &str = "harbour-pencil-willow";
const NEWER: &str = "another-pencil-willow";

#[tokio::test]
async fn passwords_over_http_on_sqlite() -> Result<()> {
    Story::plays(SmartPlan::start().await?, Eyes::Http, chapters).await
}

#[tokio::test]
async fn passwords_over_http_on_postgres() -> Result<()> {
    Story::plays(SmartPlan::start_on_postgres().await?, Eyes::Http, chapters).await
}

#[tokio::test]
async fn passwords_in_chromium() -> Result<()> {
    Story::plays(SmartPlan::start().await?, Eyes::Chromium, chapters).await
}

async fn chapters(story: &Story) -> Result<()> {
    story.crm_feeds("crm-1001", CITY_GROUP, "enterprise").await?;
    story.scott_invites_jeremy().await?;
    let mut office = story.accepts(JEREMY).await?;

    // On another device, on the way to the application, Jeremy does not know it any more.
    let mut laptop = story.sits_down().await?;
    laptop.open(&story.server.app("/")).await?;
    laptop.press("Forgot your password?").await?;
    laptop.fill("identifier", JEREMY).await?;
    laptop.press("Send me a link").await?;
    laptop.reads("Check your e-mail").await?;
    let link = story.server.inbox()?.nth(JEREMY, 2).await?.link("/recover/")?;
    Visitor::new()?.open(link.as_str()).await?.expect(200)?;

    let mut telephone = story.sits_down().await?;
    telephone.open(link.as_str()).await?;
    telephone.reads("At least 15 characters").await?;
    telephone.fill("new_password", "jeremy.mills.2026").await?;
    telephone.press("Set password and sign in").await?;
    telephone.reads("must not be built from your name").await?;
    telephone.fill("new_password", NEW).await?;
    telephone.press("Set password and sign in").await?;
    telephone.press("Go to SmartPlan Application").await?;
    telephone.is_at(&story.server.app("/")).await?;
    telephone.reads(CITY_GROUP).await?;

    // What was signed in before is not any more, and the old password opens nothing.
    office.open(&story.server.my("/account")).await?;
    office.is_at("/login").await?;
    story.signs_in(&mut office, JEREMY, PASSWORD).await?;
    office.reads("We could not sign you in").await?;
    story.signs_in(&mut office, JEREMY, NEW).await?;
    office.reads("Your account").await?;
    let notice = story.server.inbox()?.nth(JEREMY, 3).await?;
    notice.link("/recover")?;

    office.press("Change password").await?;
    office.reads("Everywhere else you will be signed out").await?;
    office.fill("current_password", NEW).await?;
    office.fill("new_password", NEWER).await?;
    office.press("Change password").await?;
    office.reads("Your new password is set").await?;
    telephone.open(&story.server.my("/account")).await?;
    telephone.is_at("/login").await?;
    story.signs_in(&mut telephone, JEREMY, NEWER).await?;
    telephone.reads("Your account").await?;
    story.server.inbox()?.nth(JEREMY, 4).await?;
    Ok(())
}
