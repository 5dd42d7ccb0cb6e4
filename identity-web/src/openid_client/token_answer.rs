//! What the token endpoint gives for a code (OpenID Connect Core, section 3.1.3.3).

use openidconnect::core::{
    CoreGenderClaim, CoreIdToken, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreTokenType,
};
use openidconnect::{
    AccessToken, EmptyAdditionalClaims, OAuth2TokenResponse, RefreshToken, Scope, TokenResponse,
};
use serde::{Deserialize, Deserializer, Serialize};
use std::time::Duration;

/// The answer, as far as it is used: nothing is done later in the name of the person, so a refresh token is not kept.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct TokenAnswer {
    access_token: AccessToken,
    #[serde(deserialize_with = "in_small_letters")]
    token_type: CoreTokenType,
    /// The ID token as it was sent: `openidconnect` would read it before anything of it is known to be genuine.
    #[serde(default)]
    id_token: Option<String>,
}

impl TokenAnswer {
    /// The ID token, which is not verified yet.
    pub(super) fn raw_id_token(&self) -> Option<&str> {
        self.id_token.as_deref()
    }

    /// Whether the access token is shown as it is (RFC 6750).
    pub(super) fn is_bearer(&self) -> bool {
        self.token_type == CoreTokenType::Bearer
    }
}

/// The type may be written in any case (RFC 6749, section 5.1).
fn in_small_letters<'de, D: Deserializer<'de>>(deserializer: D) -> Result<CoreTokenType, D::Error> {
    let text = String::deserialize(deserializer)?.to_ascii_lowercase();
    serde_json::from_value(text.into()).map_err(serde::de::Error::custom)
}

impl OAuth2TokenResponse for TokenAnswer {
    type TokenType = CoreTokenType;

    fn access_token(&self) -> &AccessToken {
        &self.access_token
    }

    fn token_type(&self) -> &CoreTokenType {
        &self.token_type
    }

    /// Not read: the token is used at once, and some providers write a text here.
    fn expires_in(&self) -> Option<Duration> {
        None
    }

    fn refresh_token(&self) -> Option<&RefreshToken> {
        None
    }

    fn scopes(&self) -> Option<&Vec<Scope>> {
        None
    }
}

impl
    TokenResponse<
        EmptyAdditionalClaims,
        CoreGenderClaim,
        CoreJweContentEncryptionAlgorithm,
        CoreJwsSigningAlgorithm,
    > for TokenAnswer
{
    /// None: it is read by [`id_token`](crate::openid_client::id_token) alone.
    fn id_token(&self) -> Option<&CoreIdToken> {
        None
    }
}
