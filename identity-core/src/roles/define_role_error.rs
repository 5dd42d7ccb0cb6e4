use super::administrators::KeepError;
use super::rank_error::{not_held, says_rank};
use crate::authority::{AccessError, AuditedRefusal, NamedDelegationDenied, RefusalNote};
use crate::values::{RoleKey, ServiceKey};

/// Why a role was not defined or changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DefineRoleError {
    /// The caller does not have the permission for it.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// There is no such service.
    #[error("there is no service {0}")]
    UnknownService(ServiceKey),
    /// The caller does not hold every part of the role, as it was or as it is to be.
    #[error("the caller may not give the role {role}: {}", .why.reason.code())]
    DelegationDenied {
        /// The role.
        role: RoleKey,
        /// What is missing.
        why: NamedDelegationDenied,
    },
    /// The organisation has as many roles of its own as it can have.
    #[error("an organisation has at most {} roles of its own", DefineRoleError::MOST_ROLES)]
    TooManyRoles,
    /// An organisation would be left without an administrator, since they all have this role.
    #[error("an organisation would have no administrator any more; give another role to one of them first")]
    LastAdministrator,
}

says_rank!(DefineRoleError);

impl DefineRoleError {
    /// The most roles that an organisation has of its own: whoever gives roles below it reads all of them.
    pub const MOST_ROLES: u16 = 200;
}

impl From<KeepError> for DefineRoleError {
    fn from(error: KeepError) -> Self {
        match error {
            KeepError::LastAdministrator => Self::LastAdministrator,
            KeepError::Access(error) => Self::Access(error),
        }
    }
}

impl AuditedRefusal for DefineRoleError {
    fn refusal(&self) -> Option<RefusalNote> {
        match self {
            Self::DelegationDenied { role, why } => Some(not_held(role, why)),
            _ => None,
        }
    }
}
