use crate::authority::{AccessError, carries_store_errors};

/// Why an invitation was not revoked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RevokeInvitationError {
    /// The caller does not have the permission for it.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// The invitation was accepted or cancelled before.
    #[error("the invitation was already accepted or cancelled")]
    AlreadyClosed,
}

carries_store_errors!(RevokeInvitationError, Access);
