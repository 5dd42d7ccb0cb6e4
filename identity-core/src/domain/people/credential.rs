use crate::Timestamp;
use crate::domain::entity::Entity;
use crate::domain::mark::Mark;
use crate::domain::record_id::RecordKind;
use crate::domain::unique_key::UniqueKey;
use crate::ids::{CredentialId, UserId};
use crate::secrets::PasswordHash;
use serde::{Deserialize, Serialize};

/// What a credential is checked against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CredentialSecret {
    /// A password, kept as a salted hash in PHC string format.
    Password(PasswordHash),
}

/// Something by which a person proves who they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credential {
    /// Its id.
    pub id: CredentialId,
    /// Whose it is.
    pub user: UserId,
    /// What it is checked against.
    pub secret: CredentialSecret,
    /// When it was set up.
    pub created_at: Timestamp,
    /// When its secret last changed.
    pub changed_at: Timestamp,
}

/// The unique keys of a credential.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CredentialKey {
    /// The one password of a person.
    Password(UserId),
}

impl UniqueKey for CredentialKey {}

/// Which credentials a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CredentialFilter {
    /// Only those of this person.
    pub user: Option<UserId>,
}

impl Entity for Credential {
    const KIND: RecordKind = RecordKind::Credential;

    type Id = CredentialId;
    type Key = CredentialKey;
    type Filter = CredentialFilter;

    fn id(&self) -> CredentialId {
        self.id
    }

    fn keys(&self) -> Vec<CredentialKey> {
        match self.secret {
            CredentialSecret::Password(_) => vec![CredentialKey::Password(self.user)],
        }
    }

    fn matches(&self, filter: &CredentialFilter) -> bool {
        filter.user.is_none_or(|user| self.user == user)
    }

    fn marks(&self) -> Vec<Mark> {
        vec![Mark::new("user", self.user)]
    }

    fn narrow(filter: &CredentialFilter) -> Option<Vec<Mark>> {
        filter.user.map(|user| vec![Mark::new("user", user)])
    }
}
