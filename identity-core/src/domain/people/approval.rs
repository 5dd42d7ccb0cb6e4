use crate::Timestamp;
use crate::domain::entity::Entity;
use crate::domain::mark::Mark;
use crate::domain::record_id::RecordKind;
use crate::domain::unique_key::UniqueKey;
use crate::ids::{ApprovalId, OrganizationId, UserId};
use crate::values::Reason;
use serde::{Deserialize, Serialize};

/// What one administrator asks for, and another one has to approve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApprovalAct {
    /// Removing all second proofs of a person.
    ResetAuthenticators,
    /// Mailing a person the link for a new password.
    StartRecovery,
    /// Erasing the account of a person, with all that is kept about them.
    Erase,
}

impl ApprovalAct {
    /// Every act there is.
    pub const ALL: [Self; 3] = [Self::ResetAuthenticators, Self::StartRecovery, Self::Erase];

    /// The stable code, as JSON and the audit trail have it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ResetAuthenticators => "reset_authenticators",
            Self::StartRecovery => "start_recovery",
            Self::Erase => "erase",
        }
    }

    /// The act of this code.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.as_str() == text)
    }
}

/// A request of one administrator that waits for a second one, who approves or declines it. It is removed when it is answered,
/// stopped by the person concerned, or over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// Its id.
    pub id: ApprovalId,
    /// What is asked for.
    pub act: ApprovalAct,
    /// The person concerned.
    pub user: UserId,
    /// The organisation to whose history it belongs.
    pub organization: OrganizationId,
    /// The administrator who asked.
    pub asked_by: UserId,
    /// Why, in their words.
    pub reason: Reason,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// The time from which it can no longer be approved.
    pub expires_at: Timestamp,
}

/// The unique keys of a request for approval.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApprovalKey {
    /// There is one for each person and act.
    Of(UserId, ApprovalAct),
}

impl UniqueKey for ApprovalKey {}

/// Which requests a list shows; every given condition must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ApprovalFilter {
    /// Only those about this person.
    pub user: Option<UserId>,
    /// Only those that expired before this.
    pub expired_before: Option<Timestamp>,
}

impl Entity for Approval {
    const KIND: RecordKind = RecordKind::Approval;

    type Id = ApprovalId;
    type Key = ApprovalKey;
    type Filter = ApprovalFilter;

    fn id(&self) -> ApprovalId {
        self.id
    }

    fn keys(&self) -> Vec<ApprovalKey> {
        vec![ApprovalKey::Of(self.user, self.act)]
    }

    fn matches(&self, filter: &ApprovalFilter) -> bool {
        filter.user.is_none_or(|user| self.user == user)
            && filter.expired_before.is_none_or(|limit| self.expires_at < limit)
    }

    fn marks(&self) -> Vec<Mark> {
        vec![Mark::new("user", self.user)]
    }

    fn narrow(filter: &ApprovalFilter) -> Option<Vec<Mark>> {
        filter.user.map(|user| vec![Mark::new("user", user)])
    }
}
