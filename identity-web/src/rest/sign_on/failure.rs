//! What the failures of pages are over JSON.

use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::rest::http::problem::{Problem, ProblemKind};
use identity_core::AccessError;
use identity_core::store::StoreError;

impl From<PageFailure> for Problem {
    fn from(failure: PageFailure) -> Self {
        let said = |kind, key: &'static str| Self::said(kind, &PageText::new(key));
        match failure {
            // Unknown, or begun in another browser.
            PageFailure::NotFound | PageFailure::SignOnOver => Self::not_found(),
            PageFailure::Forbidden(refused) => AccessError::Forbidden(refused).into(),
            PageFailure::ForgedForm | PageFailure::OtherPerson => {
                said(ProblemKind::ForgedRequest, "rest-flow-forged")
            }
            PageFailure::SignedOut => said(ProblemKind::Unauthenticated, "rest-unauthenticated"),
            PageFailure::BadRequest | PageFailure::WrongMethod => {
                said(ProblemKind::InvalidRequest, "rest-flow-answers")
            }
            PageFailure::TooLarge => said(ProblemKind::TooLarge, "rest-flow-answers"),
            PageFailure::Conflict => said(ProblemKind::Conflict, "rest-conflict"),
            PageFailure::Refused(reason) => Self::said(ProblemKind::Forbidden, &reason),
            PageFailure::TooMany => said(ProblemKind::TooMany, "rest-too-many"),
            PageFailure::Unavailable(Some(cause)) => StoreError::Unavailable(cause).into(),
            PageFailure::Unavailable(None) => said(ProblemKind::Unavailable, "rest-unavailable"),
            PageFailure::Internal(cause) => Self::internal(cause),
        }
    }
}
