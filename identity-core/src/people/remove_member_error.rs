use crate::authority::{AccessError, AuditedRefusal, NamedDelegationDenied, RefusalNote};
use crate::roles::{KeepError, not_held, says_rank};
use crate::values::RoleKey;

/// Why a person was not removed from an organisation.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RemoveMemberError {
    /// The caller does not have the permission for it.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// The person holds a role there that the caller could not give.
    #[error("this person has the role {role}, which the caller may not take: {}", .why.reason.code())]
    DelegationDenied {
        /// The role.
        role: RoleKey,
        /// What is missing.
        why: NamedDelegationDenied,
    },
    /// Nobody removes themselves.
    #[error("you cannot remove yourself from an organisation; ask another administrator")]
    OwnMembership,
    /// The organisation would be left without an administrator.
    #[error("this is the last administrator of the organisation; give the role to somebody else first")]
    LastAdministrator,
}

says_rank!(RemoveMemberError);

impl From<KeepError> for RemoveMemberError {
    fn from(error: KeepError) -> Self {
        match error {
            KeepError::LastAdministrator => Self::LastAdministrator,
            KeepError::Access(error) => Self::Access(error),
        }
    }
}

impl AuditedRefusal for RemoveMemberError {
    fn refusal(&self) -> Option<RefusalNote> {
        match self {
            Self::DelegationDenied { role, why } => Some(not_held(role, why)),
            _ => None,
        }
    }
}
