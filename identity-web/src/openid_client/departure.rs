//! Sending a browser to a provider (OpenID Connect Core, section 3.1.2.1).

use crate::openid_client::discovery::Discovered;
use crate::openid_client::failure::SignInFailure;
use crate::openid_client::registration::Registration;
use identity_core::Timestamp;
use identity_core::secrets::Secret;
use openidconnect::core::{CoreAuthPrompt, CoreAuthenticationFlow};
use openidconnect::{
    AuthenticationContextClass, CsrfToken, LanguageTag, LoginHint, Nonce, PkceCodeChallenge,
    PkceCodeVerifier, Scope,
};
use std::time::Duration;
use url::Url;

/// What binds an answer to the browser that was sent away, and is kept until it comes back.
#[derive(Debug, Clone)]
pub(crate) struct Departure {
    /// Comes back with the answer.
    pub(crate) state: Secret,
    /// Comes back in the ID token.
    pub(crate) nonce: Secret,
    /// Proves that whoever redeems the code asked for it (RFC 7636): 43 to 128 unreserved characters.
    pub(crate) code_verifier: Secret,
    /// When the browser was sent away.
    pub(crate) at: Timestamp,
    /// How the person has to sign in there.
    pub(crate) demands: Demands,
}

/// How a person has to sign in at the provider.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Demands {
    /// Anew, even if they are signed in there.
    pub(crate) fresh: bool,
    /// Whether the provider need not say when they did.
    pub(crate) may_be_silent: bool,
    /// Not longer ago than this.
    pub(crate) max_age: Option<Duration>,
    /// By one of these authentication context classes, the preferred ones first.
    pub(crate) acr_values: Vec<String>,
}

/// What makes the pages of the provider more pleasant, and decides nothing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Hints {
    /// Who probably signs in.
    pub(crate) login: Option<String>,
    /// The languages that the person reads, the preferred ones first.
    pub(crate) locales: Vec<String>,
}

/// The address that the browser is sent to.
pub(crate) fn authorization_url(
    provider: &Discovered,
    registration: &Registration,
    departure: &Departure,
    hints: &Hints,
) -> Result<Url, SignInFailure> {
    let client = registration.wire_client(provider)?;
    let (state, nonce) = (departure.state.expose().to_owned(), departure.nonce.expose().to_owned());
    let verifier = departure.code_verifier.expose();
    // `openidconnect` panics on a length that is none.
    if !(43..=128).contains(&verifier.len()) {
        return Err(SignInFailure::ProviderError);
    }
    let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(verifier.to_owned()));
    let mut request = client
        .authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            || CsrfToken::new(state),
            || Nonce::new(nonce),
        )
        .set_pkce_challenge(challenge);
    // That one is always asked for.
    for scope in registration.scopes.iter().filter(|scope| *scope != "openid") {
        request = request.add_scope(Scope::new(scope.clone()));
    }
    for class in &departure.demands.acr_values {
        request = request.add_auth_context_value(AuthenticationContextClass::new(class.clone()));
    }
    for locale in &hints.locales {
        request = request.add_ui_locale(LanguageTag::new(locale.clone()));
    }
    if let Some(login) = &hints.login {
        request = request.set_login_hint(LoginHint::new(login.clone()));
    }
    if departure.demands.fresh {
        request = request.add_prompt(CoreAuthPrompt::Login);
    }
    // A provider that is asked for an age says when the person signed in (section 2, auth_time), which is checked.
    let max_age = if departure.demands.fresh { Some(Duration::ZERO) } else { departure.demands.max_age };
    if let Some(age) = max_age {
        request = request.set_max_age(age);
    }
    Ok(request.url().0)
}
