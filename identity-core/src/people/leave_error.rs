use crate::authority::{AccessError, carries_store_errors};
use crate::roles::KeepError;

/// Why somebody does not leave an organisation or give back a role.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LeaveError {
    /// The caller does not belong to it, or does not hold it.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// The organisation would be left without an administrator.
    #[error("you are the last administrator of the organisation; give the role to somebody else first")]
    LastAdministrator,
}

carries_store_errors!(LeaveError, Access);

impl From<KeepError> for LeaveError {
    fn from(error: KeepError) -> Self {
        match error {
            KeepError::LastAdministrator => Self::LastAdministrator,
            KeepError::Access(error) => Self::Access(error),
        }
    }
}
