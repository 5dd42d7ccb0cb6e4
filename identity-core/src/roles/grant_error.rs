use super::administrators::KeepError;
use super::give_error::GiveError;
use crate::authority::{AccessError, AuditedRefusal, FromStore, RefusalNote};
use crate::store::StoreError;

/// Why a role was not given or revoked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GrantError {
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
    /// The organisation would be left without an administrator.
    #[error("this is the last administrator of the organisation; give the role to somebody else first")]
    LastAdministrator,
}

impl From<KeepError> for GrantError {
    fn from(error: KeepError) -> Self {
        match error {
            KeepError::LastAdministrator => Self::LastAdministrator,
            KeepError::Access(error) => error.into(),
        }
    }
}

impl From<AccessError> for GrantError {
    fn from(error: AccessError) -> Self {
        Self::Give(error.into())
    }
}

impl From<StoreError> for GrantError {
    fn from(error: StoreError) -> Self {
        Self::Give(error.into())
    }
}

impl FromStore for GrantError {
    fn store_error(&self) -> Option<&StoreError> {
        match self {
            Self::Give(error) => error.store_error(),
            _ => None,
        }
    }
}

impl AuditedRefusal for GrantError {
    fn refusal(&self) -> Option<RefusalNote> {
        if let Self::Give(error) = self { error.refusal() } else { None }
    }
}
