use crate::authority::carries_store_errors;
use crate::sign_on::sign_on_error::SignOnError;
use crate::store::StoreError;

/// Why a sign-on does not leave for an identity provider.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DepartureError {
    /// The sign-on is unknown, begun in another browser, expired or answered.
    #[error("this sign-on is over; start again where it began")]
    Over,
    /// There is no such connection, or nobody signs in by it now.
    #[error("nobody can sign in by this connection now")]
    Closed,
    /// The network began too many sign-ons.
    #[error("too many sign-ons were begun; wait a minute")]
    TooMany,
    /// The caller is to prove anew who they are before they link their account.
    #[error("prove who you are once more")]
    ProveAgain,
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

carries_store_errors!(DepartureError);

impl From<SignOnError> for DepartureError {
    fn from(error: SignOnError) -> Self {
        match error {
            SignOnError::Over | SignOnError::Replayed => Self::Over,
            SignOnError::Store(error) => Self::Store(error),
        }
    }
}
