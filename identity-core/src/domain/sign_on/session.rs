use crate::Timestamp;
use crate::domain::authentication_method::AuthenticationMethod;
use crate::domain::entity::Entity;
use crate::domain::federation::ProviderSession;
use crate::domain::mark::Mark;
use crate::domain::record_id::RecordKind;
use crate::domain::unique_key::UniqueKey;
use crate::ids::{OrganizationId, SessionId, UserId};
use crate::secrets::TokenDigest;
use crate::values::Network;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What the browser told of itself, shown to its user among the sessions. Nothing is decided by it, but limits of tries
/// count those from one network together.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Device {
    /// The `User-Agent` header, cut to 400 characters.
    pub user_agent: Option<String>,
    /// The address that the request came from.
    pub address: Option<String>,
}

impl Device {
    /// The network of its address, if the address is known.
    pub fn network(&self) -> Option<Network> {
        self.address.as_ref()?.parse().ok().map(Network::of)
    }
}

/// That a person is signed in with one browser.
///
/// The browser holds an opaque token of which only the digest is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Its id; not a secret.
    pub id: SessionId,
    /// Who is signed in.
    pub user: UserId,
    /// Digest of the token in the cookie.
    pub token: TokenDigest,
    /// How they proved it.
    pub methods: BTreeSet<AuthenticationMethod>,
    /// When they proved it (`auth_time`, `AuthnInstant`).
    pub authenticated_at: Timestamp,
    /// The organisation acted for, one at a time.
    pub acting_for: Option<OrganizationId>,
    /// The browser.
    pub device: Device,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, to within a minute.
    pub last_seen_at: Timestamp,
    /// When it ends however much it is used (absolute limit).
    pub expires_at: Timestamp,
    /// When it was ended on purpose.
    pub ended_at: Option<Timestamp>,
    /// The session at an identity provider that it came from, by whose end it ends.
    #[serde(default)]
    pub provider_session: Option<ProviderSession>,
}

/// The unique keys of a session.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionKey {
    /// The digest of its token.
    Token(TokenDigest),
}

impl UniqueKey for SessionKey {}

/// Which sessions a list shows; every given condition must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SessionFilter {
    /// Only those of this person.
    pub user: Option<UserId>,
    /// Only those that were not ended on purpose.
    pub unended: bool,
    /// Only those whose absolute limit is before this.
    pub expired_before: Option<Timestamp>,
}

impl Entity for Session {
    const KIND: RecordKind = RecordKind::Session;

    type Id = SessionId;
    type Key = SessionKey;
    type Filter = SessionFilter;

    fn id(&self) -> SessionId {
        self.id
    }

    fn keys(&self) -> Vec<SessionKey> {
        vec![SessionKey::Token(self.token)]
    }

    fn matches(&self, filter: &SessionFilter) -> bool {
        filter.user.is_none_or(|user| self.user == user)
            && (!filter.unended || self.ended_at.is_none())
            && filter.expired_before.is_none_or(|limit| self.expires_at < limit)
    }

    fn marks(&self) -> Vec<Mark> {
        vec![Mark::new("user", self.user)]
    }

    fn narrow(filter: &SessionFilter) -> Option<Vec<Mark>> {
        filter.user.map(|user| vec![Mark::new("user", user)])
    }
}
