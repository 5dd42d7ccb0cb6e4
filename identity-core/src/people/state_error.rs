use crate::authority::{AccessError, AuditedRefusal, NamedDelegationDenied, RefusalNote};
use crate::roles::{KeepError, not_held, says_rank};
use crate::values::RoleKey;

/// Why a person was not locked, disabled or let in.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UserStateError {
    /// The caller may not.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// The person holds a role that the caller could not give.
    #[error("this person has the role {role}, which the caller may not give: {}", .why.reason.code())]
    DelegationDenied {
        /// The role.
        role: RoleKey,
        /// What is missing.
        why: NamedDelegationDenied,
    },
    /// Nobody can lock or unlock themselves.
    #[error("you cannot change the state of your own account")]
    OwnState,
    /// The caller's last proof is too old for taking away how somebody signs in: they sign in again, and come back.
    #[error("sign in again before you change how somebody signs in")]
    ProveAgain,
    /// The person closed the account, and nobody else takes it back; or it was to be closed by somebody else.
    #[error("this account was closed by its person, who alone can take it back")]
    Closing,
    /// It needs a second administrator: it is asked for, and another one approves it.
    #[error("a second administrator has to approve this")]
    ApprovalNeeded,
    /// An organisation would be left without an administrator.
    #[error("this is the last administrator of the organisation; give the role to somebody else first")]
    LastAdministrator,
}

says_rank!(UserStateError);

impl From<KeepError> for UserStateError {
    fn from(error: KeepError) -> Self {
        match error {
            KeepError::LastAdministrator => Self::LastAdministrator,
            KeepError::Access(error) => Self::Access(error),
        }
    }
}

impl AuditedRefusal for UserStateError {
    fn refusal(&self) -> Option<RefusalNote> {
        match self {
            Self::DelegationDenied { role, why } => Some(not_held(role, why)),
            _ => None,
        }
    }
}
