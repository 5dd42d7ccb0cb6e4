//! Refusals to change how somebody is reached, as pages.

use crate::language::PageText;
use crate::page::failure::PageFailure;
use identity_core::contacts::ContactError;

/// Refusals about a field are shown at the form instead.
impl From<ContactError> for PageFailure {
    fn from(error: ContactError) -> Self {
        match error {
            ContactError::NotFound | ContactError::UnknownEmail => Self::NotFound,
            ContactError::ProveAgain => Self::Refused(PageText::new("sign-in-again")),
            ContactError::NotYours => Self::Refused(PageText::new("contact-not-yours")),
            ContactError::NotOffered => Self::Refused(PageText::new("contact-not-offered")),
            ContactError::TooMany => Self::Refused(PageText::new("contact-too-many")),
            ContactError::Taken => Self::Refused(PageText::new("contact-taken-text")),
            ContactError::Send(_) => Self::TooMany,
            ContactError::Store(error) => error.into(),
            ContactError::Unchanged | ContactError::WrongCode => Self::BadRequest,
            unknown => Self::Internal(unknown.into()),
        }
    }
}
