use crate::store::StoreError;

/// Why no token was issued.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TokenError {
    /// Unknown client, wrong secret, disabled, or paused after too many tries (`invalid_client`).
    #[error("the client is unknown, its secret is wrong, or it may not have a token now")]
    InvalidClient,
    /// A scope that the client may not have (`invalid_scope`).
    #[error("the client may not have the scope {0:?}")]
    InvalidScope(String),
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}
