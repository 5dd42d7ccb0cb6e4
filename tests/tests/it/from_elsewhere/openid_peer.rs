//! A provider made with oidc-provider (npm) in the place of Google: a connection for everybody.

use super::{is_offered, scott_reads_of, signs_in};
use anyhow::{Context as _, Result};
use identity_tests::peers::oidc_provider::{CLIENT, KARL, OidcProvider};
use identity_tests::person::{Eyes, Person};
use identity_tests::server::{Settings, SmartPlan, demo};

const NAME: &str = "Peer Accounts";
const BUTTON: &str = "Sign in with Peer Accounts";

/// MySmartPlan with a connection to the provider, to which it shows this secret.
async fn plays(
    secret: &str,
    scenes: impl AsyncFnOnce(&SmartPlan, &OidcProvider) -> Result<()>,
) -> Result<()> {
    let mut provider = OidcProvider::new()?;
    let configuration = Some(format!(
        "[[connections]]\nname = \"{NAME}\"\nissuer = \"{}\"\nclient_id = \"{}\"\nclient_secret = \"{secret}\"\n\
         [connections.rules]\nunknown = \"connect_or_create\"\nvouches_for_email = true\n",
        provider.issuer(),
        CLIENT.0,
    ));
    let server = SmartPlan::start_with(Settings { configuration, ..Settings::default() }).await?;
    provider.start(&server.my("/federation/oidc/callback")).await?;
    is_offered(&server, BUTTON).await?;
    let played = scenes(&server, &provider).await;
    played.with_context(|| format!("MySmartPlan:\n{}\nthe provider:\n{}", server.output(), provider.output()))
}

/// Somebody wants to see the page of their account, and is at the provider instead.
async fn is_sent_there(server: &SmartPlan, provider: &OidcProvider, eyes: Eyes) -> Result<Person> {
    let mut person = Person::sits_down(eyes).await?;
    person.open(&server.my("/account")).await?;
    person.press(BUTTON).await?;
    person.is_at(provider.issuer()).await?;
    Ok(person)
}

/// Karl signs in on the pages of the provider, and agrees there to what we ask for.
async fn karl_signs_in(server: &SmartPlan, provider: &OidcProvider, eyes: Eyes) -> Result<Person> {
    let mut karl = is_sent_there(server, provider, eyes).await?;
    karl.fill("login", KARL).await?;
    karl.fill("password", "any will do there").await?;
    karl.press("Sign-in").await?;
    karl.reads("email").await?;
    karl.press("Continue").await?;
    Ok(karl)
}

async fn somebody_new_is_known_the_next_time(eyes: Eyes) -> Result<()> {
    plays(CLIENT.1, async |server, provider| {
        let mut karl = karl_signs_in(server, provider, eyes).await?;
        karl.reads("karl.kearnes@kokomedia.example").await?;
        // By a name that the provider does not have for him, it can be told which account it is later.
        karl.fill("given_name", "Kalle").await?;
        karl.press("No, create an account").await?;
        karl.is_at(&server.my("/account")).await?;
        karl.reads("Kalle Kearnes").await?;
        karl.reads("karl.kearnes@kokomedia.example").await?;

        let again = karl_signs_in(server, provider, eyes).await?;
        again.is_at(&server.my("/account")).await?;
        again.reads("Kalle Kearnes").await
    })
    .await
}

#[tokio::test]
async fn a_20_oidc_provider_signs_in_somebody_new_and_knows_them_the_next_time() -> Result<()> {
    somebody_new_is_known_the_next_time(Eyes::Http).await
}

#[tokio::test]
async fn a_20_oidc_provider_signs_in_somebody_new_in_chromium() -> Result<()> {
    somebody_new_is_known_the_next_time(Eyes::Chromium).await
}

/// Whoever goes back there is told so, and signs in by a password on the page that says it (L15).
#[tokio::test]
async fn l_15_somebody_who_cancels_at_oidc_provider_signs_in_in_another_way() -> Result<()> {
    plays(CLIENT.1, async |server, provider| {
        let mut scott = is_sent_there(server, provider, Eyes::Http).await?;
        scott.press("[ Cancel ]").await?;
        scott.is_at(&server.my("/flow/")).await?;
        scott.reads("You came back from Peer Accounts without signing in.").await?;
        signs_in(&mut scott, demo::SCOTT).await?;
        scott.is_at(&server.my("/account")).await?;
        scott_reads_of(server, NAME, &["cancelled", "The person went back"]).await
    })
    .await
}

/// A secret that the provider does not know is named where the connection is managed, and nobody is signed in.
#[tokio::test]
async fn a_wrong_client_secret_at_oidc_provider_is_named() -> Result<()> {
    plays("not-the-secret-that-it-gave-us-at-all", async |server, provider| {
        let mut karl = karl_signs_in(server, provider, Eyes::Http).await?;
        karl.is_at(&server.my("/flow/")).await?;
        karl.reads("We could not use the answer of Peer Accounts.").await?;
        karl.reads("client-refused").await?;
        karl.open(&server.my("/account")).await?;
        karl.is_at("/login").await?;
        scott_reads_of(server, NAME, &["client-refused", "did not accept our client id or secret"]).await
    })
    .await
}
