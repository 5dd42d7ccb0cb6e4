use crate::authority::carries_store_errors;
use crate::secrets::HashError;
use crate::store::StoreError;

/// Why a link about an e-mail address or telephone number does nothing.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ContactLinkError {
    /// There is no such token, it was used, another change took its place, or the account cannot sign in: the answer is the
    /// same.
    #[error("this link does not work any more")]
    Unknown,
    /// Its time is over.
    #[error("this link has expired")]
    Expired,
    /// The address is that of another account by now.
    #[error("this address belongs to another account now")]
    Taken,
    /// Too many passwords are being hashed right now.
    #[error("the service is busy; try again in a moment")]
    Busy,
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

carries_store_errors!(ContactLinkError);

impl From<HashError> for ContactLinkError {
    fn from(_: HashError) -> Self {
        Self::Busy
    }
}
