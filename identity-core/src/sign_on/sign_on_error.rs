use crate::authority::FromStore;
use crate::store::StoreError;

/// Why a sign-on cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum SignOnError {
    /// Unknown, begun in another browser, expired or answered before.
    #[error("this sign-on is over; start again at the application")]
    Over,
    /// The person has to prove who they are first; see [`next_step`](super::next_step).
    #[error("sign in first, then this sign-on goes on")]
    NotYet,
    /// The same request came before.
    #[error("this request was used before; start again at the application")]
    Replayed,
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl FromStore for SignOnError {
    fn store_error(&self) -> Option<&StoreError> {
        match self {
            Self::Store(error) => Some(error),
            Self::Over | Self::NotYet | Self::Replayed => None,
        }
    }
}
