use super::own_contact_error::needs_own_contact;
use crate::authenticators::needs_fresh_proof;
use crate::authority::carries_store_errors;
use crate::store::StoreError;

/// Why the caller's telephone number was not removed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RemovePhoneError {
    /// The caller is no person.
    #[error("only people have a telephone number")]
    NotFound,
    /// The caller's last proof is too old for a change like this: they sign in again, and come back.
    #[error("sign in again before you change how you are reached")]
    ProveAgain,
    /// Somebody else owns this detail of the person ([`Settings::profile`](crate::Settings::profile)).
    #[error("people do not change this themselves here")]
    NotYours,
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

carries_store_errors!(RemovePhoneError);

needs_fresh_proof!(RemovePhoneError, Self::NotFound);

needs_own_contact!(RemovePhoneError);
