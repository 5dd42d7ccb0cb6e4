//! Scott reads Finnish: he changes the language in the middle of a form, and it stays.

use super::Story;
use anyhow::{Context as _, Result};
use identity_tests::person::{Eyes, Person};
use identity_tests::server::{SmartPlan, demo};
use serde_json::Value;

#[tokio::test]
async fn language_in_chromium_with_scripts() -> Result<()> {
    Story::plays(SmartPlan::start().await?, Eyes::Chromium, chapters).await
}

#[tokio::test]
async fn language_in_chromium_without_scripts() -> Result<()> {
    Story::plays(SmartPlan::start().await?, Eyes::ChromiumWithoutScripts, chapters).await
}

async fn value(person: &Person, name: &str) -> Result<Value> {
    let browser = person.browser().context("the person has no browser")?;
    let script = format!("return document.querySelector('[name={name}]').value");
    Ok(browser.client.execute(&script, vec![]).await?)
}

async fn chapters(story: &Story) -> Result<()> {
    let (email, password) = demo::SCOTT;
    let mut scott = Person::sits_down(story.eyes).await?;
    scott.open(&story.server.my("/login?return_to=/account")).await?;
    scott.fill("identifier", email).await?;
    scott.fill("password", password).await?;
    scott.press("Suomi").await?;
    scott.reads("Kirjaudu palveluun MySmartPlan").await?;
    assert_eq!(value(&scott, "identifier").await?, email);
    assert_eq!(value(&scott, "password").await?, "", "passwords are typed anew");
    scott.fill("password", password).await?;
    scott.press("Kirjaudu sisään").await?;
    scott.reads("Omat tiedot").await?;
    scott.open(&story.server.my("/account/profile")).await?;
    scott.reads("Tallenna tiedot").await?;
    scott.fill("family_name", "Långström").await?;
    scott.press("Svenska").await?;
    scott.reads("Spara uppgifterna").await?;
    assert_eq!(value(&scott, "family_name").await?, "Långström");
    // His account keeps it: another browser of his asks for nothing but English.
    let mut elsewhere = Person::sits_down(story.eyes).await?;
    elsewhere.open(&story.server.my("/login")).await?;
    elsewhere.fill("identifier", email).await?;
    elsewhere.fill("password", password).await?;
    elsewhere.press("Sign in").await?;
    elsewhere.reads("Välkommen").await
}
