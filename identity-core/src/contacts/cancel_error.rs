use crate::authority::carries_store_errors;
use crate::store::StoreError;

/// Why a change that waits was not given up.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CancelContactError {
    /// The caller is no person.
    #[error("only people change how they are reached")]
    NotFound,
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

carries_store_errors!(CancelContactError);
