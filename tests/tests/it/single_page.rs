//! The front end of the example, in Chromium: it signs in with password and authenticator app, and knows no step by name.

use anyhow::{Context as _, Result, ensure};
use identity_core::testing::app_code;
use identity_core::{Clock as _, SystemClock};
use identity_tests::browser::{Browser, Settings};
use identity_tests::http::client;
use identity_tests::process::{Program, tests_folder};
use identity_tests::server::example;
use identity_tests::{ports, wait};
use serde_json::Value;
use std::process::Command;
use std::time::Duration;

/// What axe-core finds on the page as it is.
const AXE: &str = "
    const done = arguments[arguments.length - 1];
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    axe.run(document, { runOnly: tags, resultTypes: ['violations'] }).then(
        (found) => done(found.violations.map((one) => one.id + ': '
            + one.nodes.map((node) => node.target.join(' ')).join(', '))),
        (error) => done(['axe-core failed: ' + error]));";

/// Starts the site in a folder of its own.
async fn site(folder: &tempfile::TempDir) -> Result<(Program, String)> {
    let address = format!("localhost:{}", ports::one()?);
    let mut command = Command::new(example("single-page")?);
    command.arg(&address).current_dir(folder.path());
    let mut program = Program::start("single-page", folder.path(), &command)?;
    let (client, start) = (client()?, format!("http://{address}/"));
    wait::until(&start, async || match program.must_run() {
        Err(ended) => Some(Err(ended)),
        Ok(()) => client.get(&start).send().await.ok().map(|_| Ok(())),
    })
    .await??;
    Ok((program, start))
}

/// The code that an app with this key shows, now or after a while.
fn code(key: &str, later: Duration) -> Result<String> {
    app_code(key, SystemClock::default().now().plus(later)).context("the key is none")
}

/// Where the focus is, by id, name or tag.
async fn focus(browser: &Browser) -> Result<Value> {
    let script = "const at = document.activeElement; return at.id || at.name || at.tagName;";
    Ok(browser.client.execute(script, vec![]).await?)
}

async fn is_accessible(browser: &Browser, step: &str) -> Result<()> {
    let axe = std::fs::read_to_string(tests_folder().join("peers/node_modules/axe-core/axe.min.js"));
    let axe = axe.context("axe-core is not installed")?;
    browser.client.execute(&axe, vec![]).await?;
    let found = browser.client.execute_async(AXE, vec![]).await?;
    ensure!(found.as_array().is_some_and(Vec::is_empty), "{step}: {found}");
    Ok(())
}

async fn give_password(browser: &Browser, password: &str) -> Result<()> {
    browser.fill("identifier", "ada@single-page.example").await?;
    browser.fill("password", password).await?;
    browser.press("Continue").await
}

#[tokio::test]
async fn a_front_end_of_ones_own_signs_in_with_password_and_app() -> Result<()> {
    let folder = tempfile::TempDir::with_prefix("identity-single-page")?;
    let (program, site) = site(&folder).await?;
    ensure!(program.output().contains("velvet-otter-compass"), "it says how to sign in");
    let browser = Browser::start(Settings::default()).await?;
    browser.open(&site).await?;
    browser.must_say("Sign in to").await?;
    is_accessible(&browser, "sign_in").await?;
    give_password(&browser, "not-her-password").await?;
    browser.must_say("We could not sign you in").await?;
    ensure!(focus(&browser).await? == "identifier", "the focus is at what is wrong");
    is_accessible(&browser, "refused").await?;
    give_password(&browser, "velvet-otter-compass").await?;
    browser.must_say("What do you want to use?").await?;
    ensure!(focus(&browser).await? == "H1", "the focus is at the heading of the step");
    is_accessible(&browser, "enrol").await?;
    browser.press("Continue").await?;
    let key = browser.element("#key").await?.text().await?;
    is_accessible(&browser, "confirm_enrolment").await?;
    browser.fill("code", "000000").await?;
    browser.press("Continue").await?;
    browser.must_say("Enter the code that is valid now").await?;
    browser.fill("code", &code(&key, Duration::ZERO)?).await?;
    browser.press("Continue").await?;
    browser.must_say("Keep these codes").await?;
    let codes = browser.element("#recovery-codes").await?.text().await?;
    ensure!(codes.lines().count() == 10, "{codes}");
    ensure!(focus(&browser).await? == "H1", "the focus is at the heading of the step");
    is_accessible(&browser, "recovery codes").await?;
    browser.press("I have kept them").await?;
    browser.must_say("Welcome, Ada").await?;
    browser.must_say("with otp and pwd").await?;
    is_accessible(&browser, "welcome").await?;

    // In another browser the app is asked for. A code works once, and a telephone may be half a minute ahead.
    browser.forget().await?;
    browser.open(&site).await?;
    give_password(&browser, "velvet-otter-compass").await?;
    browser.must_say("Open your authenticator app").await?;
    is_accessible(&browser, "challenge").await?;
    browser.fill("code", &code(&key, Duration::from_secs(30))?).await?;
    browser.press("Continue").await?;
    browser.must_say("Welcome, Ada").await?;
    Ok(())
}
