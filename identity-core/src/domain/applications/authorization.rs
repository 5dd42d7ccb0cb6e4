use super::openid_client::TokenAlgorithm;
use crate::Timestamp;
use crate::domain::authentication_method::AuthenticationMethod;
use crate::domain::entity::Entity;
use crate::domain::factor::Factors;
use crate::domain::mark::Mark;
use crate::domain::record_id::RecordKind;
use crate::domain::unique_key::UniqueKey;
use crate::ids::{ApiClientId, AuthorizationId, OrganizationId, ParticipantId, UserId};
use crate::secrets::TokenDigest;
use crate::values::Scope;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What the request for a code said that its redemption has to meet (RFC 6749, section 4.1.3, and RFC 7636).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeRequest {
    /// Where the code went.
    pub redirect_uri: String,
    /// The challenge of PKCE, by `S256`.
    pub challenge: String,
    /// The `nonce`, which goes into the ID token.
    #[serde(default)]
    pub nonce: Option<String>,
    /// The thumbprint of the key that the tokens are bound to (RFC 9449, section 10).
    #[serde(default)]
    pub key_thumbprint: Option<String>,
    /// The resource that access tokens are for (RFC 8707).
    #[serde(default)]
    pub resource: Option<String>,
    /// The authentication context classes of which one is told, the preferred ones first.
    #[serde(default)]
    pub classes: Vec<String>,
    /// Single claims that were asked for by name (`OpenID` Connect Core, section 5.5), and where: `id_token`, `userinfo`.
    #[serde(default)]
    pub claims: BTreeMap<String, BTreeSet<String>>,
}

/// The refresh tokens of an authorization (RFC 6749, section 1.5): one is good, the one before it may be shown again for a
/// moment, and every older one is a sign of theft (RFC 9700, section 4.14).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefreshTokens {
    /// The serial number of the one that is good; the first is 1.
    pub serial: u64,
    /// When it was given.
    pub rotated_at: Timestamp,
}

/// What a person authorised a client to, from the code to the last refresh token (the authorization grant of RFC 6749,
/// section 1.3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authorization {
    /// Its id.
    pub id: AuthorizationId,
    /// Digest of the authorization code.
    pub code: TokenDigest,
    /// The client that it was given to.
    pub client: ApiClientId,
    /// The person.
    pub user: UserId,
    /// The part that the application takes in a session; the client knows the session by this id (`sid`).
    pub participant: ParticipantId,
    /// The name under which the client knows the person (`sub`).
    pub subject: String,
    /// The organisation that the person acts for.
    pub organization: OrganizationId,
    /// What it is for.
    pub scopes: BTreeSet<Scope>,
    /// The methods by which the person had proved who they are.
    pub methods: BTreeSet<AuthenticationMethod>,
    /// How many kinds of proof they are.
    pub factors: Factors,
    /// When the person proved it.
    pub authenticated_at: Timestamp,
    /// The algorithm of the ID tokens.
    pub algorithm: TokenAlgorithm,
    /// What the request for the code said.
    pub request: CodeRequest,
    /// Its refresh tokens, once there is one.
    pub refresh: Option<RefreshTokens>,
    /// When it was given.
    pub created_at: Timestamp,
    /// From when the code is worth nothing.
    pub code_expires_at: Timestamp,
    /// When the code was redeemed; it is redeemed once.
    pub redeemed_at: Option<Timestamp>,
    /// From when nothing of it is worth anything.
    pub expires_at: Timestamp,
    /// When it was ended.
    pub ended_at: Option<Timestamp>,
}

impl Authorization {
    /// Whether it outlives the session (`offline_access`).
    pub fn is_offline(&self) -> bool {
        self.scopes.iter().any(|scope| scope.as_str() == Scope::OFFLINE_ACCESS)
    }
}

/// The unique keys of an authorization.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthorizationKey {
    /// The digest of its code.
    Code(TokenDigest),
}

impl UniqueKey for AuthorizationKey {}

/// Which authorizations a list shows; every given condition must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuthorizationFilter {
    /// Only those of this person.
    pub user: Option<UserId>,
    /// Only those that expired before this.
    pub expired_before: Option<Timestamp>,
}

impl Entity for Authorization {
    const KIND: RecordKind = RecordKind::Authorization;

    type Id = AuthorizationId;
    type Key = AuthorizationKey;
    type Filter = AuthorizationFilter;

    fn id(&self) -> AuthorizationId {
        self.id
    }

    fn keys(&self) -> Vec<AuthorizationKey> {
        vec![AuthorizationKey::Code(self.code)]
    }

    fn matches(&self, filter: &AuthorizationFilter) -> bool {
        filter.user.is_none_or(|user| self.user == user)
            && filter.expired_before.is_none_or(|limit| self.expires_at < limit)
    }

    fn marks(&self) -> Vec<Mark> {
        vec![Mark::new("user", self.user)]
    }

    fn narrow(filter: &AuthorizationFilter) -> Option<Vec<Mark>> {
        filter.user.map(|user| vec![Mark::new("user", user)])
    }
}
