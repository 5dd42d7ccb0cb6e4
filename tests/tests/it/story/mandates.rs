//! Jeremy has somebody from outside manage the SmartPlan Application for City Group, and takes it back.

use super::{APPLICATION, CITY_GROUP, JEREMY, PASSWORD, Story};
use anyhow::{Context as _, Result};
use identity_tests::person::{Eyes, Person};
use identity_tests::server::SmartPlan;

const MAYA: &str = "maya.chen@representatives.example";
const NOAH: &str = "noah.lind@citygroup.example";
const BANNER: &str = "You are acting for City Group, Inc. Jeremy Mills gave you this right.";
const REASON: &str = "Looks after our electricity";

#[tokio::test]
async fn mandate_over_http_on_sqlite() -> Result<()> {
    plays(SmartPlan::start().await?, Eyes::Http).await
}

#[tokio::test]
async fn mandate_over_http_on_postgres() -> Result<()> {
    plays(SmartPlan::start_on_postgres().await?, Eyes::Http).await
}

#[tokio::test]
async fn mandate_in_chromium_with_scripts() -> Result<()> {
    plays(SmartPlan::start().await?, Eyes::Chromium).await
}

#[tokio::test]
async fn mandate_in_chromium_without_scripts() -> Result<()> {
    plays(SmartPlan::start().await?, Eyes::ChromiumWithoutScripts).await
}

async fn plays(server: SmartPlan, eyes: Eyes) -> Result<()> {
    Story::plays(server, eyes, chapters).await
}

async fn chapters(story: &Story) -> Result<()> {
    story.crm_feeds("crm-1001", CITY_GROUP, "enterprise").await?;
    story.scott_invites_jeremy().await?;
    let mut jeremy = story.accepts(JEREMY).await?;
    let address = jeremy.address().await?;
    let city_group = address.split('?').next().context("no address")?.to_owned();
    gives_a_mandate(story, &mut jeremy).await?;
    let mut maya = accepts_it(story).await?;

    story.invites(&mut maya, NOAH, ("Noah", "Lind"), "Consumption viewer").await?;
    let mut noah = story.accepts(NOAH).await?;
    story.opens_the_application(&mut noah, "Noah").await?;
    reads_what_she_may_not(&mut maya, &city_group).await?;
    story.opens_the_application(&mut maya, "Maya").await?;
    maya.reads("You act for City Group, Inc. by mandate").await?;

    ends_it(&mut jeremy, &city_group).await?;
    maya.open(&city_group).await?;
    maya.reads("Page not found").await?;
    let told = story.server.inbox()?.nth(MAYA, 2).await?;
    assert_eq!(told.subject.as_deref(), Some("Maya Chen's mandate to act for City Group, Inc. has ended"));
    noah.open(&story.server.my("/")).await?;
    noah.reads("You cannot open any service yet").await?;
    story.signs_out(&mut noah).await?;
    story.starts_at_the_application(&mut noah, NOAH).await?;
    noah.reads(&format!("You cannot open {APPLICATION}")).await
}

/// From the page of City Group, by the address of somebody whom nobody knows here.
async fn gives_a_mandate(story: &Story, jeremy: &mut Person) -> Result<()> {
    jeremy.press("Mandates").await?;
    jeremy.press("Give a mandate for City Group, Inc.").await?;
    jeremy.reads("You can give rights for SmartPlan Application").await?;
    jeremy.fill("email", MAYA).await?;
    jeremy.fill("given_name", "Maya").await?;
    jeremy.fill("family_name", "Chen").await?;
    jeremy.choose("Representative").await?;
    jeremy.fill("until", "2031-12-31").await?;
    jeremy.fill("reason", REASON).await?;
    jeremy.press("Offer the mandate").await?;
    jeremy.reads("We are e-mailing the receiver").await?;
    jeremy.reads(MAYA).await?;
    let mail = story.server.inbox()?.nth(MAYA, 1).await?;
    for words in ["Representative", APPLICATION, "31 December 2031", REASON] {
        assert!(mail.text.contains(words), "{words}: {}", mail.text);
    }
    Ok(())
}

/// Maya reads the mail, makes an account, and acts for City Group at once.
async fn accepts_it(story: &Story) -> Result<Person> {
    let link = story.server.inbox()?.nth(MAYA, 1).await?.link("/invitations/")?;
    let mut maya = story.sits_down().await?;
    maya.open(link.as_str()).await?;
    for words in ["Act for City Group, Inc.", "Jeremy Mills", "Representative", "31 December 2031", REASON] {
        maya.reads(words).await?;
    }
    maya.fill("password", PASSWORD).await?;
    maya.press("Create account and accept").await?;
    maya.reads("You have accepted the mandate.").await?;
    maya.press("Act for City Group, Inc.").await?;
    maya.reads(BANNER).await?;
    let told = story.server.inbox()?.nth(JEREMY, 2).await?;
    assert_eq!(told.subject.as_deref(), Some("Maya Chen accepted the mandate to act for City Group, Inc."));
    Ok(maya)
}

async fn reads_what_she_may_not(maya: &mut Person, city_group: &str) -> Result<()> {
    maya.open(city_group).await?;
    maya.press("Jeremy Mills").await?;
    maya.reads("You cannot edit, lock or disable this person.").await?;
    maya.reads_nothing_of("Edit details").await?;
    maya.reads(BANNER).await?;
    maya.open(&format!("{city_group}/invite")).await?;
    maya.reads("You can only give roles that you are allowed to give.").await?;
    maya.reads_nothing_of("Contact person").await?;
    maya.open(&format!("{city_group}/mandates/new")).await?;
    maya.reads("You do not have access to this").await?;
    maya.reads("Jeremy Mills").await
}

async fn ends_it(jeremy: &mut Person, city_group: &str) -> Result<()> {
    jeremy.open(&format!("{city_group}/mandates")).await?;
    jeremy.press("Maya Chen").await?;
    jeremy.reads("Noah Lind has the role Consumption viewer").await?;
    jeremy.press("End").await?;
    jeremy.reads("Noah Lind will also lose the role Consumption viewer").await?;
    jeremy.press("End the mandate").await?;
    jeremy.reads("The mandate and everything passed on from it have ended").await
}
