//! City Group's own identity provider and the stand-in for Google sign people in to MySmartPlan.

use super::{city_group_is_fed, signs_in};
use crate::story::{CITY_GROUP, JEREMY, PASSWORD, Story};
use anyhow::{Context as _, Result};
use identity_tests::http::Visitor;
use identity_tests::person::{Eyes, Person};
use identity_tests::server::{SmartPlan, demo};
use identity_tests::wait;

/// City Group in the CRM, as the demo's connection has it.
const CRM_ID: &str = "CRM-1001";

/// City Group's person signs in by City Group, once connects the account that he has, and after that is asked nothing (A5, A16).
#[tokio::test]
async fn a_05_city_groups_own_identity_provider_signs_its_people_in() -> Result<()> {
    Story::plays(SmartPlan::start().await?, Eyes::Chromium, async |story| {
        city_group_is_fed(story, CRM_ID).await?;
        story.scott_invites_jeremy().await?;
        story.accepts(JEREMY).await?;
        let mut jeremy = Person::sits_down(Eyes::Chromium).await?;
        goes_to_city_group(story, &mut jeremy).await?;
        jeremy.press("Yes, connect my account").await?;
        story.signs_in(&mut jeremy, JEREMY, PASSWORD).await?;
        jeremy.press("Both are mine, connect them").await?;
        jeremy.reads("Jeremy").await?;
        story.signs_out(&mut jeremy).await?;

        let mut again = Person::sits_down(Eyes::Chromium).await?;
        goes_to_city_group(story, &mut again).await?;
        again.reads("Jeremy").await?;
        again.open(&story.server.app("/")).await?;
        again.reads(CITY_GROUP).await
    })
    .await
}

/// An address at City Group's domain leads to City Group (A21), as soon as the CRM has fed it.
async fn goes_to_city_group(story: &Story, jeremy: &mut Person) -> Result<()> {
    let button = "Sign in with City Group";
    let login = story.server.my("/login");
    let visitor = Visitor::new()?;
    wait::until("the connection of City Group", async || {
        let form = visitor.open(&login).await.ok()?.form_with_button("Sign in").ok()?;
        let form = form.fill("identifier", JEREMY).ok()?;
        visitor.submit(&form).await.ok()?.says(button).then_some(())
    })
    .await?;
    jeremy.open(&login).await?;
    jeremy.fill("identifier", JEREMY).await?;
    jeremy.press("Sign in").await?;
    jeremy.press(button).await?;
    jeremy.is_at(&story.server.city_group("/")).await?;
    signs_in(jeremy, demo::JEREMY_AT_CITY_GROUP).await
}

/// Google signs in whoever has no account here yet, and one without rights is made (A20).
#[tokio::test]
async fn a_20_google_signs_people_in() -> Result<()> {
    let server = SmartPlan::start().await?;
    let played = async {
        let mut karl = Person::sits_down(Eyes::Chromium).await?;
        karl.open(&server.my("/login")).await?;
        karl.press("Sign in with Google").await?;
        karl.is_at(&server.google("/")).await?;
        signs_in(&mut karl, demo::KARL_AT_GOOGLE).await?;
        karl.press("No, create an account").await?;
        karl.is_at(&server.my("/")).await?;
        karl.reads("Karl").await
    };
    played.await.with_context(|| format!("the server printed:\n{}", server.output()))
}
