use crate::authenticators::needs_fresh_proof;
use crate::authority::carries_store_errors;
use crate::store::StoreError;

/// Why an identity elsewhere stays linked with an account.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UnlinkError {
    /// The account has no such identity.
    #[error("your account is not linked with this")]
    NotFound,
    /// The caller is to prove anew who they are.
    #[error("prove who you are once more")]
    ProveAgain,
    /// It is the last way in which the person can sign in.
    #[error("this is the last way to sign in to your account: set a password or a passkey first")]
    LastWay,
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

carries_store_errors!(UnlinkError);

needs_fresh_proof!(UnlinkError, Self::NotFound);
