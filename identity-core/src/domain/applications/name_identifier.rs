use crate::Timestamp;
use crate::domain::entity::Entity;
use crate::domain::mark::Mark;
use crate::domain::record_id::RecordKind;
use crate::domain::unique_key::UniqueKey;
use crate::ids::{NameIdentifierId, RelyingPartyId, UserId};
use serde::{Deserialize, Serialize};

/// The name by which one relying party knows a person: opaque, persistent, never given to another
/// (SAML 2.0 core, section 8.3.7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameIdentifier {
    /// Its id.
    pub id: NameIdentifierId,
    /// Whose name it is.
    pub user: UserId,
    /// Who knows it.
    pub relying_party: RelyingPartyId,
    /// The name: 128 random bits or more, as text.
    pub value: String,
    /// When it was first given out.
    pub created_at: Timestamp,
}

/// The unique keys of a name identifier.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameIdentifierKey {
    /// A person has one name per relying party.
    Of(UserId, RelyingPartyId),
    /// A name means one person per relying party.
    Value(RelyingPartyId, String),
}

impl UniqueKey for NameIdentifierKey {}

/// Which name identifiers a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NameIdentifierFilter {
    /// Only those of this person.
    pub user: Option<UserId>,
}

impl Entity for NameIdentifier {
    const KIND: RecordKind = RecordKind::NameIdentifier;

    type Id = NameIdentifierId;
    type Key = NameIdentifierKey;
    type Filter = NameIdentifierFilter;

    fn id(&self) -> NameIdentifierId {
        self.id
    }

    fn keys(&self) -> Vec<NameIdentifierKey> {
        vec![
            NameIdentifierKey::Of(self.user, self.relying_party),
            NameIdentifierKey::Value(self.relying_party, self.value.clone()),
        ]
    }

    fn matches(&self, filter: &NameIdentifierFilter) -> bool {
        filter.user.is_none_or(|user| self.user == user)
    }

    fn marks(&self) -> Vec<Mark> {
        vec![Mark::new("user", self.user)]
    }

    fn narrow(filter: &NameIdentifierFilter) -> Option<Vec<Mark>> {
        filter.user.map(|user| vec![Mark::new("user", user)])
    }
}
