//! Where somebody goes whose ways to sign in cannot be changed now.

use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::return_to::prove_again_then;
use crate::visit::visitor::Visit;
use axum::response::Response;
use identity_core::authenticators::{EnrolError, RemoveAuthenticatorError};

/// Somebody whose last proof is too old signs in again and comes back to `path`; anything else is a failure.
pub(crate) fn answer(visit: &Visit, error: EnrolError, path: &str) -> Result<Response, PageFailure> {
    match error {
        EnrolError::ProveAgain => Ok(visit.go(&prove_again_then(&visit.state.base.path(path)))),
        error => Err(error.into()),
    }
}

impl From<EnrolError> for PageFailure {
    fn from(error: EnrolError) -> Self {
        match error {
            EnrolError::NotFound => Self::NotFound,
            EnrolError::Store(error) => error.into(),
            EnrolError::TooMany => Self::Refused(PageText::new("authenticators-too-many")),
            EnrolError::Send(_) => Self::TooMany,
            // Pages take these up where they can happen.
            EnrolError::ProveAgain => Self::Refused(PageText::new("sign-in-again")),
            EnrolError::NotOffered
            | EnrolError::WrongCode
            | EnrolError::Confirmed
            | EnrolError::RequestOver
            | EnrolError::PasskeyRefused => Self::BadRequest,
            unknown => Self::Internal(unknown.into()),
        }
    }
}

impl From<RemoveAuthenticatorError> for PageFailure {
    fn from(error: RemoveAuthenticatorError) -> Self {
        match error {
            RemoveAuthenticatorError::LastRequired => {
                Self::Refused(PageText::new("authenticator-last-required"))
            }
            RemoveAuthenticatorError::Enrol(error) => error.into(),
            RemoveAuthenticatorError::Store(error) => error.into(),
            unknown => Self::Internal(unknown.into()),
        }
    }
}
