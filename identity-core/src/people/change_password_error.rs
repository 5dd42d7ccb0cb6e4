use crate::authority::carries_store_errors;
use crate::secrets::{HashError, PasswordRefused};
use crate::sign_on::AnswerError;
use crate::store::StoreError;

/// Why a password was not changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ChangePasswordError {
    /// The present password is wrong, or there were too many wrong tries.
    #[error("the present password is not right; after several wrong tries, wait a while")]
    WrongPassword,
    /// The caller's last proof is too old for a change like this: they sign in again, and come back.
    #[error("sign in again before you change your password")]
    ProveAgain,
    /// The caller has no password.
    #[error("this account has no password")]
    NoPassword,
    /// The new password is the present one.
    #[error("the new password is the present one; choose another one")]
    Unchanged,
    /// The new password does not meet the rules.
    #[error(transparent)]
    Password(#[from] PasswordRefused),
    /// Too many passwords are being hashed right now.
    #[error("the service is busy; try again in a moment")]
    Busy,
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

carries_store_errors!(ChangePasswordError);

impl From<AnswerError> for ChangePasswordError {
    fn from(error: AnswerError) -> Self {
        match error {
            AnswerError::Busy => Self::Busy,
            AnswerError::Store(error) => Self::Store(error),
            _ => Self::WrongPassword,
        }
    }
}

impl From<HashError> for ChangePasswordError {
    fn from(_: HashError) -> Self {
        Self::Busy
    }
}
