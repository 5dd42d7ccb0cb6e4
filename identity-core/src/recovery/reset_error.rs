use super::open_error::OpenRecoveryError;
use crate::authority::carries_store_errors;
use crate::secrets::{HashError, PasswordRefused};
use crate::store::StoreError;

/// Why a new password was not set by a link.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ResetError {
    /// There is no such token, it was used, the password was changed since, or the account cannot sign in: the answer is the
    /// same.
    #[error("this link does not work any more; ask for a new one")]
    Unknown,
    /// Its time is over.
    #[error("this link has expired; ask for a new one")]
    Expired,
    /// The password does not meet the rules.
    #[error(transparent)]
    Password(#[from] PasswordRefused),
    /// Too many passwords are being hashed right now.
    #[error("the service is busy; try again in a moment")]
    Busy,
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

carries_store_errors!(ResetError);

impl From<OpenRecoveryError> for ResetError {
    fn from(error: OpenRecoveryError) -> Self {
        match error {
            OpenRecoveryError::Unknown => Self::Unknown,
            OpenRecoveryError::Expired => Self::Expired,
            OpenRecoveryError::Store(error) => Self::Store(error),
        }
    }
}

impl From<HashError> for ResetError {
    fn from(_: HashError) -> Self {
        Self::Busy
    }
}
