//! Jeremy's second proofs: the application asks for one, he loses his telephone, and two people help.

use super::{APPLICATION, CITY_GROUP, JEREMY, PASSWORD, SUSAN, Story};
use crate::passkeys::WithKey;
use anyhow::{Context as _, Result};
use identity_tests::browser::{Browser, Settings as BrowserSettings};
use identity_tests::http::client;
use identity_tests::person::{Eyes, Person};
use identity_tests::server::{Settings, SmartPlan, demo};
use identity_tests::wait;

const NUMBER: &str = "+358 40 123 4567";

/// The application asks for a second proof, and nothing else does.
async fn server() -> Result<SmartPlan> {
    let environment = vec![("SMARTPLAN_APPLICATION_FACTORS".to_owned(), "two".to_owned())];
    SmartPlan::start_with(Settings { environment, ..Settings::default() }).await
}

/// Jeremy's story; its last part needs a browser with an authenticator.
#[tokio::test]
async fn second_proofs_of_jeremy_in_chromium() -> Result<()> {
    Story::plays(server().await?, Eyes::Http, chapters).await
}

async fn chapters(story: &Story) -> Result<()> {
    story.crm_feeds("crm-1001", CITY_GROUP, "enterprise").await?;
    story.scott_invites_jeremy().await?;
    let mut jeremy = story.accepts(JEREMY).await?;
    let city_group = jeremy.address().await?;
    story.invites(&mut jeremy, SUSAN, ("Susan", "Ward"), "Contact person").await?;
    story.accepts(SUSAN).await?;
    two_administrators_help_here(story, &mut jeremy, &city_group).await?;

    let laptop = WithKey::sits_down().await?;
    let codes = the_application_asks(story, &laptop.browser).await?;
    a_passkey_is_added(story, &laptop).await?;
    the_telephone_is_lost(story, &codes).await?;
    a_day_passes(story).await?;
    two_people_help(story, &city_group).await?;
    what_happened_is_read(story, &city_group).await
}

/// The codes as the page without scripts has them: a file to save, a reload that says how to make new ones, and the way on to
/// the application.
#[tokio::test]
async fn recovery_codes_come_with_the_first_second_proof_in_chromium_without_scripts() -> Result<()> {
    Story::plays(server().await?, Eyes::Http, without_scripts).await
}

async fn without_scripts(story: &Story) -> Result<()> {
    story.crm_feeds("crm-1001", CITY_GROUP, "enterprise").await?;
    story.scott_invites_jeremy().await?;
    let mut jeremy = story.accepts(JEREMY).await?;
    story.signs_out(&mut jeremy).await?;
    let browser = Browser::start(BrowserSettings { scripts: false, ..BrowserSettings::default() }).await?;
    let codes = a_telephone_is_set_up(story, &browser).await?;
    let file = browser.element("a[download='recovery-codes.txt']").await?;
    let href = file.attr("href").await?.context("no address")?;
    anyhow::ensure!(codes.iter().all(|code| href.contains(&code.replace('-', "%2D"))), "{href}");
    file.click().await?;
    browser.must_say("Each code works once.").await?;
    browser.must_be_at("/flow/").await?;

    browser.client.refresh().await?;
    browser.must_say("make new ones").await?;
    let text = browser.text().await?;
    anyhow::ensure!(recovery_codes(&text).is_empty(), "{text}");
    browser.press("Continue").await?;
    // Without scripts the message goes to the application by a button.
    browser.press("Continue").await?;
    browser.must_be_at(&story.server.app("/")).await?;
    browser.must_say(CITY_GROUP).await
}

/// City Group wants that nobody alone removes a second proof.
async fn two_administrators_help_here(story: &Story, jeremy: &mut Person, city_group: &str) -> Result<()> {
    let page = city_group.split('?').next().unwrap_or_default();
    jeremy.open(&format!("{page}/sign-in")).await?;
    jeremy.choose("Ask for a second administrator").await?;
    jeremy.press("Save what is asked").await?;
    jeremy.reads("Your details were saved.").await?;
    story.signs_out(jeremy).await
}

async fn gives_password(story: &Story, browser: &Browser) -> Result<()> {
    browser.open(&story.server.app("/")).await?;
    browser.fill("identifier", JEREMY).await?;
    browser.fill("password", PASSWORD).await?;
    browser.press("Sign in").await
}

/// On the way to the application, Jeremy sets up his telephone. Gives the recovery codes that he writes down then.
async fn the_application_asks(story: &Story, browser: &Browser) -> Result<Vec<String>> {
    let codes = a_telephone_is_set_up(story, browser).await?;
    browser.press("I have kept them").await?;
    browser.must_be_at(&story.server.app("/")).await?;
    browser.must_say(CITY_GROUP).await?;
    Ok(codes)
}

/// Ends on the page of the recovery codes that come with it.
async fn a_telephone_is_set_up(story: &Story, browser: &Browser) -> Result<Vec<String>> {
    gives_password(story, browser).await?;
    browser.must_say(&format!("Opening {APPLICATION} needs a second proof that it is you.")).await?;
    browser.choose("A code by text message").await?;
    browser.fill("number", NUMBER).await?;
    browser.press("Continue").await?;
    let sent = story.server.inbox()?.nth("+358401234567", 1).await?.text;
    browser.fill("code", &code_in(&sent)?).await?;
    browser.press("Confirm").await?;
    browser.must_say("Each code works once.").await?;
    let codes = recovery_codes(&browser.text().await?);
    anyhow::ensure!(codes.len() == 10, "{codes:?}");
    Ok(codes)
}

/// The digits in a text message.
fn code_in(text: &str) -> Result<String> {
    let digits = text.split(|c: char| !c.is_ascii_digit()).find(|part| part.len() == 6);
    Ok(digits.with_context(|| format!("no code in {text:?}"))?.to_owned())
}

/// What looks like two groups of five on a page.
fn recovery_codes(text: &str) -> Vec<String> {
    let is_group = |part: &str| part.len() == 5 && part.chars().all(|c| c.is_ascii_alphanumeric());
    let is_code = |word: &&str| word.split_once('-').is_some_and(|(a, b)| is_group(a) && is_group(b));
    text.split_whitespace().filter(is_code).map(str::to_owned).collect()
}

/// He has recovery codes already, so none come with it.
async fn a_passkey_is_added(story: &Story, laptop: &WithKey) -> Result<()> {
    let browser = &laptop.browser;
    browser.open(&story.server.my("/account/security")).await?;
    browser.choose("A passkey").await?;
    browser.press("Continue").await?;
    laptop.touches(true).await?;
    browser.press("Create a passkey").await?;
    browser.must_say("It is set up.").await?;
    laptop.touches(false).await?;
    browser.open(&story.server.my("/account/security")).await?;
    browser.must_say("A passkey").await?;
    browser.must_say("You have 10 recovery codes left.").await
}

/// Without the telephone and the laptop, one of the codes on paper leads to the application.
async fn the_telephone_is_lost(story: &Story, codes: &[String]) -> Result<()> {
    let mut elsewhere = Person::sits_down(Eyes::Http).await?;
    elsewhere.open(&story.server.app("/")).await?;
    story.signs_in(&mut elsewhere, JEREMY, PASSWORD).await?;
    elsewhere.press("A recovery code").await?;
    elsewhere.fill("code", codes.first().context("no codes")?).await?;
    elsewhere.press("Continue").await?;
    elsewhere.is_at(&story.server.app("/")).await?;
    elsewhere.reads(CITY_GROUP).await
}

/// Who has a right for less than a day does not help by it.
async fn a_day_passes(story: &Story) -> Result<()> {
    let body = serde_json::json!({"advance_seconds": 25 * 60 * 60});
    let request = client()?.post(story.server.my("/dev/clock")).header("content-type", "application/json");
    request.body(body.to_string()).send().await?.error_for_status()?;
    Ok(())
}

/// The paper is lost too. Scott cannot help alone: Susan looks at it, and agrees.
async fn two_people_help(story: &Story, city_group: &str) -> Result<()> {
    let mut scott = Person::sits_down(Eyes::Http).await?;
    scott.open(&story.server.my("/login")).await?;
    story.signs_in(&mut scott, demo::SCOTT.0, demo::SCOTT.1).await?;
    scott.open(city_group).await?;
    scott.press("Jeremy Mills").await?;
    scott.press("Remove second proofs").await?;
    scott.reads("This needs two administrators").await?;
    scott.fill("reason", "He lost his telephone and called me from his desk.").await?;
    scott.press("Ask a second administrator").await?;
    scott.reads("Another administrator has to approve it now.").await?;
    let inbox = story.server.inbox()?;
    wait::until("the mail that tells Jeremy who asked", async || {
        let mails = inbox.to(JEREMY).await.ok()?;
        let asked = "Scott Long asked that the second proofs of your account";
        mails.iter().any(|mail| mail.text.contains(asked)).then_some(())
    })
    .await?;

    // Scott is not the second one.
    scott.open(&story.server.my("/approvals")).await?;
    scott.reads("Another administrator has to approve it.").await?;
    scott.reads_nothing_of("Look at it").await?;
    let mut susan = Person::sits_down(Eyes::Http).await?;
    susan.open(&story.server.my("/login")).await?;
    story.signs_in(&mut susan, SUSAN, PASSWORD).await?;
    susan.open(&story.server.my("/")).await?;
    susan.press("1 request waits for a second administrator").await?;
    susan.reads("He lost his telephone and called me from his desk.").await?;
    susan.press("Look at it").await?;
    susan.reads("Make sure first that it is Jeremy Mills who wants this").await?;
    susan.press("Approve it").await?;
    susan.reads("You approved it, and it was done.").await?;

    // Jeremy sets up a new telephone where the application asks for it.
    let mut jeremy = Person::sits_down(Eyes::Http).await?;
    jeremy.open(&story.server.app("/")).await?;
    story.signs_in(&mut jeremy, JEREMY, PASSWORD).await?;
    jeremy.reads(&format!("Opening {APPLICATION} needs a second proof that it is you.")).await
}

/// Each step stands in his activity and in City Group's history.
async fn what_happened_is_read(story: &Story, city_group: &str) -> Result<()> {
    let mut jeremy = Person::sits_down(Eyes::Http).await?;
    jeremy.open(&story.server.my("/login")).await?;
    story.signs_in(&mut jeremy, JEREMY, PASSWORD).await?;
    jeremy.open(&story.server.my("/account/activity")).await?;
    for words in ["Signed in", "Second proof set up", "Recovery code used", "Application opened"] {
        jeremy.reads(words).await.with_context(|| format!("activity: {words}"))?;
    }
    let page = city_group.split('?').next().unwrap_or_default();
    jeremy.open(&format!("{page}/history")).await?;
    for words in [
        "Second proof set up",
        "Recovery code used",
        "Second administrator asked for",
        "He lost his telephone and called me from his desk.",
        "Approved by a second administrator",
        "Second proofs removed by an administrator",
        "asked for by Scott Long",
        "Susan Ward",
    ] {
        jeremy.reads(words).await.with_context(|| format!("history: {words}"))?;
    }
    Ok(())
}
