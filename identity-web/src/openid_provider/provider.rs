//! The OpenID Provider of one deployment.

use crate::base_url::BaseUrl;
use crate::openid::authorize::answer::with_query;
use crate::openid::endpoints;
use crate::openid::jws::{self, Claims, Expected, Unverified, WriteError};
use crate::openid::keys::token_key_ring::{TokenKeyRing, TokenKeyRingError, TokenKeyRotationError};
use crate::page::failure::PageFailure;
use crate::rest::http::problem::Problem;
use identity_core::Identity;
use identity_core::applications::{KeyChange, RotationError};
use identity_core::domain::TokenAlgorithm;
use identity_core::values::ClientId;
use serde_json::{Map, Value};
use std::sync::Arc;

/// The `OpenID` Provider of one deployment: cheap to clone.
///
/// [`IdentityWebBuilder::openid`](crate::IdentityWebBuilder::openid) adds its endpoints: `/.well-known/openid-configuration`,
/// and what that names below `/oauth2`.
#[derive(Debug, Clone)]
pub struct OpenIdProvider(pub(super) Arc<Parts>);

#[derive(Debug)]
pub(super) struct Parts {
    pub(super) identity: Identity,
    pub(super) issuer: String,
    pub(super) keys: TokenKeyRing,
}

/// Why there is no `OpenID` Provider.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenIdProviderError {
    /// The keys that tokens are signed with cannot be had.
    #[error("the keys that tokens are signed with cannot be had: {0}")]
    Keys(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// Why the keys that tokens are signed with were not rotated.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenIdKeyRotationError {
    /// No key was made.
    #[error("the keys that tokens are signed with cannot be had: {0}")]
    Keys(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The rotation is refused.
    #[error(transparent)]
    Refused(#[from] RotationError),
}

impl OpenIdProvider {
    /// Sets up the provider below a base URL, and creates its keys if there are none yet.
    pub async fn new(identity: Identity, base: BaseUrl) -> Result<Self, OpenIdProviderError> {
        let issuer = endpoints::issuer(&base);
        let keys = TokenKeyRing::open(&identity, &issuer)
            .await
            .map_err(|error| OpenIdProviderError::Keys(error.into()))?;
        Ok(Self(Arc::new(Parts { identity, issuer, keys })))
    }

    /// Rotates the keys that tokens are signed with, those of both algorithms. The key set has the new keys from now on; a
    /// server that runs sees them within a minute.
    pub async fn rotate_keys(&self, change: &KeyChange) -> Result<(), OpenIdKeyRotationError> {
        self.0.keys.rotate(&self.0.identity, change).await.map_err(|error| match error {
            TokenKeyRotationError::Keys(error) => OpenIdKeyRotationError::Keys(error.into()),
            TokenKeyRotationError::Refused(error) => OpenIdKeyRotationError::Refused(error),
        })
    }

    /// The issuer: the base URL without a slash at its end (`OpenID` Connect Discovery, section 3).
    pub fn issuer(&self) -> &str {
        &self.0.issuer
    }
}

/// What an ID token that was issued here says, when it comes back as a hint.
#[derive(Debug)]
pub(super) struct Hint {
    /// The client that it was issued to.
    pub(super) client_id: String,
    /// The name under which that client knows the person.
    pub(super) subject: String,
    /// The name under which it knows the session.
    pub(super) session: Option<String>,
}

impl OpenIdProvider {
    /// What an ID token that was issued here says. One that is expired is as good: it names somebody, and opens nothing
    /// (RP-Initiated Logout, section 2).
    pub(super) async fn hint(&self, token: &str) -> Result<Option<Hint>, PageFailure> {
        let claims = self.own_claims(token, "JWT").await;
        let Some(claims) = claims.map_err(|error| PageFailure::Internal(error.into()))? else {
            return Ok(None);
        };
        let text = |name: &str| claims.get(name).and_then(Value::as_str).map(ToOwned::to_owned);
        let names = text("aud").zip(text("sub"));
        Ok(names.map(|(client_id, subject)| Hint { client_id, subject, session: text("sid") }))
    }

    /// What an access token is kept under: for one in the form of a JWT its `jti`, for every other text the text itself.
    pub(super) async fn kept_token(&self, token: &str) -> Result<String, Problem> {
        let claims = if token.contains('.') {
            self.own_claims(token, "at+jwt").await.map_err(Problem::internal)?
        } else {
            None
        };
        let jti = claims.as_ref().and_then(|claims| claims.get("jti")).and_then(Value::as_str);
        Ok(jti.unwrap_or(token).to_owned())
    }

    /// The claims of a token of a type that was issued here; `None` for every other text.
    async fn own_claims(&self, token: &str, typ: &str) -> Result<Option<Claims>, TokenKeyRingError> {
        let keys = self.0.keys.current(&self.0.identity).await?;
        let expected = Expected { types: &[typ], algorithms: &TokenAlgorithm::ALL };
        let claims = Unverified::read(token, expected).and_then(|token| token.verify(keys.published())).ok();
        Ok(claims.filter(|claims| claims.get("iss").and_then(Value::as_str) == Some(self.issuer())))
    }

    /// The name of the person whom an ID token of a client is about.
    pub(super) async fn hinted_subject(
        &self,
        token: &str,
        client: &ClientId,
    ) -> Result<Option<String>, PageFailure> {
        let hint = self.hint(token).await?.filter(|hint| hint.client_id == client.as_str());
        Ok(hint.map(|hint| hint.subject))
    }

    /// The address to which the browser goes after a sign-out.
    pub(super) fn signed_out_address(uri: &str, state: Option<&str>) -> String {
        let state: Vec<_> = state.map(|state| ("state", state.to_owned())).into_iter().collect();
        if state.is_empty() { uri.to_owned() } else { with_query(uri, &state) }
    }

    /// Signs claims as a JWT of a type.
    pub(super) async fn sign(
        &self,
        typ: &str,
        claims: &Map<String, Value>,
        algorithm: TokenAlgorithm,
    ) -> Result<String, SignError> {
        let keys = self.0.keys.current(&self.0.identity).await?;
        Ok(jws::write(keys.signing(algorithm), typ, claims)?)
    }
}

/// Why nothing was signed.
#[derive(Debug, thiserror::Error)]
pub(super) enum SignError {
    #[error(transparent)]
    Keys(#[from] TokenKeyRingError),
    #[error(transparent)]
    Write(#[from] WriteError),
}
