use super::give_error::GiveError;
use crate::authority::{AccessError, AuditedRefusal, RefusalNote, carries_store_errors};

/// Why a role was not given.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GiveRoleError {
    /// The caller does not have the permission for it, or does not hold what they want to give.
    #[error(transparent)]
    Give(#[from] GiveError),
    /// The person does not belong to the organisation.
    #[error("this person does not belong to the organisation; invite them first")]
    NotAMember,
    /// The person has this role here already.
    #[error("this person has that role here already")]
    AlreadyHeld,
    /// The period is over before it begins, or already over.
    #[error("the role must end after it starts")]
    EmptyPeriod,
}

impl From<AccessError> for GiveRoleError {
    fn from(error: AccessError) -> Self {
        Self::Give(error.into())
    }
}

carries_store_errors!(GiveRoleError, Give);

impl AuditedRefusal for GiveRoleError {
    fn refusal(&self) -> Option<RefusalNote> {
        if let Self::Give(error) = self { error.refusal() } else { None }
    }
}
