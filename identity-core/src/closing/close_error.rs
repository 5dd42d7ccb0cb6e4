use crate::authenticators::needs_fresh_proof;
use crate::authority::{AccessError, carries_store_errors};
use crate::roles::KeepError;

/// Why somebody does not close their account.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CloseAccountError {
    /// The caller is no person.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// The caller's last proof is too old for this: they sign in again, and come back.
    #[error("sign in again before you close your account")]
    ProveAgain,
    /// An organisation would be left without an administrator; [`AccountToClose`](super::AccountToClose) says which.
    #[error("you are the last administrator of an organisation; make somebody else its administrator first")]
    LastAdministrator,
}

carries_store_errors!(CloseAccountError, Access);

needs_fresh_proof!(CloseAccountError, Self::Access(AccessError::NotFound));

impl From<KeepError> for CloseAccountError {
    fn from(error: KeepError) -> Self {
        match error {
            KeepError::LastAdministrator => Self::LastAdministrator,
            KeepError::Access(error) => Self::Access(error),
        }
    }
}
