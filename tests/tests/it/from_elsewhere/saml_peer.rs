//! An identity provider made with pysaml2 in the place of City Group's own.

use super::{city_group_is_fed, is_offered, scott_reads_of};
use crate::story::{CITY_GROUP, JEREMY, PASSWORD, Story};
use anyhow::{Context as _, Result, ensure};
use identity_tests::http::Visitor;
use identity_tests::page::Form;
use identity_tests::peers::pysaml2_idp::{JEREMY as JEREMY_THERE, Pysaml2Idp, Signs};
use identity_tests::person::{Eyes, Person};
use identity_tests::server::{Settings, SmartPlan};
use identity_tests::wait;

/// City Group in the CRM; the demo has a connection for another one.
const CRM_ID: &str = "CRM-2001";
const NAME: &str = "City Group ID";
const BUTTON: &str = "Sign in with City Group ID";
const THERE: &str = "http://idp.peer.localhost";

/// MySmartPlan with a connection to the provider, and both know each other's metadata.
async fn plays(
    signs: Signs,
    whose: &str,
    unknown: &str,
    scenes: impl AsyncFnOnce(&Story) -> Result<()>,
) -> Result<()> {
    let mut provider = Pysaml2Idp::new(signs)?;
    let configuration = Some(format!(
        "[[connections]]\nname = \"{NAME}\"\nmetadata = {:?}\n{whose}\n\
         [connections.rules]\nunknown = \"{unknown}\"\nvouches_for_email = true\n",
        provider.metadata(),
    ));
    let server = SmartPlan::start_with(Settings { configuration, ..Settings::default() }).await?;
    let metadata = Visitor::new()?.get(&server.my("/saml/sp/metadata")).await?.expect(200)?;
    provider.start(&metadata.body).await?;
    let played = Story::plays(server, Eyes::Http, scenes).await;
    played.with_context(|| format!("the provider:\n{}", provider.output()))
}

/// Jeremy, who has an account, comes by City Group and connects it; the next time he is asked nothing, and is in the application.
async fn jeremy_comes_to_the_application(signs: Signs, eyes: Eyes) -> Result<()> {
    let whose = format!("organization = \"{CRM_ID}\"\ndomains = [\"citygroup.example\"]");
    plays(signs, &whose, "connect_or_create", async |story| {
        city_group_is_fed(story, CRM_ID).await?;
        story.scott_invites_jeremy().await?;
        story.accepts(JEREMY).await?;
        let application = story.server.app("/");

        let mut jeremy = jeremy_signs_in_there(story, eyes).await?;
        jeremy.press("Yes, connect my account").await?;
        story.signs_in(&mut jeremy, JEREMY, PASSWORD).await?;
        jeremy.press("Both are mine, connect them").await?;
        jeremy.is_at(&application).await?;
        jeremy.reads(CITY_GROUP).await?;

        let again = jeremy_signs_in_there(story, eyes).await?;
        again.is_at(&application).await?;
        again.reads(CITY_GROUP).await
    })
    .await
}

/// He wants to use the application, types his address, is led to City Group, and signs in there.
async fn jeremy_signs_in_there(story: &Story, eyes: Eyes) -> Result<Person> {
    let (visitor, login) = (Visitor::new()?, story.server.my("/login"));
    wait::until("the connection of City Group", async || {
        let form = visitor.open(&login).await.ok()?.form_with_button("Sign in").ok()?;
        let led = visitor.submit(&form.fill("identifier", JEREMY).ok()?).await.ok()?;
        led.says(BUTTON).then_some(())
    })
    .await?;
    let mut jeremy = Person::sits_down(eyes).await?;
    jeremy.open(&story.server.app("/")).await?;
    jeremy.fill("identifier", JEREMY).await?;
    jeremy.press("Sign in").await?;
    jeremy.press(BUTTON).await?;
    jeremy.is_at(THERE).await?;
    logs_in(&mut jeremy).await?;
    Ok(jeremy)
}

async fn logs_in(jeremy: &mut Person) -> Result<()> {
    jeremy.fill("username", JEREMY_THERE.0).await?;
    jeremy.fill("password", JEREMY_THERE.1).await?;
    jeremy.press("Log in").await
}

#[tokio::test]
async fn a_05_pysaml2_signs_somebody_in_with_response_and_assertion_signed() -> Result<()> {
    jeremy_comes_to_the_application(Signs::BOTH, Eyes::Chromium).await
}

#[tokio::test]
async fn a_05_pysaml2_signs_somebody_in_with_the_assertion_alone_signed() -> Result<()> {
    jeremy_comes_to_the_application(Signs::ASSERTION, Eyes::Http).await
}

/// What pysaml2 signs by SHA-1 signs nobody in, and the connection says that it is the algorithm (S-27).
#[tokio::test]
async fn s_27_sha1_of_pysaml2_is_refused_by_name() -> Result<()> {
    plays(Signs::BY_SHA1, "", "create", async |story| {
        let server = &story.server;
        is_offered(server, BUTTON).await?;
        let mut jeremy = Person::sits_down(Eyes::Http).await?;
        jeremy.open(&server.my("/account")).await?;
        jeremy.press(BUTTON).await?;
        jeremy.is_at(THERE).await?;
        logs_in(&mut jeremy).await?;
        jeremy.is_at(&server.my("/flow/")).await?;
        jeremy.reads("We could not use the answer of City Group ID.").await?;
        jeremy.reads("algorithm").await?;
        jeremy.open(&server.my("/account")).await?;
        jeremy.is_at("/login").await?;
        scott_reads_of(server, NAME, &["algorithm", "signed by a weak algorithm"]).await
    })
    .await
}

/// A response of pysaml2 is taken once, and in the browser whose request it answers (S-20).
#[tokio::test]
async fn s_20_a_response_of_pysaml2_is_taken_once() -> Result<()> {
    plays(Signs::BOTH, "", "create", async |story| {
        let server = &story.server;
        is_offered(server, BUTTON).await?;
        let (jeremy, thief) = (Visitor::new()?, Visitor::new()?);
        let response = response(server, &jeremy).await?;
        jeremy.arrive(jeremy.send(&response).await?).await?.expect(200)?;
        ensure!(is_signed_in(server, &jeremy).await?, "the first time it signs him in");

        // From another browser, with nothing of its own and beside a request of its own.
        thief.arrive(thief.send(&response).await?).await?.expect(410)?;
        let own = self::response(server, &thief).await?;
        let stolen = own.clone().forge("SAMLResponse", response.value("SAMLResponse").context("a response")?);
        thief.arrive(thief.send(&stolen).await?).await?.expect(410)?;
        ensure!(!is_signed_in(server, &thief).await?, "the thief is signed in");
        thief.arrive(thief.send(&own).await?).await?.expect(200)?;
        ensure!(is_signed_in(server, &thief).await?, "the own answer was used up by the stolen one");

        // From his own, after he signed out.
        let form = jeremy.open(&server.my("/logout")).await?.form_with_button("Sign out")?;
        jeremy.submit(&form).await?.must_say("You are signed out")?;
        jeremy.arrive(jeremy.send(&response).await?).await?;
        ensure!(!is_signed_in(server, &jeremy).await?, "it was taken twice");
        Ok(())
    })
    .await
}

/// Signs in there. Gives the form that brings the response here.
async fn response(server: &SmartPlan, visitor: &Visitor) -> Result<Form> {
    let form = visitor.open(&server.my("/account")).await?.form_with_button(BUTTON)?;
    let form = visitor.submit(&form).await?.form_with_button("Log in")?;
    let form = form.fill("username", JEREMY_THERE.0)?.fill("password", JEREMY_THERE.1)?;
    let page = visitor.submit(&form).await?;
    page.saml_form().with_context(|| format!("no response: {}", page.body))
}

async fn is_signed_in(server: &SmartPlan, visitor: &Visitor) -> Result<bool> {
    Ok(visitor.open(&server.my("/account")).await?.url.path() == "/account")
}
