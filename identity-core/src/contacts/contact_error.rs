use crate::authenticators::{SendCodeError, needs_fresh_proof};
use crate::authority::carries_store_errors;
use crate::store::StoreError;

/// Why an e-mail address or telephone number is not changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ContactError {
    /// The caller is no person, or no change waits to be proved.
    #[error("there is no change of this kind that waits to be proved")]
    NotFound,
    /// It is no further address of the caller's.
    #[error("there is no such address of yours beside the main one")]
    UnknownEmail,
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
    /// The address is that of another account by now. Only who proved that they have the mailbox learns it.
    #[error("this address belongs to another account now")]
    Taken,
    /// This deployment sends no text messages, so no number can be proved.
    #[error("no text messages are sent here, so no number can be proved")]
    NotOffered,
    /// The code is wrong, used or too old, or there were too many tries.
    #[error("the code is not right")]
    WrongCode,
    /// The code cannot be sent.
    #[error(transparent)]
    Send(SendCodeError),
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

carries_store_errors!(ContactError);

needs_fresh_proof!(ContactError, Self::NotFound);

impl From<SendCodeError> for ContactError {
    fn from(error: SendCodeError) -> Self {
        match error {
            SendCodeError::Store(error) => Self::Store(error),
            other => Self::Send(other),
        }
    }
}
