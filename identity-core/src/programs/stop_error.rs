use crate::authority::{AccessError, AuditedRefusal, NamedDelegationDenied, RefusalNote};
use crate::roles::{not_held, says_rank};
use crate::values::RoleKey;

/// Why a client was not stopped at an organisation.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StopProgramError {
    /// The caller may not, or the client holds nothing there.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// The client has a role that the caller could not give, so they cannot take it.
    #[error("the program has the role {role}, which the caller may not take: {}", .why.reason.code())]
    DelegationDenied {
        /// The role.
        role: RoleKey,
        /// What is missing.
        why: NamedDelegationDenied,
    },
    /// All that it holds there was given above the organisation.
    #[error("what the program may do here was given above this organisation; ask who runs the service")]
    GivenAbove,
    /// The caller's last proof is too old for this: they sign in again, and come back.
    #[error("sign in again before you stop a program")]
    ProveAgain,
}

says_rank!(StopProgramError);

impl AuditedRefusal for StopProgramError {
    fn refusal(&self) -> Option<RefusalNote> {
        match self {
            Self::DelegationDenied { role, why } => Some(not_held(role, why)),
            _ => None,
        }
    }
}
