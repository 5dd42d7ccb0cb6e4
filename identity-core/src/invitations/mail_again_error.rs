use super::open_error::OpenInvitationError;
use crate::authority::carries_store_errors;
use crate::store::StoreError;

/// Why the link to an invitation is not mailed again.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MailAgainError {
    /// No such invitation waits for its answer.
    #[error("this link does not work; it may have been used already, or replaced by a newer one")]
    Unknown,
    /// Whoever invited can no longer give these roles, or the organisation is not active.
    #[error("the person who invited you can no longer give these rights; ask for a new invitation")]
    NoLongerPermitted,
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<OpenInvitationError> for MailAgainError {
    fn from(error: OpenInvitationError) -> Self {
        match error {
            OpenInvitationError::Store(error) => Self::Store(error),
            OpenInvitationError::NoLongerPermitted => Self::NoLongerPermitted,
            // That it is over is not told to somebody who holds no token.
            OpenInvitationError::Unknown | OpenInvitationError::Expired | OpenInvitationError::Revoked => {
                Self::Unknown
            }
        }
    }
}

carries_store_errors!(MailAgainError);
