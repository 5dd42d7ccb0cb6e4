use super::proof_error::needs_fresh_proof;
use super::send_error::SendCodeError;
use crate::authority::carries_store_errors;
use crate::store::StoreError;

/// Why a way to sign in is not set up.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EnrolError {
    /// There is no such credential of the caller, or what was begun is over.
    #[error("there is nothing like this to set up; start again")]
    NotFound,
    /// It is set up already.
    #[error("this is set up already")]
    Confirmed,
    /// The caller's last proof is too old for a change like this: they sign in again, and come back.
    #[error("sign in again before you change how you sign in")]
    ProveAgain,
    /// This deployment does not offer the method.
    #[error("this method is not offered here")]
    NotOffered,
    /// The person has as many as anybody may have.
    #[error("there are as many as anybody may have; remove one first")]
    TooMany,
    /// The code is wrong, used or too old, or there were too many tries.
    #[error("the code is not right")]
    WrongCode,
    /// The authenticator's answer is to a request that has ended, or was made for somebody else; ask again.
    #[error("this request for a passkey has ended; try again")]
    RequestOver,
    /// The authenticator's answer is not right, or the passkey is somebody's already.
    #[error("this passkey cannot be set up")]
    PasskeyRefused,
    /// The code cannot be sent.
    #[error(transparent)]
    Send(SendCodeError),
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

carries_store_errors!(EnrolError);

needs_fresh_proof!(EnrolError, Self::NotFound);

impl From<SendCodeError> for EnrolError {
    fn from(error: SendCodeError) -> Self {
        match error {
            SendCodeError::Store(error) => Self::Store(error),
            other => Self::Send(other),
        }
    }
}
