use super::limits::says_limit;
use super::revoke_error::RevokeInvitationError;
use crate::authority::{AccessError, AuditedRefusal, NamedDelegationDenied, RefusalNote};
use crate::roles::{ForeignContracts, not_held, says_rank};
use crate::values::RoleKey;

/// Why an invitation was not sent again.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ResendInvitationError {
    /// The caller does not have the permission for it.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// The caller, who becomes the one who invites, does not hold what the invitation gives.
    #[error("the giver may not give the role {role}: {}", .why.reason.code())]
    DelegationDenied {
        /// The role.
        role: RoleKey,
        /// What is missing.
        why: NamedDelegationDenied,
    },
    /// The contracts that it is limited to are no longer of the organisation, or of one above it.
    #[error("the contracts of this invitation are no longer those of the organisation")]
    ForeignContracts,
    /// Only a person can invite.
    #[error("only a signed-in person can invite")]
    NotAPerson,
    /// The invitation was accepted or cancelled before.
    #[error("the invitation was already accepted or cancelled")]
    AlreadyClosed,
    /// Too many invitations in a short time.
    #[error("too many invitations in a short time; try again in an hour")]
    TooMany,
}

says_rank!(ResendInvitationError);
says_limit!(ResendInvitationError);

impl From<RevokeInvitationError> for ResendInvitationError {
    fn from(error: RevokeInvitationError) -> Self {
        match error {
            RevokeInvitationError::Access(error) => Self::Access(error),
            RevokeInvitationError::AlreadyClosed => Self::AlreadyClosed,
        }
    }
}

impl From<ForeignContracts> for ResendInvitationError {
    fn from(_: ForeignContracts) -> Self {
        Self::ForeignContracts
    }
}

impl AuditedRefusal for ResendInvitationError {
    fn refusal(&self) -> Option<RefusalNote> {
        match self {
            Self::DelegationDenied { role, why } => Some(not_held(role, why)),
            Self::TooMany => Some(RefusalNote::before_access("rate-limit")),
            _ => None,
        }
    }
}
