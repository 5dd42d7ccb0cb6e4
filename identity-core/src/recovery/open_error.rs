use crate::authority::carries_store_errors;
use crate::store::StoreError;

/// Why a link for a new password does not work.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenRecoveryError {
    /// There is no such token, it was used, the password was changed since, or the account cannot sign in: the answer is the
    /// same.
    #[error("this link does not work any more; ask for a new one")]
    Unknown,
    /// Its time is over.
    #[error("this link has expired; ask for a new one")]
    Expired,
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

carries_store_errors!(OpenRecoveryError);
