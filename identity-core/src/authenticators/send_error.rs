use crate::authority::carries_store_errors;
use crate::store::StoreError;
use std::time::Duration;

/// Why a code is not sent.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SendCodeError {
    /// The last one was sent a moment ago.
    #[error("a code was sent a moment ago; wait {} seconds", after.as_secs())]
    TooSoon {
        /// How long to wait.
        after: Duration,
    },
    /// So many were sent to this person, number or network, or at all, that no more are sent today.
    #[error("too many codes were sent; try again later or use another way")]
    TooMany,
    /// The number is of a range to which no codes are sent, such as one of premium rate.
    #[error("no codes are sent to this number")]
    NumberRefused,
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

carries_store_errors!(SendCodeError);
