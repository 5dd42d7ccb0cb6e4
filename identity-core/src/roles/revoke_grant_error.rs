use super::administrators::KeepError;
use super::rank_error::{not_held, says_rank};
use crate::authority::{AccessError, AuditedRefusal, NamedDelegationDenied, RefusalNote};
use crate::values::RoleKey;

/// Why a role was not revoked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RevokeGrantError {
    /// The caller does not have the permission for it.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// The caller could not give the same, so they cannot take it.
    #[error("the caller may not take the role {role}: {}", .why.reason.code())]
    DelegationDenied {
        /// The role.
        role: RoleKey,
        /// What is missing.
        why: NamedDelegationDenied,
    },
    /// The organisation would be left without an administrator.
    #[error("this is the last administrator of the organisation; give the role to somebody else first")]
    LastAdministrator,
}

says_rank!(RevokeGrantError);

impl From<KeepError> for RevokeGrantError {
    fn from(error: KeepError) -> Self {
        match error {
            KeepError::LastAdministrator => Self::LastAdministrator,
            KeepError::Access(error) => Self::Access(error),
        }
    }
}

impl AuditedRefusal for RevokeGrantError {
    fn refusal(&self) -> Option<RefusalNote> {
        match self {
            Self::DelegationDenied { role, why } => Some(not_held(role, why)),
            _ => None,
        }
    }
}
