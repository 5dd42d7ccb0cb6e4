//! The story in Chromium, and the pictures that it leaves for the README.

use super::{CITY_GROUP, JEREMY, SUSAN, Story, plays};
use anyhow::{Context as _, Result};
use identity_tests::person::Eyes;
use identity_tests::process::tests_folder;
use identity_tests::server::SmartPlan;

#[tokio::test]
async fn story_in_chromium_with_scripts() -> Result<()> {
    plays(SmartPlan::start().await?, Eyes::Chromium).await
}

#[tokio::test]
async fn story_in_chromium_without_scripts() -> Result<()> {
    plays(SmartPlan::start().await?, Eyes::ChromiumWithoutScripts).await
}

/// The pictures in the README are of the running thing, made here; set `IDENTITY_PICTURES` to renew them.
#[tokio::test]
async fn pictures_for_the_readme() -> Result<()> {
    let story = Story::begins(SmartPlan::start().await?, Eyes::Chromium).await?;
    story.crm_feeds("crm-1001", CITY_GROUP, "enterprise").await?;
    story.scott_invites_jeremy().await?;
    let mut jeremy = story.accepts(JEREMY).await?;
    let city_group = jeremy.address().await?;
    story.invites(&mut jeremy, SUSAN, ("Susan", "Ward"), "Consumption viewer").await?;
    story.accepts(SUSAN).await?;
    // The address without the notice that greeted him.
    jeremy.open(city_group.split('?').next().unwrap_or(&city_group)).await?;
    jeremy.reads("Susan Ward").await?;
    let browser = jeremy.browser().context("the person has no browser")?;

    let folder = tests_folder().join("../docs/images");
    let wanted = std::env::var_os("IDENTITY_PICTURES").is_some();
    let scratch = tempfile::tempdir()?;
    let folder = if wanted { folder.as_path() } else { scratch.path() };
    std::fs::create_dir_all(folder)?;
    let picture = folder.join("mysmartplan.png");
    browser.screenshot(&picture).await?;
    assert!(std::fs::metadata(&picture)?.len() > 10_000, "a page of this size is not blank");
    story.opens_the_application(&mut jeremy, "Jeremy").await?;
    let browser = jeremy.browser().context("the person has no browser")?;
    browser.screenshot(&folder.join("smartplan-application.png")).await
}
