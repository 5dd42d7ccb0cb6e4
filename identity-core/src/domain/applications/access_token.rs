use crate::Timestamp;
use crate::domain::entity::Entity;
use crate::domain::mark::Mark;
use crate::domain::record_id::RecordKind;
use crate::domain::unique_key::UniqueKey;
use crate::ids::{AccessTokenId, ApiClientId, AuthorizationId, GrantId};
use crate::secrets::TokenDigest;
use crate::values::Scope;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A bearer token (RFC 6750) given to a client; opaque, so that ending it works at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessToken {
    /// Its id; not a secret.
    pub id: AccessTokenId,
    /// Whom it was given to.
    pub client: ApiClientId,
    /// Digest of the token.
    pub token: TokenDigest,
    /// The authorization by which it is about a person; none if the client acts in its own name.
    #[serde(default)]
    pub authorization: Option<AuthorizationId>,
    /// The mandate by which the client acts with it; the token is worth nothing once that gives nothing.
    #[serde(default)]
    pub mandate: Option<GrantId>,
    /// What it may be used for.
    pub scopes: BTreeSet<Scope>,
    /// The resource that it is for (RFC 8707); none for what this deployment offers itself.
    #[serde(default)]
    pub resource: Option<String>,
    /// The thumbprint of the key that its bearer has to show (RFC 9449, section 6.1); none for any bearer.
    #[serde(default)]
    pub key_thumbprint: Option<String>,
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
    /// Only those of this authorization.
    pub authorization: Option<AuthorizationId>,
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
            && filter.authorization.is_none_or(|id| self.authorization == Some(id))
            && filter.expired_before.is_none_or(|limit| self.expires_at < limit)
    }

    fn marks(&self) -> Vec<Mark> {
        let authorization = self.authorization.map(|id| Mark::new("authorization", id));
        [Mark::new("client", self.client)].into_iter().chain(authorization).collect()
    }

    fn narrow(filter: &AccessTokenFilter) -> Option<Vec<Mark>> {
        let authorization = filter.authorization.map(|id| vec![Mark::new("authorization", id)]);
        authorization.or_else(|| filter.client.map(|client| vec![Mark::new("client", client)]))
    }
}
