//! The page of a link that does not work.

use crate::page::failure::PageFailure;
use crate::page::headers::SecretAddress;
use crate::pages::recovery::ask::RECOVER_PATH;
use crate::pages::recovery::views::RecoverClosed;
use crate::visit::visitor::Visit;
use axum::Extension;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use identity_core::recovery::{OpenRecoveryError, ResetError};

/// Why a link does not work, or the failure that has nothing to do with it.
pub(super) enum Closed {
    /// It was used, replaced, or never was.
    Unknown,
    /// Its time is over.
    Expired,
    /// Something else.
    Failed(PageFailure),
}

impl From<OpenRecoveryError> for Closed {
    fn from(error: OpenRecoveryError) -> Self {
        match error {
            OpenRecoveryError::Unknown => Self::Unknown,
            OpenRecoveryError::Expired => Self::Expired,
            OpenRecoveryError::Store(error) => Self::Failed(error.into()),
            unknown => Self::Failed(PageFailure::Internal(unknown.into())),
        }
    }
}

impl From<ResetError> for Closed {
    fn from(error: ResetError) -> Self {
        match error {
            ResetError::Expired => Self::Expired,
            ResetError::Unknown | ResetError::Password(_) => Self::Unknown,
            ResetError::Busy => Self::Failed(PageFailure::Unavailable(None)),
            ResetError::Store(error) => Self::Failed(error.into()),
            unknown => Self::Failed(PageFailure::Internal(unknown.into())),
        }
    }
}

/// The page for what stands in the way.
pub(super) async fn closed(visit: &Visit, why: impl Into<Closed>) -> Result<Response, PageFailure> {
    let (expired, status) = match why.into() {
        Closed::Unknown => (false, StatusCode::NOT_FOUND),
        Closed::Expired => (true, StatusCode::GONE),
        Closed::Failed(failure) => return Err(failure),
    };
    let mut page = visit.page(&RecoverClosed { expired, again_path: RECOVER_PATH.to_owned() }).await?;
    *page.status_mut() = status;
    Ok((Extension(SecretAddress), page).into_response())
}
