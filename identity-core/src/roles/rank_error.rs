use crate::authority::{AccessError, NamedDelegationDenied, RefusalNote, carries_store_errors};
use crate::values::RoleKey;

/// Why somebody may not give, take or change what others hold: what all use cases that do so have in common.
#[derive(Debug)]
pub(crate) enum RankError {
    /// The caller does not have the permission for it.
    Access(AccessError),
    /// The caller does not hold what it is about.
    DelegationDenied {
        /// The role.
        role: RoleKey,
        /// What is missing.
        why: NamedDelegationDenied,
    },
}

impl From<AccessError> for RankError {
    fn from(error: AccessError) -> Self {
        Self::Access(error)
    }
}

carries_store_errors!(RankError, Access);

/// What the audit trail tells of somebody who does not hold what they want to give or take.
pub(crate) fn not_held(role: &RoleKey, why: &NamedDelegationDenied) -> RefusalNote {
    RefusalNote::after_access(why.reason.code()).of_role(role)
}

/// Lets an error of a use case say what [`RankError`] says, in variants of the same names.
macro_rules! says_rank {
    ($error:ty) => {
        $crate::authority::carries_store_errors!($error, Access);

        impl From<$crate::roles::RankError> for $error {
            fn from(error: $crate::roles::RankError) -> Self {
                match error {
                    $crate::roles::RankError::Access(error) => Self::Access(error),
                    $crate::roles::RankError::DelegationDenied { role, why } => {
                        Self::DelegationDenied { role, why }
                    }
                }
            }
        }
    };
}

pub(crate) use says_rank;
