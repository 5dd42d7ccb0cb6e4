use super::administrators::KeepError;
use super::give_error::GiveError;
use crate::authority::{AccessError, AuditedRefusal, FromStore, RefusalNote};
use crate::store::StoreError;

/// Why a role was not defined or changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DefineRoleError {
    /// The caller does not have the permission for it, or does not hold every part of the role.
    #[error(transparent)]
    Give(#[from] GiveError),
    /// An organisation would be left without an administrator, since they all have this role.
    #[error("an organisation would have no administrator any more; give another role to one of them first")]
    LastAdministrator,
}

impl From<KeepError> for DefineRoleError {
    fn from(error: KeepError) -> Self {
        match error {
            KeepError::LastAdministrator => Self::LastAdministrator,
            KeepError::Access(error) => error.into(),
        }
    }
}

impl From<AccessError> for DefineRoleError {
    fn from(error: AccessError) -> Self {
        Self::Give(error.into())
    }
}

impl From<StoreError> for DefineRoleError {
    fn from(error: StoreError) -> Self {
        Self::Give(error.into())
    }
}

impl FromStore for DefineRoleError {
    fn store_error(&self) -> Option<&StoreError> {
        match self {
            Self::Give(error) => error.store_error(),
            Self::LastAdministrator => None,
        }
    }
}

impl AuditedRefusal for DefineRoleError {
    fn refusal(&self) -> Option<RefusalNote> {
        if let Self::Give(error) = self { error.refusal() } else { None }
    }
}
