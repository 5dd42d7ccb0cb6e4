use super::openid_client::{AccessTokenFormat, ClientAuthentication, OpenIdClient};
use crate::Timestamp;
use crate::domain::entity::Entity;
use crate::domain::mark::Mark;
use crate::domain::record_id::RecordKind;
use crate::domain::unique_key::UniqueKey;
use crate::ids::{ApiClientId, RelyingPartyId};
use crate::secrets::TokenDigest;
use crate::values::{ClientId, DisplayName, Scope};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A client (OAuth 2.0, RFC 6749 section 2): a program that calls the REST interface in its own name, an application that
/// people sign in to by `OpenID` Connect, or both.
///
/// What it may do in its own name, grants tell, as for people; its tokens' scopes narrow that further.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiClient {
    /// Its id.
    pub id: ApiClientId,
    /// Its `client_id`.
    pub client_id: ClientId,
    /// Whether it stands in the configuration that is read at start; administrators change the others.
    #[serde(default = "yes")]
    pub declared: bool,
    /// Digest of its `client_secret`, which has 256 random bits and so needs no slow hash. Who has none has that of a secret
    /// that nobody knows.
    pub secret: TokenDigest,
    /// How it proves who it is.
    #[serde(default)]
    pub authentication: ClientAuthentication,
    /// Its public keys, a JWK set (RFC 7517, section 5).
    #[serde(default)]
    pub keys: Option<String>,
    /// What people call it.
    pub name: DisplayName,
    /// The scopes it may ask for.
    pub scopes: BTreeSet<Scope>,
    /// The application that people sign in to with it; none for a program that acts in its own name only.
    #[serde(default)]
    pub openid: Option<OpenIdClient>,
    /// The resource that it answers for, an absolute URI (RFC 8707): it may ask what tokens for it are good for.
    #[serde(default)]
    pub resource: Option<String>,
    /// The form of the access tokens for its resource.
    #[serde(default)]
    pub access_tokens: AccessTokenFormat,
    /// Disabled clients get no token, and their tokens stop at once.
    pub enabled: bool,
    /// When it was registered.
    pub created_at: Timestamp,
}

/// As all were that were stored before administrators could add some.
const fn yes() -> bool {
    true
}

/// The unique keys of a client.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApiClientKey {
    /// Its `client_id`.
    ClientId(ClientId),
    /// The resource that it answers for.
    Resource(String),
}

impl UniqueKey for ApiClientKey {}

/// Which clients a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ApiClientFilter {
    /// Only those of this application.
    pub application: Option<RelyingPartyId>,
}

impl ApiClient {
    /// The application that people sign in to with it.
    pub fn application(&self) -> Option<RelyingPartyId> {
        self.openid.as_ref().map(|openid| openid.application)
    }

    /// Whether it may have a scope: one of `OpenID` Connect, or one that was registered for it.
    pub fn may_have(&self, scope: &Scope) -> bool {
        match scope.as_str() {
            Scope::OFFLINE_ACCESS => self.gets_refresh_tokens(),
            _ => scope.is_standard() || self.scopes.contains(scope),
        }
    }

    /// Whether it gets refresh tokens.
    pub fn gets_refresh_tokens(&self) -> bool {
        self.openid.as_ref().is_some_and(|openid| openid.refresh_tokens)
    }

    /// Whether it gets tokens in its own name, by client credentials: it keeps a secret or a key, and is no application that
    /// people sign in to alone.
    pub fn acts_in_own_name(&self) -> bool {
        let is_public = self.authentication == ClientAuthentication::None;
        !is_public && self.openid.as_ref().is_none_or(|openid| openid.client_credentials)
    }
}

impl Entity for ApiClient {
    const KIND: RecordKind = RecordKind::ApiClient;

    type Id = ApiClientId;
    type Key = ApiClientKey;
    type Filter = ApiClientFilter;

    fn id(&self) -> ApiClientId {
        self.id
    }

    fn keys(&self) -> Vec<ApiClientKey> {
        let resource = self.resource.clone().map(ApiClientKey::Resource);
        [ApiClientKey::ClientId(self.client_id.clone())].into_iter().chain(resource).collect()
    }

    fn matches(&self, filter: &ApiClientFilter) -> bool {
        filter.application.is_none_or(|application| self.application() == Some(application))
    }

    fn marks(&self) -> Vec<Mark> {
        self.application().map(|application| Mark::new("application", application)).into_iter().collect()
    }

    fn narrow(filter: &ApiClientFilter) -> Option<Vec<Mark>> {
        filter.application.map(|application| vec![Mark::new("application", application)])
    }
}
