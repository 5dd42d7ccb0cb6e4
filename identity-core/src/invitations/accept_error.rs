use super::open_error::from_open_error;
use crate::authenticators::needs_fresh_proof;
use crate::authority::carries_store_errors;
use crate::secrets::{HashError, PasswordRefused};
use crate::store::StoreError;

/// Why an invitation cannot be accepted with a new account.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AcceptError {
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
    /// There is an account with the invited address: sign in with it.
    #[error("you already have an account; sign in to accept")]
    AccountExists,
    /// The address was that of another account, which can get it back for some days.
    #[error("this address was that of another account until a short time ago; try again in some days")]
    AddressReserved,
    /// The account is made, and a further proof is needed before its person is signed in.
    #[error("the account is made; sign in to it with a further proof")]
    FurtherProofNeeded,
    /// The user name belongs to somebody.
    #[error("this user name is taken; choose another one")]
    UsernameTaken,
    /// The password does not meet the rules.
    #[error(transparent)]
    Password(#[from] PasswordRefused),
    /// Too many passwords are being hashed right now.
    #[error("the service is busy; try again in a moment")]
    Busy,
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A value for a new account that cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum AccountFault {
    /// The user name belongs to somebody.
    UsernameTaken,
    /// The password does not meet the rules.
    Password(PasswordRefused),
}

from_open_error!(AcceptError);

carries_store_errors!(AcceptError);

impl From<HashError> for AcceptError {
    fn from(_: HashError) -> Self {
        Self::Busy
    }
}

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
    /// The caller has as many addresses as anybody may have ([`MOST_FURTHER_EMAILS`](crate::contacts::MOST_FURTHER_EMAILS)).
    #[error("you have as many addresses as anybody may have; remove one first")]
    TooManyAddresses,
    /// The invited address is that of another account.
    #[error("this address belongs to another account")]
    AddressTaken,
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

from_open_error!(AcceptAsError);

carries_store_errors!(AcceptAsError);

needs_fresh_proof!(AcceptAsError, Self::WrongAccount);
