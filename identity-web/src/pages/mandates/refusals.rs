//! Refusals about mandates, as pages.

use crate::page::catalogue::Message;
use crate::page::failure::{Failure, sentence};
use identity_core::use_cases::MandateError;

/// What can go wrong with a mandate, as a page.
impl From<MandateError> for Failure {
    fn from(error: MandateError) -> Self {
        match error {
            MandateError::Given(error) => match crate::pages::roles::refusals::said(error) {
                Ok(reason) => Self::Refused(reason),
                Err(failure) => failure,
            },
            MandateError::UnknownReceiver => Self::Refused(Message::new("error.receiver_unknown")),
            MandateError::AlreadyAnswered => Self::Refused(Message::new("mandate.answered")),
            MandateError::NoLongerOffered(why) => {
                Self::Refused(Message::new("mandate.no_longer_offered").with("why", sentence(&why)))
            }
        }
    }
}
