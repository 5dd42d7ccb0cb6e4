//! The page of a link that does nothing.

use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::headers::SecretAddress;
use crate::pages::contacts::views::ContactLinkClosed;
use crate::visit::visitor::Visit;
use axum::Extension;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use identity_core::contacts::ContactLinkError;

/// Why a link does nothing, or the failure that has nothing to do with it.
pub(super) enum Closed {
    /// It was used, replaced, or never was.
    Unknown,
    /// Its time is over.
    Expired,
    /// The address is another account's.
    Taken,
    /// Something else.
    Failed(PageFailure),
}

impl From<ContactLinkError> for Closed {
    fn from(error: ContactLinkError) -> Self {
        match error {
            ContactLinkError::Unknown => Self::Unknown,
            ContactLinkError::Expired => Self::Expired,
            ContactLinkError::Taken => Self::Taken,
            ContactLinkError::Busy => Self::Failed(PageFailure::Unavailable(None)),
            ContactLinkError::Store(error) => Self::Failed(error.into()),
            unknown => Self::Failed(PageFailure::Internal(unknown.into())),
        }
    }
}

/// The page for what stands in the way.
pub(super) async fn closed(visit: &Visit, why: impl Into<Closed>) -> Result<Response, PageFailure> {
    let (title, text, status) = match why.into() {
        Closed::Unknown => ("contact-closed-title", "contact-closed-text", StatusCode::NOT_FOUND),
        Closed::Expired => ("contact-expired-title", "contact-expired-text", StatusCode::GONE),
        Closed::Taken => ("contact-taken-title", "contact-taken-text", StatusCode::CONFLICT),
        Closed::Failed(failure) => return Err(failure),
    };
    let view = ContactLinkClosed {
        title: PageText::new(title),
        text: PageText::new(text),
        onward_path: "/account".to_owned(),
    };
    let mut page = visit.page(&view).await?;
    *page.status_mut() = status;
    Ok((Extension(SecretAddress), page).into_response())
}
