use crate::authenticators::needs_fresh_proof;
use crate::authority::carries_store_errors;
use crate::store::StoreError;

/// Why somebody does not get their data.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// The caller is no person.
    #[error("only people have data of their own")]
    NotFound,
    /// The caller's last proof is too old for this: they sign in again, and come back.
    #[error("sign in again before you take your data with you")]
    ProveAgain,
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

carries_store_errors!(ExportError);

needs_fresh_proof!(ExportError, Self::NotFound);
