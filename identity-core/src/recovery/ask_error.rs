use crate::authority::carries_store_errors;
use crate::store::StoreError;

/// Why nothing was done about a forgotten password.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AskRecoveryError {
    /// Too many were asked for from the same network, for whichever names.
    #[error("too many links were asked for from this network; wait an hour")]
    TooMany,
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

carries_store_errors!(AskRecoveryError);
