//! What was typed into a form outlasts the session, as a person with scripts sees it.

use super::{CITY_GROUP, JEREMY, Story};
use anyhow::{Context as _, Result};
use identity_tests::person::{Eyes, Person};
use identity_tests::server::{SmartPlan, demo};

/// What a field of the form holds.
async fn typed(person: &Person, id: &str) -> Result<String> {
    let browser = person.browser().context("a browser")?;
    let found = format!("return document.getElementById('{id}').value");
    Ok(browser.client.execute(&found, vec![]).await?.as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn u_8_after_the_session_ended_within_a_long_form_it_is_there_again_with_what_was_typed() -> Result<()>
{
    let story = Story::begins(SmartPlan::start().await?, Eyes::Chromium).await?;
    story.crm_feeds("crm-1001", CITY_GROUP, "enterprise").await?;
    let mut scott = story.sits_down().await?;
    scott.open(&story.server.my("/login")).await?;
    story.signs_in(&mut scott, demo::SCOTT.0, demo::SCOTT.1).await?;
    scott.open(&story.server.my("/organizations")).await?;
    scott.press(CITY_GROUP).await?;
    scott.press("Invite a person").await?;
    scott.fill("email", JEREMY).await?;
    scott.fill("given_name", "Jeremy").await?;
    scott.fill("family_name", "Mills").await?;
    scott.choose("Contact person").await?;
    scott.browser().context("a browser")?.client.delete_cookie("identity-session").await?;
    scott.press("Send the invitation").await?;
    scott.reads("You have been signed out").await?;
    assert!(story.server.inbox()?.to(JEREMY).await?.is_empty(), "nothing was done");

    scott.press("Sign in").await?;
    story.signs_in(&mut scott, demo::SCOTT.0, demo::SCOTT.1).await?;
    scott.reads("Invite").await?;
    for (field, value) in [("email", JEREMY), ("given_name", "Jeremy"), ("family_name", "Mills")] {
        assert_eq!(typed(&scott, field).await?, value, "{field}");
    }
    scott.press("Send the invitation").await?;
    scott.reads(JEREMY).await?;
    story.server.inbox()?.nth(JEREMY, 1).await?;
    Ok(())
}
