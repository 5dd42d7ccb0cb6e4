//! Applications that people sign in to by OpenID Connect, as the settings name them.

use crate::setup::SERVICE;
use anyhow::{Context as _, Result};
use identity_core::domain::{AuthenticationMethod, Factors, TokenAlgorithm};
use identity_core::secrets::SecretToken;
use identity_core::setup::OpenIdSetup;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// An application that signs people in by OpenID Connect.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OpenIdApplication {
    /// Its `client_id`.
    pub client_id: String,
    /// What people call it.
    pub name: String,
    /// Its `client_secret`: 43 characters, 256 random bits in base64url. Left out for an application without one.
    #[serde(default)]
    secret: Option<String>,
    /// File with its public keys, a JWK set, for one that proves with a key of its own who it is.
    #[serde(default)]
    keys: Option<PathBuf>,
    /// The service that it is the door to.
    #[serde(default)]
    service: Option<String>,
    /// Where answers may go.
    redirect_uris: Vec<String>,
    /// Where the browser may go after a sign-out that it asked for.
    #[serde(default)]
    post_logout_redirect_uris: Vec<String>,
    /// Where it is told of sign-outs.
    #[serde(default)]
    back_channel_logout_uri: Option<String>,
    /// Whether it runs on people's own devices.
    #[serde(default)]
    native: bool,
    /// `RS256` or `ES256`.
    #[serde(default)]
    id_token_algorithm: TokenAlgorithm,
    /// How many kinds of proof it needs of everybody: `one` or `two`.
    #[serde(default)]
    factors: Factors,
    /// The second proofs that count there. Left out = all of `methods`.
    #[serde(default)]
    pub methods: Option<BTreeSet<AuthenticationMethod>>,
    /// For how many days at most a browser is remembered for it. Left out = `remember_days`.
    #[serde(default)]
    remember_days: Option<u16>,
}

impl std::fmt::Debug for OpenIdApplication {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenIdApplication").field("client_id", &self.client_id).finish_non_exhaustive()
    }
}

/// What the library is told of the applications.
pub(crate) fn setups(applications: &[OpenIdApplication]) -> Result<Vec<OpenIdSetup>> {
    let named = |application: &OpenIdApplication| {
        setup(application).with_context(|| format!("openid_applications: {}", application.client_id))
    };
    applications.iter().map(named).collect()
}

fn setup(application: &OpenIdApplication) -> Result<OpenIdSetup> {
    let service = application.service.as_deref().unwrap_or(SERVICE);
    let mut setup =
        OpenIdSetup::new(application.client_id.parse()?, application.name.parse()?, service.parse()?)
            .redirect_uris(application.redirect_uris.iter().cloned())
            .post_logout_redirect_uris(application.post_logout_redirect_uris.iter().cloned());
    if let Some(secret) = &application.secret {
        let secret = SecretToken::parse(secret);
        setup = setup.secret(secret.context("secret: 256 random bits in base64url, 43 characters")?);
    }
    if let Some(file) = &application.keys {
        let keys = std::fs::read_to_string(file).with_context(|| format!("keys: {}", file.display()))?;
        setup.keys = Some(keys);
    }
    setup.back_channel_logout_uri.clone_from(&application.back_channel_logout_uri);
    setup.native = application.native;
    setup.id_token_algorithm = application.id_token_algorithm;
    setup.sign_in.factors = application.factors;
    setup.sign_in.methods.clone_from(&application.methods);
    setup.sign_in.remember_days = application.remember_days;
    Ok(setup)
}
