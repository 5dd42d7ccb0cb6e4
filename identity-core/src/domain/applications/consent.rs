use crate::Timestamp;
use crate::domain::entity::Entity;
use crate::domain::mark::Mark;
use crate::domain::record_id::RecordKind;
use crate::domain::unique_key::UniqueKey;
use crate::ids::{ApiClientId, ConsentId, UserId};
use crate::values::Scope;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a person agreed that a client may know of them and do for them, so that they are not asked again (`OpenID` Connect
/// Core, section 3.1.2.4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// Its id.
    pub id: ConsentId,
    /// Whose agreement it is.
    pub user: UserId,
    /// The client.
    pub client: ApiClientId,
    /// What they agreed to.
    pub scopes: BTreeSet<Scope>,
    /// When they agreed first.
    pub created_at: Timestamp,
    /// When they agreed last.
    pub updated_at: Timestamp,
}

/// The unique keys of a consent.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsentKey {
    /// There is one for each person and client.
    Of(UserId, ApiClientId),
}

impl UniqueKey for ConsentKey {}

/// Which consents a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConsentFilter {
    /// Only those of this person.
    pub user: Option<UserId>,
}

impl Entity for Consent {
    const KIND: RecordKind = RecordKind::Consent;

    type Id = ConsentId;
    type Key = ConsentKey;
    type Filter = ConsentFilter;

    fn id(&self) -> ConsentId {
        self.id
    }

    fn keys(&self) -> Vec<ConsentKey> {
        vec![ConsentKey::Of(self.user, self.client)]
    }

    fn matches(&self, filter: &ConsentFilter) -> bool {
        filter.user.is_none_or(|user| self.user == user)
    }

    fn marks(&self) -> Vec<Mark> {
        vec![Mark::new("user", self.user)]
    }

    fn narrow(filter: &ConsentFilter) -> Option<Vec<Mark>> {
        filter.user.map(|user| vec![Mark::new("user", user)])
    }
}
