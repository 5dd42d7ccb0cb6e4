//! Refusals about mandates, as pages.

use crate::language::{PageText, explanations};
use crate::page::failure::PageFailure;
use identity_core::mandates::AnswerMandateError;

/// What can go wrong with the answer to a mandate, as a page.
impl From<AnswerMandateError> for PageFailure {
    fn from(error: AnswerMandateError) -> Self {
        match error {
            AnswerMandateError::Access(error) => error.into(),
            AnswerMandateError::AlreadyAnswered => Self::Refused(PageText::new("mandate-answered")),
            AnswerMandateError::NoLongerOffered(over) => Self::Refused(
                PageText::new("mandate-no-longer-offered").with("why", explanations::offer_over(&over)),
            ),
            unknown => Self::Internal(unknown.into()),
        }
    }
}
