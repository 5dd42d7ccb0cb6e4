use crate::authority::carries_store_errors;
use crate::store::StoreError;

/// Why a sign-on cannot go on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SignOnError {
    /// Unknown, or begun in another browser.
    #[error("this sign-on is over; start again at the application")]
    Over,
    /// The same request came before.
    #[error("this request was used before; start again at the application")]
    Replayed,
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

carries_store_errors!(SignOnError);
