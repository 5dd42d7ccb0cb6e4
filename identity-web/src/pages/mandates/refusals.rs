//! Refusals about mandates, as pages.

use crate::language::{PageText, explanations};
use crate::page::failure::PageFailure;
use identity_core::mandates::MandateError;

/// What can go wrong with a mandate, as a page.
impl From<MandateError> for PageFailure {
    fn from(error: MandateError) -> Self {
        match error {
            MandateError::Grant(error) => match crate::pages::roles::refusals::said(error) {
                Ok(reason) => Self::Refused(reason),
                Err(failure) => failure,
            },
            MandateError::Invite(error) => error.into(),
            MandateError::UnknownReceiver => Self::Refused(PageText::new("error-receiver-unknown")),
            MandateError::AlreadyAnswered => Self::Refused(PageText::new("mandate-answered")),
            MandateError::NoLongerOffered(over) => Self::Refused(
                PageText::new("mandate-no-longer-offered").with("why", explanations::offer_over(&over)),
            ),
            unknown => Self::Internal(unknown.into()),
        }
    }
}
