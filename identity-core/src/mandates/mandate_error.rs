use crate::authority::{AuditedRefusal, FromStore, NamedDeny, RefusalNote};
use crate::invitations::InviteError;
use crate::roles::{GiveError, GrantError};
use crate::store::StoreError;

/// Why a mandate was not given, answered or ended.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MandateError {
    /// The caller does not have the permission for it, or does not hold what they want to give.
    #[error(transparent)]
    Grant(#[from] GrantError),
    /// The invitation that offers the mandate was refused.
    #[error(transparent)]
    Invite(InviteError),
    /// There is no such receiver, as far as the giver may know.
    #[error(
        "we cannot find this person or organisation. For somebody outside your organisation, enter their e-mail address"
    )]
    UnknownReceiver,
    /// It was answered before.
    #[error("this mandate has been answered already")]
    AlreadyAnswered,
    /// It was revoked, has ended, or its giver no longer holds what they gave.
    #[error("this mandate is no longer offered: {}", .0.code())]
    NoLongerOffered(OfferOver),
}

/// Why an offer cannot be accepted any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OfferOver {
    /// It was revoked.
    Revoked,
    /// It has ended.
    Ended,
    /// What it derives from no longer gives it.
    Denied(NamedDeny),
}

impl OfferOver {
    /// The stable code: `revoked`, `ended`, or that of the [`DenyReason`](crate::policy::DenyReason).
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Revoked => "revoked",
            Self::Ended => "ended",
            Self::Denied(denied) => denied.reason.code(),
        }
    }
}

impl<T> From<T> for MandateError
where
    GiveError: From<T>,
{
    fn from(error: T) -> Self {
        Self::Grant(GrantError::Give(error.into()))
    }
}

impl From<InviteError> for MandateError {
    fn from(error: InviteError) -> Self {
        match error {
            InviteError::Give(error) => error.into(),
            error => Self::Invite(error),
        }
    }
}

impl AuditedRefusal for MandateError {
    fn refusal(&self) -> Option<RefusalNote> {
        match self {
            Self::Grant(error) => error.refusal(),
            Self::Invite(error) => error.refusal(),
            _ => None,
        }
    }
}

impl FromStore for MandateError {
    fn store_error(&self) -> Option<&StoreError> {
        match self {
            Self::Grant(error) => error.store_error(),
            Self::Invite(error) => error.store_error(),
            _ => None,
        }
    }
}
