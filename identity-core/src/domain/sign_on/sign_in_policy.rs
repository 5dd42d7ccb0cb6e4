use crate::Timestamp;
use crate::domain::entity::Entity;
use crate::domain::mark::Mark;
use crate::domain::record_id::RecordKind;
use crate::domain::sign_in_rules::SignInRules;
use crate::domain::unique_key::UniqueKey;
use crate::ids::{OrganizationId, RoleId, SignInPolicyId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Of whom a [`SignInPolicy`] asks something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "id")]
pub enum SignInSubject {
    /// The people of an organisation and of what lies below it; for the operator its own people only.
    Organization(OrganizationId),
    /// Whoever holds a role.
    Role(RoleId),
}

impl SignInSubject {
    /// The stable code of its kind.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Organization(_) => "organization",
            Self::Role(_) => "role",
        }
    }

    /// The id of the record that it is about.
    pub const fn id(&self) -> Uuid {
        match self {
            Self::Organization(id) => id.as_uuid(),
            Self::Role(id) => id.as_uuid(),
        }
    }

    /// The subject of this kind and id.
    pub fn from_parts(kind: &str, id: Uuid) -> Option<Self> {
        match kind {
            "organization" => Some(Self::Organization(id.into())),
            "role" => Some(Self::Role(id.into())),
            _ => None,
        }
    }
}

/// What an organisation, or a role, asks of those who sign in, beyond what the deployment asks of everybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInPolicy {
    /// Its id.
    pub id: SignInPolicyId,
    /// Of whom something is asked.
    pub subject: SignInSubject,
    /// What is asked.
    pub rules: SignInRules,
    /// Until when acts on people still need a second administrator, although the rules no longer say so.
    #[serde(default)]
    pub four_eyes_until: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl SignInPolicy {
    /// Whether acts on people need a second administrator at a moment: the rules say so, or said so a short time ago, so that
    /// nobody does alone what needs two by changing the rules first.
    pub fn needs_four_eyes(&self, now: Timestamp) -> bool {
        self.rules.four_eyes || self.four_eyes_until.is_some_and(|until| now < until)
    }
}

/// The unique keys of a sign-in policy.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignInPolicyKey {
    /// There is one for each organisation and each role.
    Of(SignInSubject),
}

impl UniqueKey for SignInPolicyKey {}

/// Which sign-in policies a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SignInPolicyFilter {
    /// Only those of one of these; `None` does not limit.
    pub subjects: Option<Vec<SignInSubject>>,
}

impl Entity for SignInPolicy {
    const KIND: RecordKind = RecordKind::SignInPolicy;

    type Id = SignInPolicyId;
    type Key = SignInPolicyKey;
    type Filter = SignInPolicyFilter;

    fn id(&self) -> SignInPolicyId {
        self.id
    }

    fn keys(&self) -> Vec<SignInPolicyKey> {
        vec![SignInPolicyKey::Of(self.subject)]
    }

    fn matches(&self, filter: &SignInPolicyFilter) -> bool {
        filter.subjects.as_ref().is_none_or(|subjects| subjects.contains(&self.subject))
    }

    fn marks(&self) -> Vec<Mark> {
        vec![Mark::new("subject", self.subject.id())]
    }

    fn narrow(filter: &SignInPolicyFilter) -> Option<Vec<Mark>> {
        let mark = |subject: &SignInSubject| Mark::new("subject", subject.id());
        filter.subjects.as_ref().map(|subjects| subjects.iter().map(mark).collect())
    }
}
