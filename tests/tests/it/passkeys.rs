//! Passkeys in Chromium, with an authenticator that the browser plays.

use anyhow::{Context as _, Result};
use identity_tests::browser::{Browser, Settings};
use identity_tests::server::{SmartPlan, demo};
use serde_json::{Value, json};

/// A browser with an authenticator of its own, such as a fingerprint reader or a security key.
pub(crate) struct WithKey {
    pub(crate) browser: Browser,
    key: String,
}

impl WithKey {
    pub(crate) async fn sits_down() -> Result<Self> {
        let browser = Browser::start(Settings::default()).await?;
        browser.devtools("WebAuthn.enable", json!({"enableUI": false})).await?;
        let key = Self::plug_in(&browser).await?;
        Ok(Self { browser, key })
    }

    async fn plug_in(browser: &Browser) -> Result<String> {
        let options = json!({
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": true,
            "hasUserVerification": true, "isUserVerified": true, "automaticPresenceSimulation": false,
        });
        let made = browser.devtools("WebAuthn.addVirtualAuthenticator", json!({"options": options})).await?;
        Ok(made["authenticatorId"].as_str().context("no authenticator")?.to_owned())
    }

    /// Whether its owner touches it when it asks. As long as they do not, the browser's autofill waits too.
    pub(crate) async fn touches(&self, enabled: bool) -> Result<()> {
        let set = json!({"authenticatorId": self.key, "enabled": enabled});
        self.browser.devtools("WebAuthn.setAutomaticPresenceSimulation", set).await?;
        Ok(())
    }

    async fn keys(&self) -> Result<Vec<Value>> {
        let found =
            self.browser.devtools("WebAuthn.getCredentials", json!({"authenticatorId": self.key})).await?;
        Ok(found["credentials"].as_array().cloned().unwrap_or_default())
    }

    async fn gives_password(&self, server: &SmartPlan) -> Result<()> {
        let (name, password) = demo::SCOTT;
        self.browser.open(&server.my("/login?return_to=/account")).await?;
        self.browser.fill("identifier", name).await?;
        self.browser.fill("password", password).await?;
        self.browser.press("Sign in").await
    }

    async fn creates_passkey(&self, server: &SmartPlan) -> Result<()> {
        self.browser.open(&server.my("/account/security")).await?;
        self.browser.choose("A passkey").await?;
        self.browser.press("Continue").await?;
        self.touches(true).await?;
        self.browser.press("Create a passkey").await?;
        self.browser.must_say("Keep these codes").await?;
        self.touches(false).await
    }

    async fn signs_out(&self, server: &SmartPlan) -> Result<()> {
        self.browser.open(&server.my("/logout")).await?;
        self.browser.press("Sign out").await?;
        self.browser.must_say("You are signed out").await
    }

    async fn asks_for_passkey(&self, server: &SmartPlan) -> Result<()> {
        self.browser.open(&server.my("/login?return_to=/account")).await?;
        self.touches(true).await?;
        self.browser.press("Sign in with a passkey").await
    }
}

/// L8, M9, G2.
#[tokio::test]
async fn passkey_is_created_used_alone_named_and_removed() -> Result<()> {
    let server = SmartPlan::start().await?;
    let scott = WithKey::sits_down().await?;
    scott.gives_password(&server).await?;
    scott.browser.must_be_at("/account").await?;
    scott.creates_passkey(&server).await?;
    let [key] = &scott.keys().await?[..] else { anyhow::bail!("not one passkey") };
    assert_eq!(
        (&key["rpId"], &key["isResidentCredential"]),
        (&json!("my.smartplan.localhost"), &json!(true))
    );
    scott.signs_out(&server).await?;

    // No name, no password.
    scott.asks_for_passkey(&server).await?;
    scott.browser.must_be_at("/account").await?;
    scott.touches(false).await?;
    scott.browser.open(&server.my("/account/security")).await?;
    scott.browser.must_say("A passkey").await?;
    scott.browser.press("Name").await?;
    scott.browser.fill("label", "Office laptop").await?;
    scott.browser.press("Save the name").await?;
    scott.browser.must_say("Office laptop").await?;
    scott.browser.press("Remove: Office laptop").await?;
    scott.browser.press("Remove").await?;
    scott.browser.must_say("It was removed.").await?;
    scott.signs_out(&server).await?;

    // The authenticator still has it, and nothing here knows it.
    scott.asks_for_passkey(&server).await?;
    scott.browser.must_say("This passkey did not work").await?;
    scott.touches(false).await?;
    scott.gives_password(&server).await?;
    scott.browser.must_be_at("/account").await
}

/// Whoever cancels goes on with the form, and reads of no fault.
#[tokio::test]
async fn passkey_that_is_cancelled_leaves_the_form_as_it_was() -> Result<()> {
    let server = SmartPlan::start().await?;
    let scott = WithKey::sits_down().await?;
    scott.browser.open(&server.my("/login?return_to=/account")).await?;
    scott.browser.fill("identifier", demo::SCOTT.0).await?;
    // It has no passkey for this site.
    scott.touches(true).await?;
    scott.browser.press("Sign in with a passkey").await?;
    scott.browser.element("form[data-passkey] button:not([hidden])").await?;
    assert!(!scott.browser.text().await?.contains("There is a problem"));
    scott.browser.fill("password", demo::SCOTT.1).await?;
    scott.browser.press("Sign in").await?;
    scott.browser.must_be_at("/account").await
}

#[tokio::test]
async fn passkey_is_the_further_proof_after_the_password() -> Result<()> {
    let server = SmartPlan::start().await?;
    let scott = WithKey::sits_down().await?;
    scott.gives_password(&server).await?;
    scott.browser.must_be_at("/account").await?;
    scott.creates_passkey(&server).await?;
    scott.signs_out(&server).await?;
    scott.gives_password(&server).await?;
    scott.browser.must_be_at("/flow/").await?;
    assert!(!scott.browser.text().await?.contains("Passkeys do not work in this browser"));
    scott.touches(true).await?;
    scott.browser.press("Use your passkey").await?;
    scott.browser.must_be_at("/account").await
}

/// Plays somebody who chooses the passkey in the list that the browser shows at the field for the name: nothing else can, a
/// browser without a window shows no list.
const CHOOSES: &str = "
    const get = navigator.credentials.get.bind(navigator.credentials);
    navigator.credentials.get = ({ mediation, ...asked }) => {
        if (mediation === 'conditional') localStorage.setItem('listed', 'yes');
        return get(asked);
    };";

/// L1, L8: the browser offers passkeys among what it fills in.
#[tokio::test]
async fn passkey_is_chosen_in_the_field_for_the_name() -> Result<()> {
    let server = SmartPlan::start().await?;
    let scott = WithKey::sits_down().await?;
    scott.gives_password(&server).await?;
    scott.browser.must_be_at("/account").await?;
    scott.creates_passkey(&server).await?;
    scott.signs_out(&server).await?;
    let script = json!({"source": CHOOSES});
    scott.browser.devtools("Page.addScriptToEvaluateOnNewDocument", script).await?;
    scott.touches(true).await?;
    scott.browser.open(&server.my("/login?return_to=/account")).await?;
    scott.browser.must_be_at("/account").await?;
    let listed = scott.browser.client.execute("return localStorage.getItem('listed')", vec![]).await?;
    assert_eq!(listed, json!("yes"));
    Ok(())
}
