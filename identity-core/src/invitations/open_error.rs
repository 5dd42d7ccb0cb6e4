use crate::store::StoreError;

/// Why an invitation does not open.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenInvitationError {
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
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Lets an error of a use case say what [`OpenInvitationError`] says, in variants of the same names.
macro_rules! from_open_error {
    ($error:ty) => {
        impl From<$crate::invitations::OpenInvitationError> for $error {
            fn from(error: $crate::invitations::OpenInvitationError) -> Self {
                match error {
                    $crate::invitations::OpenInvitationError::Unknown => Self::Unknown,
                    $crate::invitations::OpenInvitationError::Expired => Self::Expired,
                    $crate::invitations::OpenInvitationError::Revoked => Self::Revoked,
                    $crate::invitations::OpenInvitationError::NoLongerPermitted => Self::NoLongerPermitted,
                    $crate::invitations::OpenInvitationError::Store(error) => Self::Store(error),
                }
            }
        }
    };
}

pub(super) use from_open_error;
