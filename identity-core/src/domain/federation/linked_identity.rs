use super::provider_subject::ProviderSubject;
use crate::Timestamp;
use crate::domain::entity::Entity;
use crate::domain::mark::Mark;
use crate::domain::record_id::RecordKind;
use crate::domain::unique_key::UniqueKey;
use crate::ids::{ConnectionId, LinkedIdentityId, UserId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// That an identity at an identity provider belongs to an account here. An account has one of each connection, and an identity
/// belongs to one account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkedIdentity {
    /// Its id.
    pub id: LinkedIdentityId,
    /// The account here.
    pub user: UserId,
    /// The connection by which the person comes.
    pub connection: ConnectionId,
    /// Who asserts the identity; an identity of another issuer behind the same connection is another one.
    pub issuer: String,
    /// The name of the person there.
    pub subject: ProviderSubject,
    /// What the person calls it: the address or name that the provider sent last.
    pub label: Option<String>,
    /// The verification level that the provider said last.
    pub level: Option<String>,
    /// What the provider sent last; what the person owns here is kept apart from it.
    pub attributes: BTreeMap<String, Vec<String>>,
    /// When it was linked.
    pub created_at: Timestamp,
    /// When the provider last asserted it.
    pub asserted_at: Timestamp,
}

/// The unique keys of a linked identity.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkedIdentityKey {
    /// An identity belongs to one account.
    Subject(ConnectionId, String, ProviderSubject),
    /// An account has one identity of each connection.
    Of(UserId, ConnectionId),
}

impl UniqueKey for LinkedIdentityKey {}

/// Which linked identities a list shows; every given condition must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LinkedIdentityFilter {
    /// Only those of this person.
    pub user: Option<UserId>,
    /// Only those of this connection.
    pub connection: Option<ConnectionId>,
}

impl Entity for LinkedIdentity {
    const KIND: RecordKind = RecordKind::LinkedIdentity;

    type Id = LinkedIdentityId;
    type Key = LinkedIdentityKey;
    type Filter = LinkedIdentityFilter;

    fn id(&self) -> LinkedIdentityId {
        self.id
    }

    fn keys(&self) -> Vec<LinkedIdentityKey> {
        let subject = LinkedIdentityKey::Subject(self.connection, self.issuer.clone(), self.subject.clone());
        vec![subject, LinkedIdentityKey::Of(self.user, self.connection)]
    }

    fn matches(&self, filter: &LinkedIdentityFilter) -> bool {
        filter.user.is_none_or(|user| self.user == user)
            && filter.connection.is_none_or(|connection| self.connection == connection)
    }

    fn marks(&self) -> Vec<Mark> {
        vec![Mark::new("user", self.user), Mark::new("connection", self.connection)]
    }

    fn narrow(filter: &LinkedIdentityFilter) -> Option<Vec<Mark>> {
        let of_user = filter.user.map(|user| vec![Mark::new("user", user)]);
        of_user.or_else(|| filter.connection.map(|connection| vec![Mark::new("connection", connection)]))
    }
}
