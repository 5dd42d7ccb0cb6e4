//! Writing tokens: the ID token (OpenID Connect Core, section 2), the JWT form of an access token (RFC 9068, section 2), and
//! the answer that holds them (RFC 6749, section 5.1).

use crate::openid::encoding;
use crate::openid_provider::claims::{Place, about, of_acting, of_proofs};
use crate::openid_provider::provider::OpenIdProvider;
use crate::openid_provider::refusal::OAuthFailure;
use crate::rest::http::problem::Problem;
use identity_core::applications::{AboutPerson, IssuedToken, PersonTokens};
use identity_core::domain::{AccessTokenFormat, TokenAlgorithm};
use identity_core::secrets::Secret;
use identity_core::values::{ClientId, Scope};
use serde::Serialize;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::time::Duration;

/// How long an ID token can be shown. It is looked at once, right away.
const ID_TOKEN_LIFETIME: Duration = Duration::from_mins(10);

/// Tokens (RFC 6749 section 5.1).
#[derive(Serialize)]
pub(in crate::openid_provider) struct TokenAnswer {
    access_token: String,
    /// `Bearer`, or `DPoP` for one that is bound to a key.
    token_type: &'static str,
    /// For how many seconds it is good.
    expires_in: u64,
    /// What it may be used for, apart by blanks.
    scope: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id_token: Option<String>,
    /// The organisation that the client acts for with it, if it is by a mandate.
    #[serde(skip_serializing_if = "Option::is_none")]
    organization_id: Option<String>,
    /// The mandate that it is by.
    #[serde(skip_serializing_if = "Option::is_none")]
    mandate: Option<String>,
}

impl fmt::Debug for TokenAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenAnswer").field("scope", &self.scope).finish_non_exhaustive()
    }
}

impl TokenAnswer {
    /// The answer with an access token of a client in its own name.
    pub(super) async fn own(
        provider: Option<&OpenIdProvider>,
        client: &ClientId,
        issued: &IssuedToken,
    ) -> Result<Self, OAuthFailure> {
        let access_token = written(provider, client, issued, None).await?;
        Ok(Self::of(access_token, issued))
    }

    /// The answer with the tokens about a person.
    pub(super) async fn about(
        provider: &OpenIdProvider,
        client: &ClientId,
        tokens: &PersonTokens,
    ) -> Result<Self, OAuthFailure> {
        let access_token = written(Some(provider), client, &tokens.access, Some(&tokens.at_resource)).await?;
        let is_openid = tokens.access.scopes.iter().any(|scope| scope.as_str() == Scope::OPENID);
        let id_token = if is_openid {
            Some(provider.id_token(client, &tokens.about, &access_token).await?)
        } else {
            None
        };
        let refresh_token = tokens.refresh.as_ref().map(|token| Secret::expose(token).to_owned());
        Ok(Self { refresh_token, id_token, ..Self::of(access_token, &tokens.access) })
    }

    fn of(access_token: String, issued: &IssuedToken) -> Self {
        let scopes: Vec<_> = issued.scopes.iter().map(Scope::as_str).collect();
        Self {
            access_token,
            token_type: if issued.key_thumbprint.is_some() { "DPoP" } else { "Bearer" },
            expires_in: issued.expires_at.since(issued.issued_at).as_secs(),
            scope: scopes.join(" "),
            refresh_token: None,
            id_token: None,
            organization_id: issued.acting.as_ref().map(|acting| acting.organization.to_string()),
            mandate: issued.acting.as_ref().map(|acting| acting.mandate.to_string()),
        }
    }
}

/// An access token in the form that its resource wants.
async fn written(
    provider: Option<&OpenIdProvider>,
    client: &ClientId,
    issued: &IssuedToken,
    person: Option<&AboutPerson>,
) -> Result<String, OAuthFailure> {
    match (issued.format, provider) {
        (AccessTokenFormat::Jwt, Some(provider)) => provider.jwt_access_token(client, issued, person).await,
        _ => Ok(issued.token.expose().to_owned()),
    }
}

impl OpenIdProvider {
    async fn id_token(
        &self,
        client: &ClientId,
        person: &AboutPerson,
        access_token: &str,
    ) -> Result<String, OAuthFailure> {
        let now = self.0.identity.clock().now();
        let digest = Sha256::digest(access_token.as_bytes());
        // The left half (Core, section 3.1.3.6); both algorithms go with SHA-256.
        let at_hash = encoding::encode(digest.get(..16).unwrap_or_default());
        let mut claims = about(person, Place::IdToken);
        claims.extend(of_proofs(person));
        claims.extend(as_map(json!({
            "iss": self.issuer(),
            "sub": person.subject,
            "aud": client.as_str(),
            "exp": now.plus(ID_TOKEN_LIFETIME).unix_seconds(),
            "iat": now.unix_seconds(),
            "at_hash": at_hash,
            "sid": person.session.to_string(),
        })));
        claims.extend(person.nonce.as_ref().map(|nonce| ("nonce".to_owned(), json!(nonce))));
        Ok(self.sign("JWT", &claims, person.algorithm).await.map_err(Problem::internal)?)
    }

    async fn jwt_access_token(
        &self,
        client: &ClientId,
        issued: &IssuedToken,
        person: Option<&AboutPerson>,
    ) -> Result<String, OAuthFailure> {
        let scopes: Vec<_> = issued.scopes.iter().map(Scope::as_str).collect();
        let mut claims = person.map(|person| about(person, Place::AccessToken)).unwrap_or_default();
        claims.extend(person.map(of_proofs).unwrap_or_default());
        claims.extend(issued.acting.as_ref().map(|acting| of_acting(client, acting)).unwrap_or_default());
        claims.extend(as_map(json!({
            "iss": self.issuer(),
            "sub": person.map_or(client.as_str(), |person| &person.subject),
            "aud": issued.resource,
            "client_id": client.as_str(),
            "scope": scopes.join(" "),
            "jti": issued.token.expose(),
            "iat": issued.issued_at.unix_seconds(),
            "exp": issued.expires_at.unix_seconds(),
        })));
        let bound = issued.key_thumbprint.as_ref().map(|jkt| ("cnf".to_owned(), json!({ "jkt": jkt })));
        claims.extend(bound);
        Ok(self.sign("at+jwt", &claims, TokenAlgorithm::Es256).await.map_err(Problem::internal)?)
    }
}

fn as_map(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
