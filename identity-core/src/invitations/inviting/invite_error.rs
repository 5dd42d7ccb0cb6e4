use crate::authority::{AccessError, AuditedRefusal, RefusalNote, carries_store_errors};
use crate::invitations::says_limit;
use crate::roles::{ForeignContracts, GiveError, InvalidTerms, RankError};

/// Why an invitation was not sent.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InviteError {
    /// The caller does not have the permission for it, or does not hold what they want to give.
    #[error(transparent)]
    Give(#[from] GiveError),
    /// The time is not between now and a year from now.
    #[error("expires_at must lie in the future, and within a year")]
    InvalidExpiry,
    /// The person already belongs to the organisation.
    #[error("this person already belongs to the organisation; give the role on their page")]
    AlreadyMember,
    /// An invitation to this address is waiting for its answer.
    #[error("this address is already invited; send that invitation again or cancel it")]
    AlreadyInvited,
    /// Some of the roles are given by mandate only, and others are not; they need an invitation each.
    #[error("send the roles that are given by mandate in an invitation of their own")]
    MixedRoles,
    /// The roles are given by mandate, and the services are not named.
    #[error("name the services that the mandate is for")]
    ServicesNeeded,
    /// Only a person can invite.
    #[error("only a signed-in person can invite")]
    NotAPerson,
    /// Too many invitations in a short time.
    #[error("too many invitations in a short time; try again in an hour")]
    TooMany,
}

impl From<AccessError> for InviteError {
    fn from(error: AccessError) -> Self {
        Self::Give(error.into())
    }
}

impl From<InvalidTerms> for InviteError {
    fn from(error: InvalidTerms) -> Self {
        Self::Give(error.into())
    }
}

impl From<RankError> for InviteError {
    fn from(error: RankError) -> Self {
        Self::Give(error.into())
    }
}

impl From<ForeignContracts> for InviteError {
    fn from(error: ForeignContracts) -> Self {
        InvalidTerms::from(error).into()
    }
}

carries_store_errors!(InviteError, Give);
says_limit!(InviteError);

impl AuditedRefusal for InviteError {
    fn refusal(&self) -> Option<RefusalNote> {
        match self {
            Self::Give(error) => error.refusal(),
            Self::TooMany => Some(RefusalNote::before_access("rate-limit")),
            _ => None,
        }
    }
}
