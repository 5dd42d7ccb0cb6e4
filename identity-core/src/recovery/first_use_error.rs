use crate::authority::carries_store_errors;
use crate::store::StoreError;

/// Why the code of a letter leads nowhere.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FirstUseError {
    /// There is no such code, it was used, or a new letter took its place: the answer is the same.
    #[error("this code does not work; look at the letter again, or ask for a new one")]
    WrongCode,
    /// Its time is over.
    #[error("this code has expired; ask for a new letter")]
    Expired,
    /// Too many wrong codes came from the same network.
    #[error("too many wrong codes came from this network; wait an hour")]
    TooMany,
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

carries_store_errors!(FirstUseError);
