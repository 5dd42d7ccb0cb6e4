use crate::authority::{AccessError, NamedDeny, carries_store_errors};

/// Why a mandate was not accepted or declined.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AnswerMandateError {
    /// The mandate was given to somebody else, or the caller does not have the permission for it.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// It was answered before.
    #[error("this mandate has been answered already")]
    AlreadyAnswered,
    /// It was revoked, has ended, or its giver no longer holds what they gave.
    #[error("this mandate is no longer offered: {}", .0.code())]
    NoLongerOffered(OfferOver),
}

carries_store_errors!(AnswerMandateError, Access);

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
