use crate::authority::{AccessError, AuditedRefusal, NamedDelegationDenied, RefusalNote};
use crate::roles::{KeepError, not_held, says_rank};
use crate::values::RoleKey;

/// Why an account was not erased.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EraseUserError {
    /// The caller may not.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// The person holds a role that the caller could not give.
    #[error("this person has the role {role}, which the caller may not take: {}", .why.reason.code())]
    DelegationDenied {
        /// The role.
        role: RoleKey,
        /// What is missing.
        why: NamedDelegationDenied,
    },
    /// Nobody has their own account erased; they close it.
    #[error("you cannot have your own account erased; close it on the page of your account")]
    OwnAccount,
    /// The caller's last proof is too old for this: they sign in again, and come back.
    #[error("sign in again before you erase an account")]
    ProveAgain,
    /// It needs a second administrator: it is asked for, and another one approves it.
    #[error("a second administrator has to approve this")]
    ApprovalNeeded,
    /// The person changed since the caller read them.
    #[error("this person was changed in the meantime")]
    PreconditionFailed,
    /// The reason would keep the person's name, address or number in the history.
    #[error("write the reason without the person's name, address or number: it stays in the history")]
    ReasonNamesPerson,
    /// An organisation would be left without an administrator.
    #[error("this is the last administrator of the organisation; give the role to somebody else first")]
    LastAdministrator,
}

says_rank!(EraseUserError);

impl From<KeepError> for EraseUserError {
    fn from(error: KeepError) -> Self {
        match error {
            KeepError::LastAdministrator => Self::LastAdministrator,
            KeepError::Access(error) => Self::Access(error),
        }
    }
}

impl AuditedRefusal for EraseUserError {
    fn refusal(&self) -> Option<RefusalNote> {
        match self {
            Self::DelegationDenied { role, why } => Some(not_held(role, why)),
            _ => None,
        }
    }
}
