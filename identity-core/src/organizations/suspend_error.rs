use crate::authority::{AccessError, AuditedRefusal, NamedDelegationDenied, RefusalNote};
use crate::roles::{not_held, says_rank};
use crate::values::RoleKey;

/// Why an organisation was not suspended or resumed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SuspendOrganizationError {
    /// The caller may not.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// Somebody has a role there that the caller could not give.
    #[error("somebody there has the role {role}, which the caller may not give: {}", .why.reason.code())]
    DelegationDenied {
        /// The role.
        role: RoleKey,
        /// What is missing.
        why: NamedDelegationDenied,
    },
    /// The operator's own organisation, above all others, cannot be suspended.
    #[error("the operator cannot be suspended")]
    Operator,
    /// The organisation is closed for good.
    #[error("the organisation is closed")]
    Closed,
    /// The caller's last proof is too old for this: they sign in again, and come back.
    #[error("sign in again before you suspend or resume an organisation")]
    ProveAgain,
}

says_rank!(SuspendOrganizationError);

impl AuditedRefusal for SuspendOrganizationError {
    fn refusal(&self) -> Option<RefusalNote> {
        match self {
            Self::DelegationDenied { role, why } => Some(not_held(role, why)),
            _ => None,
        }
    }
}
