use super::rank_error::{not_held, says_rank};
use super::terms::InvalidTerms;
use crate::authority::{AccessError, AuditedRefusal, NamedDelegationDenied, RefusalNote};
use crate::values::{RoleKey, ServiceKey};

/// Why a role cannot be given: what giving it, inviting to it and giving it as a mandate have in common.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GiveError {
    /// The caller does not have the permission for it.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// No role was named.
    #[error("choose at least one role")]
    NoRole,
    /// There is no such role here.
    #[error("there is no role {0} here")]
    UnknownRole(RoleKey),
    /// There is no such service.
    #[error("there is no service {0}")]
    UnknownService(ServiceKey),
    /// The caller does not hold what they want to give.
    #[error("the giver may not give the role {role}: {}", .why.reason.code())]
    DelegationDenied {
        /// The role.
        role: RoleKey,
        /// What is missing.
        why: NamedDelegationDenied,
    },
    /// The terms of the mandate make no sense.
    #[error(transparent)]
    Terms(#[from] InvalidTerms),
}

says_rank!(GiveError);

impl AuditedRefusal for GiveError {
    fn refusal(&self) -> Option<RefusalNote> {
        match self {
            Self::DelegationDenied { role, why } => Some(not_held(role, why)),
            _ => None,
        }
    }
}
