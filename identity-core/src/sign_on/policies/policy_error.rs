use crate::authority::{AccessError, carries_store_errors};
use crate::domain::AuthenticationMethod;
use crate::store::StoreError;

/// Why what an organisation or a role asks of those who sign in was not changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SignInPolicyError {
    /// The caller does not have the permission for it, or there is nothing to change.
    #[error(transparent)]
    Access(AccessError),
    /// The caller's last proof is too old for a change like this: they sign in again, and come back.
    #[error("sign in again before you change how others sign in")]
    ProveAgain,
    /// The method is not one that this deployment has as a second proof.
    #[error("{0} is no second proof here")]
    NotOffered(AuthenticationMethod),
    /// No method is left that counts, so that nobody could sign in.
    #[error("at least one method has to count as the second proof")]
    NoMethod,
    /// Browsers are not remembered for so long in this deployment.
    #[error("a browser is remembered for {most} days at most")]
    TooLong {
        /// The most days.
        most: u64,
    },
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

carries_store_errors!(SignInPolicyError);

impl From<AccessError> for SignInPolicyError {
    fn from(error: AccessError) -> Self {
        match error {
            AccessError::Store(error) => Self::Store(error),
            other => Self::Access(other),
        }
    }
}
