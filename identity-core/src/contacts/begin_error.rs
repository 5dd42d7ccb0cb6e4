use super::own_contact_error::needs_own_contact;
use crate::authenticators::{SendCodeError, needs_fresh_proof};
use crate::authority::carries_store_errors;
use crate::store::StoreError;

/// Why a change of an e-mail address or telephone number is not begun.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BeginContactError {
    /// The caller is no person, or no change waits whose code could be sent once more.
    #[error("there is no change of this kind that waits to be proved")]
    NotFound,
    /// The caller's last proof is too old for a change like this: they sign in again, and come back.
    #[error("sign in again before you change how you are reached")]
    ProveAgain,
    /// Somebody else owns this detail of the person ([`Settings::profile`](crate::Settings::profile)).
    #[error("people do not change this themselves here")]
    NotYours,
    /// The person has as many further addresses as anybody may have ([`MOST_FURTHER_EMAILS`](super::MOST_FURTHER_EMAILS)).
    #[error("you have as many addresses as anybody may have; remove one first")]
    TooMany,
    /// It is the person's already.
    #[error("this is the present one already")]
    Unchanged,
    /// This deployment sends no text messages, so no number can be proved.
    #[error("no text messages are sent here, so no number can be proved")]
    NotOffered,
    /// The code cannot be sent.
    #[error(transparent)]
    Send(SendCodeError),
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

carries_store_errors!(BeginContactError);

needs_fresh_proof!(BeginContactError, Self::NotFound);

needs_own_contact!(BeginContactError);

impl From<SendCodeError> for BeginContactError {
    fn from(error: SendCodeError) -> Self {
        match error {
            SendCodeError::Store(error) => Self::Store(error),
            other => Self::Send(other),
        }
    }
}
