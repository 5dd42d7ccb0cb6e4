use crate::Timestamp;
use crate::domain::entity::Entity;
use crate::domain::mark::Mark;
use crate::domain::record_id::RecordKind;
use crate::domain::roles::Permission;
use crate::domain::unique_key::UniqueKey;
use crate::ids::{AccessTokenId, ApiClientId};
use crate::secrets::TokenDigest;
use crate::values::{ClientId, DisplayName};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A client that calls the REST interface in its own name (OAuth 2.0 client, RFC 6749 section 2).
///
/// What it may do, grants tell, as for people; its tokens' scopes narrow that further.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiClient {
    /// Its id.
    pub id: ApiClientId,
    /// Its `client_id`.
    pub client_id: ClientId,
    /// Digest of its `client_secret`, which has 256 random bits and so needs no slow hash.
    pub secret: TokenDigest,
    /// What people call it.
    pub name: DisplayName,
    /// The scopes it may ask for.
    pub scopes: BTreeSet<Permission>,
    /// Disabled clients get no token, and their tokens stop at once.
    pub enabled: bool,
    /// When it was registered.
    pub created_at: Timestamp,
}

/// The unique keys of a client.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApiClientKey {
    /// Its `client_id`.
    ClientId(ClientId),
}

impl UniqueKey for ApiClientKey {}

/// Which clients a list shows; it has no conditions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ApiClientFilter {}

impl Entity for ApiClient {
    const KIND: RecordKind = RecordKind::ApiClient;

    type Id = ApiClientId;
    type Key = ApiClientKey;
    type Filter = ApiClientFilter;

    fn id(&self) -> ApiClientId {
        self.id
    }

    fn keys(&self) -> Vec<ApiClientKey> {
        vec![ApiClientKey::ClientId(self.client_id.clone())]
    }

    fn matches(&self, _filter: &ApiClientFilter) -> bool {
        true
    }
}

/// A bearer token (RFC 6750) given to a client; opaque, so that ending it works at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessToken {
    /// Its id; not a secret.
    pub id: AccessTokenId,
    /// Whom it was given to.
    pub client: ApiClientId,
    /// Digest of the token.
    pub token: TokenDigest,
    /// What it may be used for.
    pub scopes: BTreeSet<Permission>,
    /// When it was given.
    pub created_at: Timestamp,
    /// From when it is worth nothing.
    pub expires_at: Timestamp,
}

/// The unique keys of an access token.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessTokenKey {
    /// The digest of the token.
    Token(TokenDigest),
}

impl UniqueKey for AccessTokenKey {}

/// Which access tokens a list shows; every given condition must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccessTokenFilter {
    /// Only those of this client.
    pub client: Option<ApiClientId>,
    /// Only those that expired before this.
    pub expired_before: Option<Timestamp>,
}

impl Entity for AccessToken {
    const KIND: RecordKind = RecordKind::AccessToken;

    type Id = AccessTokenId;
    type Key = AccessTokenKey;
    type Filter = AccessTokenFilter;

    fn id(&self) -> AccessTokenId {
        self.id
    }

    fn keys(&self) -> Vec<AccessTokenKey> {
        vec![AccessTokenKey::Token(self.token)]
    }

    fn matches(&self, filter: &AccessTokenFilter) -> bool {
        filter.client.is_none_or(|client| self.client == client)
            && filter.expired_before.is_none_or(|limit| self.expires_at < limit)
    }

    fn marks(&self) -> Vec<Mark> {
        vec![Mark::new("client", self.client)]
    }

    fn narrow(filter: &AccessTokenFilter) -> Option<Vec<Mark>> {
        filter.client.map(|client| vec![Mark::new("client", client)])
    }
}
