//! The page of an invitation that leads nowhere, which says why.

use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::headers::SecretAddress;
use crate::pages::invitations::views::{ClosedReason, InvitationClosed};
use crate::visit::visitor::Visit;
use axum::Extension;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use identity_core::invitations::{AcceptAsError, AcceptError, MailAgainError, OpenInvitationError};

/// Where the holder of a link that is over asks for a new one.
pub(super) const ASK_AGAIN: &str = "/invitations/ask";

/// The notice that the inviter was asked.
pub(super) const ASKED: &str = "asked";

/// Why an invitation leads nowhere, and the status of the page that says so; or the failure that is no end of it.
pub(super) struct Closed(Result<(ClosedReason, StatusCode), PageFailure>);

impl Closed {
    pub(super) const UNUSABLE: Self = Self(Ok((ClosedReason::Unusable, StatusCode::NOT_FOUND)));
    const EXPIRED: Self = Self(Ok((ClosedReason::Expired, StatusCode::GONE)));
    pub(super) const USED: Self = Self(Ok((ClosedReason::Used, StatusCode::GONE)));
    const CANCELLED: Self = Self(Ok((ClosedReason::Cancelled, StatusCode::GONE)));
    const RESERVED: Self = Self(Ok((ClosedReason::Reserved, StatusCode::CONFLICT)));
    const WITHDRAWN: Self = Self(Ok((ClosedReason::Withdrawn, StatusCode::GONE)));
}

impl From<OpenInvitationError> for Closed {
    fn from(error: OpenInvitationError) -> Self {
        match error {
            OpenInvitationError::Unknown => Self::UNUSABLE,
            OpenInvitationError::Expired => Self::EXPIRED,
            OpenInvitationError::Revoked => Self::CANCELLED,
            OpenInvitationError::NoLongerPermitted => Self::WITHDRAWN,
            OpenInvitationError::Store(error) => Self(Err(error.into())),
            unknown => Self(Err(PageFailure::Internal(unknown.into()))),
        }
    }
}

impl From<MailAgainError> for Closed {
    fn from(error: MailAgainError) -> Self {
        match error {
            MailAgainError::Unknown => Self::UNUSABLE,
            MailAgainError::NoLongerPermitted => Self::WITHDRAWN,
            MailAgainError::Store(error) => Self(Err(error.into())),
            unknown => Self(Err(PageFailure::Internal(unknown.into()))),
        }
    }
}

impl From<AcceptAsError> for Closed {
    fn from(error: AcceptAsError) -> Self {
        match error {
            AcceptAsError::Unknown | AcceptAsError::WrongAccount | AcceptAsError::NotYours => Self::UNUSABLE,
            AcceptAsError::ProveAgain => Self(Err(PageFailure::Refused(PageText::new("sign-in-again")))),
            AcceptAsError::TooManyAddresses => {
                Self(Err(PageFailure::Refused(PageText::new("contact-too-many"))))
            }
            AcceptAsError::AddressTaken => Self::RESERVED,
            AcceptAsError::Expired => Self::EXPIRED,
            AcceptAsError::Revoked => Self::CANCELLED,
            AcceptAsError::NoLongerPermitted => Self::WITHDRAWN,
            AcceptAsError::Store(error) => Self(Err(error.into())),
            unknown => Self(Err(PageFailure::Internal(unknown.into()))),
        }
    }
}

impl From<AcceptError> for Closed {
    fn from(error: AcceptError) -> Self {
        match error {
            AcceptError::AddressReserved => Self::RESERVED,
            AcceptError::Expired => Self::EXPIRED,
            AcceptError::Revoked => Self::CANCELLED,
            AcceptError::NoLongerPermitted => Self::WITHDRAWN,
            AcceptError::Busy => Self(Err(PageFailure::Unavailable(None))),
            AcceptError::Store(error) => Self(Err(error.into())),
            AcceptError::Unknown
            | AcceptError::AccountExists
            | AcceptError::FurtherProofNeeded
            | AcceptError::UsernameTaken
            | AcceptError::Password(_) => Self::UNUSABLE,
            unknown => Self(Err(PageFailure::Internal(unknown.into()))),
        }
    }
}

/// The page for what stands in the way.
pub(super) async fn closed(visit: &Visit, why: impl Into<Closed>) -> Result<Response, PageFailure> {
    let (reason, status) = why.into().0?;
    let asks = matches!(reason, ClosedReason::Expired | ClosedReason::Cancelled | ClosedReason::Withdrawn);
    let asked = visit.has_just_done(ASKED);
    let view = InvitationClosed {
        ask_again_action: (asks && !asked).then(|| ASK_AGAIN.to_owned()),
        asked,
        ..closed_view(reason)
    };
    let page = closed_page(visit, &view, status).await?;
    Ok(if asked { visit.said(page) } else { page })
}

/// The page for what stands in the way, for a link by which no new one can be asked for.
pub(super) async fn closed_without_asking(
    visit: &Visit,
    why: impl Into<Closed>,
) -> Result<Response, PageFailure> {
    let (reason, status) = why.into().0?;
    closed_page(visit, &closed_view(reason), status).await
}

/// The page for a reason, without anything to do.
pub(super) const fn closed_view(reason: ClosedReason) -> InvitationClosed {
    InvitationClosed {
        reason,
        organization: None,
        ask_again_action: None,
        asked: false,
        mail_again_action: None,
    }
}

/// Shows it, with the address kept from other sites.
pub(super) async fn closed_page(
    visit: &Visit,
    view: &InvitationClosed,
    status: StatusCode,
) -> Result<Response, PageFailure> {
    let mut page = visit.page(view).await?;
    *page.status_mut() = status;
    Ok((Extension(SecretAddress), page).into_response())
}
