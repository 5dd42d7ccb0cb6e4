//! Applications by OpenID Connect that a deployment declares.

use crate::applications::{Registration, SignOnRegistration};
use crate::domain::{AccessTokenFormat, ClientAuthentication, SignInRules, TokenAlgorithm};
use crate::secrets::SecretToken;
use crate::values::{ClientId, DisplayName, Scope, ServiceKey};
use std::collections::BTreeSet;

/// An application that people sign in to by `OpenID` Connect.
///
/// It belongs to the deployment, so that nobody is asked whether it may know them.
#[derive(Debug)]
#[non_exhaustive]
pub struct OpenIdSetup {
    /// Its `client_id`.
    pub client_id: ClientId,
    /// Its `client_secret`; none for a public client, which can keep no secret.
    pub secret: Option<SecretToken>,
    /// Its public keys, a JWK set, if it proves with a key of its own who it is.
    pub keys: Option<String>,
    /// What people call it.
    pub name: DisplayName,
    /// The service that it is the door to.
    pub service: ServiceKey,
    /// Where answers may go.
    pub redirect_uris: Vec<String>,
    /// Where the browser may go after a sign-out that it asked for.
    pub post_logout_redirect_uris: Vec<String>,
    /// Where it is told of sign-outs from server to server.
    pub back_channel_logout_uri: Option<String>,
    /// Whether it runs on people's own devices.
    pub native: bool,
    /// The algorithm of its ID tokens.
    pub id_token_algorithm: TokenAlgorithm,
    /// Whether it gets refresh tokens.
    pub refresh_tokens: bool,
    /// Whether it also gets tokens in its own name.
    pub client_credentials: bool,
    /// Scopes of its own, besides those of `OpenID` Connect.
    pub scopes: BTreeSet<Scope>,
    /// The resource that it answers for.
    pub resource: Option<String>,
    /// The form of the access tokens for its resource.
    pub access_tokens: AccessTokenFormat,
    /// What it asks of whoever signs in to it.
    pub sign_in: SignInRules,
}

impl OpenIdSetup {
    /// A public client, which gets refresh tokens.
    pub fn new(client_id: ClientId, name: DisplayName, service: ServiceKey) -> Self {
        Self {
            client_id,
            secret: None,
            keys: None,
            name,
            service,
            redirect_uris: Vec::new(),
            post_logout_redirect_uris: Vec::new(),
            back_channel_logout_uri: None,
            native: false,
            id_token_algorithm: TokenAlgorithm::default(),
            refresh_tokens: true,
            client_credentials: false,
            scopes: BTreeSet::new(),
            resource: None,
            access_tokens: AccessTokenFormat::default(),
            sign_in: SignInRules::default(),
        }
    }

    /// Sets its secret. Without one, and without keys of its own, it is a public client.
    #[must_use]
    pub fn secret(self, secret: SecretToken) -> Self {
        Self { secret: Some(secret), ..self }
    }

    /// Sets where answers may go.
    #[must_use]
    pub fn redirect_uris(self, uris: impl IntoIterator<Item = String>) -> Self {
        Self { redirect_uris: uris.into_iter().collect(), ..self }
    }

    /// Sets where the browser may go after a sign-out that the application asked for.
    #[must_use]
    pub fn post_logout_redirect_uris(self, uris: impl IntoIterator<Item = String>) -> Self {
        Self { post_logout_redirect_uris: uris.into_iter().collect(), ..self }
    }

    /// The same as administrators register it.
    pub(super) fn registration(&self) -> Registration {
        let sign_on = SignOnRegistration {
            post_logout_redirect_uris: self.post_logout_redirect_uris.clone(),
            back_channel_logout_uri: self.back_channel_logout_uri.clone(),
            native: self.native,
            id_token_algorithm: self.id_token_algorithm,
            first_party: true,
            refresh_tokens: self.refresh_tokens,
            client_credentials: self.client_credentials,
            ..SignOnRegistration::new(self.service.clone(), self.redirect_uris.iter().cloned())
        };
        let registration = Registration::openid(self.name.clone(), sign_on);
        let registration =
            registration.authentication(self.authentication()).scopes(self.scopes.iter().cloned());
        Registration { keys: self.keys.clone(), ..registration }
    }

    /// How it proves who it is.
    pub(super) fn authentication(&self) -> ClientAuthentication {
        match (&self.keys, &self.secret) {
            (Some(_), _) => ClientAuthentication::PrivateKeyJwt,
            (None, Some(_)) => ClientAuthentication::ClientSecret,
            (None, None) => ClientAuthentication::None,
        }
    }
}
