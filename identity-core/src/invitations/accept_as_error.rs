use super::open_error::from_open_error;
use crate::authority::carries_store_errors;
use crate::store::StoreError;

/// Why an invitation cannot be accepted with the account that is signed in.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AcceptAsError {
    /// There is no such token, or it was used, or a newer mail replaced it: the answer is the same.
    #[error("this link does not work; it may have been used already, or replaced by a newer one")]
    Unknown,
    /// Its time is over.
    #[error("this invitation has expired; ask for a new one")]
    Expired,
    /// It was revoked.
    #[error("this invitation was cancelled; ask for a new one")]
    Revoked,
    /// Whoever invited can no longer give these roles, or the organisation is not active.
    #[error("the person who invited you can no longer give these rights; ask for a new invitation")]
    NoLongerPermitted,
    /// The caller is somebody else than the one invited.
    #[error("this invitation is for another account; sign out first")]
    WrongAccount,
    /// The caller's last proof is too old to add an address to their account: they sign in again, and come back.
    #[error("sign in again before you add an address to your account")]
    ProveAgain,
    /// People do not add addresses themselves here ([`Settings::profile`](crate::Settings::profile)).
    #[error("people do not change their addresses themselves here")]
    NotYours,
    /// The invited address is that of another account.
    #[error("this address belongs to another account")]
    AddressTaken,
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

from_open_error!(AcceptAsError);

carries_store_errors!(AcceptAsError);
