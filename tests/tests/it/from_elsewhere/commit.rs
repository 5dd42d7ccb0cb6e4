//! The four ways between a local account and a central one, between two processes, by both protocols.

use super::signs_in;
use anyhow::{Context as _, Result};
use identity_tests::commit::{ARNIE_AT_COMMIT, ARNIE_AT_TESTS, BERTA_AT_COMMIT, CommIt};
use identity_tests::person::{Eyes, Person};

/// Where Arnie wants to go: the address with its query is what he reaches in the end (B7).
const CONTENT: &str = "/tests?course=finnish";

/// What the page there says first.
const SECURED: &str = "Secured content";

const NOTHING_SAID: &str = "this account is connected with no central account";

/// Plays some scenes; what both printed is part of the report when they fail.
async fn plays(
    environment: &[(&str, &str)],
    scenes: impl AsyncFnOnce(&mut CommIt) -> Result<()>,
) -> Result<()> {
    let mut commit = CommIt::start(environment).await?;
    let played = scenes(&mut commit).await;
    played.with_context(|| commit.output())
}

const SAML: (&str, &str) = ("COMMIT_PROTOCOL", "saml");
const OPENID: (&str, &str) = ("COMMIT_PROTOCOL", "openid");

/// Somebody in Chromium goes to the tests, and is led to the sign-in page.
async fn wants_the_tests(commit: &CommIt) -> Result<Person> {
    let mut person = Person::sits_down(Eyes::Chromium).await?;
    person.open(&commit.tests(CONTENT)).await?;
    person.is_at("/login").await?;
    Ok(person)
}

/// They press the central button, and sign in there.
async fn signs_in_centrally(commit: &CommIt, person: &mut Person, account: (&str, &str)) -> Result<()> {
    person.press("Sign in with CommIT").await?;
    person.is_at(&commit.commit("/")).await?;
    signs_in(person, account).await
}

/// They have reached the content, by the address that they asked for.
async fn reads_the_tests(commit: &CommIt, person: &Person) -> Result<()> {
    person.reads(SECURED).await?;
    person.is_at(&commit.tests(CONTENT)).await
}

/// Leaves, so that neither side remembers a session.
async fn comes_back_later(commit: &CommIt, person: &mut Person) -> Result<()> {
    for logout in [commit.tests("/logout"), commit.commit("/logout")] {
        person.open(&logout).await?;
        person.press("Sign out").await?;
        person.reads("You are signed out").await?;
    }
    person.open(&commit.tests(CONTENT)).await?;
    person.is_at("/login").await
}

/// Flow 1: central sign-in, with an account made for it. The service has received the identifier (B24); at the second visit the
/// representation is loaded, and nothing is asked (B22).
async fn flow_1(protocol: (&str, &str)) -> Result<()> {
    plays(&[protocol, ("COMMIT_UNKNOWN", "create"), ("COMMIT_LINKING", "allowed")], async |commit| {
        let mut berta = wants_the_tests(commit).await?;
        berta.reads("One account for all services of the federation").await?;
        signs_in_centrally(commit, &mut berta, BERTA_AT_COMMIT).await?;
        reads_the_tests(commit, &berta).await?;
        berta.reads("Identifier").await?;
        berta.reads(&commit.commit("")).await?;
        let first = account(&berta).await?;
        comes_back_later(commit, &mut berta).await?;
        signs_in_centrally(commit, &mut berta, BERTA_AT_COMMIT).await?;
        reads_the_tests(commit, &berta).await?;
        anyhow::ensure!(account(&berta).await? == first, "the same account is loaded");
        Ok(())
    })
    .await
}

/// The local account, as the page of the tests shows it.
async fn account(person: &Person) -> Result<String> {
    let browser = person.browser().context("the person has no browser")?;
    let text = browser.text().await?;
    let line = text.lines().find(|line| line.starts_with("Account ")).context(text.clone())?;
    Ok(line.to_owned())
}

/// Flow 2: central sign-in, and Arnie connects the local account that he has (B27). Next time he signs in locally, and the
/// identifier is still associated (B30).
async fn flow_2_connects(protocol: (&str, &str)) -> Result<()> {
    plays(&[protocol], async |commit| {
        let mut arnie = wants_the_tests(commit).await?;
        signs_in_centrally(commit, &mut arnie, ARNIE_AT_COMMIT).await?;
        arnie.press("Yes, connect my account").await?;
        signs_in(&mut arnie, ARNIE_AT_TESTS).await?;
        arnie.press("Both are mine, connect them").await?;
        reads_the_tests(commit, &arnie).await?;
        arnie.reads("Identifier").await?;
        arnie.reads("User name arnie").await?;
        comes_back_later(commit, &mut arnie).await?;
        signs_in(&mut arnie, ARNIE_AT_TESTS).await?;
        reads_the_tests(commit, &arnie).await?;
        arnie.reads("Identifier").await
    })
    .await
}

/// Flow 2: central sign-in, and a new local account (B28).
async fn flow_2_creates(protocol: (&str, &str)) -> Result<()> {
    plays(&[protocol], async |commit| {
        let mut berta = wants_the_tests(commit).await?;
        signs_in_centrally(commit, &mut berta, BERTA_AT_COMMIT).await?;
        berta.press("No, create an account").await?;
        reads_the_tests(commit, &berta).await?;
        berta.reads("Identifier").await?;
        berta.reads_nothing_of("User name arnie").await
    })
    .await
}

/// Flow 3: local sign-in, and no word of CommIT after it (B32).
#[tokio::test]
async fn branch_b32_flow_3_local_sign_in_asks_nothing_more_where_flow_4_is_off() -> Result<()> {
    plays(&[("COMMIT_LINKING", "off")], async |commit| {
        let mut arnie = wants_the_tests(commit).await?;
        signs_in(&mut arnie, ARNIE_AT_TESTS).await?;
        reads_the_tests(commit, &arnie).await?;
        arnie.reads(NOTHING_SAID).await
    })
    .await
}

/// Flow 4: local sign-in, and the central account is offered and connected in one round trip (B39). At the next visit the central
/// sign-in finds the local account (B40).
async fn flow_4(protocol: (&str, &str)) -> Result<()> {
    plays(&[protocol], async |commit| {
        let mut arnie = wants_the_tests(commit).await?;
        signs_in(&mut arnie, ARNIE_AT_TESTS).await?;
        arnie.reads("One account for all services of the federation").await?;
        arnie.press("Connect").await?;
        arnie.is_at(&commit.commit("/")).await?;
        signs_in(&mut arnie, ARNIE_AT_COMMIT).await?;
        arnie.press("Both are mine, connect them").await?;
        reads_the_tests(commit, &arnie).await?;
        arnie.reads("Identifier").await?;
        comes_back_later(commit, &mut arnie).await?;
        signs_in_centrally(commit, &mut arnie, ARNIE_AT_COMMIT).await?;
        reads_the_tests(commit, &arnie).await?;
        arnie.reads("User name arnie").await
    })
    .await
}

#[tokio::test]
async fn branch_b24_flow_1_by_saml() -> Result<()> {
    flow_1(SAML).await
}

#[tokio::test]
async fn branch_b24_flow_1_by_openid_connect() -> Result<()> {
    flow_1(OPENID).await
}

#[tokio::test]
async fn branch_b31_flow_2_connects_by_saml() -> Result<()> {
    flow_2_connects(SAML).await
}

#[tokio::test]
async fn branch_b31_flow_2_connects_by_openid_connect() -> Result<()> {
    flow_2_connects(OPENID).await
}

#[tokio::test]
async fn branch_b28_flow_2_creates_by_saml() -> Result<()> {
    flow_2_creates(SAML).await
}

#[tokio::test]
async fn branch_b28_flow_2_creates_by_openid_connect() -> Result<()> {
    flow_2_creates(OPENID).await
}

#[tokio::test]
async fn branch_b41_flow_4_by_saml() -> Result<()> {
    flow_4(SAML).await
}

#[tokio::test]
async fn branch_b41_flow_4_by_openid_connect() -> Result<()> {
    flow_4(OPENID).await
}

/// "Not now" leads on to the content, and nothing is asked at the next sign-in (B37, D17).
#[tokio::test]
async fn branch_d17_not_now_leads_on_and_is_remembered() -> Result<()> {
    plays(&[], async |commit| {
        let mut arnie = wants_the_tests(commit).await?;
        signs_in(&mut arnie, ARNIE_AT_TESTS).await?;
        arnie.press("Not now").await?;
        reads_the_tests(commit, &arnie).await?;
        arnie.reads(NOTHING_SAID).await?;
        arnie.open(&commit.tests("/logout")).await?;
        arnie.press("Sign out").await?;
        arnie.reads("You are signed out").await?;
        arnie.open(&commit.tests(CONTENT)).await?;
        signs_in(&mut arnie, ARNIE_AT_TESTS).await?;
        reads_the_tests(commit, &arnie).await
    })
    .await
}

/// The verification level that the assertion says is shown and stored (B18).
#[tokio::test]
async fn branch_b18_the_verification_level_is_stored_with_the_link() -> Result<()> {
    plays(&[("COMMIT_LEAST_LEVEL", "verified")], async |commit| {
        let mut arnie = wants_the_tests(commit).await?;
        signs_in_centrally(commit, &mut arnie, ARNIE_AT_COMMIT).await?;
        arnie.press("Yes, connect my account").await?;
        signs_in(&mut arnie, ARNIE_AT_TESTS).await?;
        arnie.press("Both are mine, connect them").await?;
        reads_the_tests(commit, &arnie).await?;
        arnie.reads("Verification level verified").await
    })
    .await
}

/// Each way can be switched off: without the central one there is no button, and no dead link (B4).
#[tokio::test]
async fn branch_b04_without_central_sign_in_no_page_speaks_of_it() -> Result<()> {
    plays(&[("COMMIT_CENTRAL", "false")], async |commit| {
        let mut arnie = wants_the_tests(commit).await?;
        arnie.reads("Sign in").await?;
        arnie.reads_nothing_of("CommIT").await?;
        signs_in(&mut arnie, ARNIE_AT_TESTS).await?;
        reads_the_tests(commit, &arnie).await
    })
    .await
}

/// Whoever is unknown is refused where flow 2 is off, and gets no account; the local way stays open.
#[tokio::test]
async fn branch_b04_without_flow_2_an_unknown_person_is_refused_with_a_way_on() -> Result<()> {
    plays(&[("COMMIT_UNKNOWN", "refuse"), ("COMMIT_LINKING", "off")], async |commit| {
        let mut berta = wants_the_tests(commit).await?;
        signs_in_centrally(commit, &mut berta, BERTA_AT_COMMIT).await?;
        berta.is_at(&commit.tests("/flow/")).await?;
        berta.reads_nothing_of(SECURED).await?;
        berta.open(&commit.tests(CONTENT)).await?;
        signs_in(&mut berta, ARNIE_AT_TESTS).await?;
        reads_the_tests(commit, &berta).await
    })
    .await
}

/// A provider that does not answer is said to, and the local way leads to the same content (D7).
#[tokio::test]
async fn branch_d07_a_provider_that_is_down_leaves_the_local_way_open() -> Result<()> {
    plays(&[OPENID, ("COMMIT_LINKING", "off")], async |commit| {
        let mut arnie = wants_the_tests(commit).await?;
        commit.ends_commit()?;
        arnie.press("Sign in with CommIT").await?;
        arnie.reads("CommIT does not answer at the moment").await?;
        signs_in(&mut arnie, ARNIE_AT_TESTS).await?;
        reads_the_tests(commit, &arnie).await
    })
    .await
}

/// A level that is too low is told with what to do, and nobody gets in (D9).
#[tokio::test]
async fn branch_d09_a_level_that_is_too_low_is_refused_with_what_to_do() -> Result<()> {
    plays(&[("COMMIT_LEAST_LEVEL", "verified")], async |commit| {
        let mut berta = wants_the_tests(commit).await?;
        signs_in_centrally(commit, &mut berta, BERTA_AT_COMMIT).await?;
        berta.reads("is not verified well enough").await?;
        berta.open(&commit.tests(CONTENT)).await?;
        berta.is_at("/login").await
    })
    .await
}
