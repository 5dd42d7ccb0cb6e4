//! Refusals to change how somebody is reached, as pages. Those about a field are shown at the form instead.

use crate::language::PageText;
use crate::page::failure::PageFailure;
use identity_core::contacts::{
    BeginContactError, CancelContactError, ConfirmContactError, FurtherEmailError, RemovePhoneError,
};

fn refused(key: &'static str) -> PageFailure {
    PageFailure::Refused(PageText::new(key))
}

impl From<BeginContactError> for PageFailure {
    fn from(error: BeginContactError) -> Self {
        match error {
            BeginContactError::NotFound => Self::NotFound,
            BeginContactError::ProveAgain => refused("sign-in-again"),
            BeginContactError::NotYours => refused("contact-not-yours"),
            BeginContactError::NotOffered => refused("contact-not-offered"),
            BeginContactError::TooMany => refused("contact-too-many"),
            BeginContactError::Unchanged => Self::BadRequest,
            BeginContactError::Send(_) => Self::TooMany,
            BeginContactError::Store(error) => error.into(),
            unknown => Self::Internal(unknown.into()),
        }
    }
}

impl From<ConfirmContactError> for PageFailure {
    fn from(error: ConfirmContactError) -> Self {
        match error {
            ConfirmContactError::NotFound => Self::NotFound,
            ConfirmContactError::WrongCode => Self::BadRequest,
            ConfirmContactError::Taken => refused("contact-taken-text"),
            ConfirmContactError::TooMany => refused("contact-too-many"),
            ConfirmContactError::Store(error) => error.into(),
            unknown => Self::Internal(unknown.into()),
        }
    }
}

impl From<CancelContactError> for PageFailure {
    fn from(error: CancelContactError) -> Self {
        match error {
            CancelContactError::NotFound => Self::NotFound,
            CancelContactError::Store(error) => error.into(),
            unknown => Self::Internal(unknown.into()),
        }
    }
}

impl From<FurtherEmailError> for PageFailure {
    fn from(error: FurtherEmailError) -> Self {
        match error {
            FurtherEmailError::NotFound => Self::NotFound,
            FurtherEmailError::ProveAgain => refused("sign-in-again"),
            FurtherEmailError::NotYours => refused("contact-not-yours"),
            FurtherEmailError::Store(error) => error.into(),
            unknown => Self::Internal(unknown.into()),
        }
    }
}

impl From<RemovePhoneError> for PageFailure {
    fn from(error: RemovePhoneError) -> Self {
        match error {
            RemovePhoneError::NotFound => Self::NotFound,
            RemovePhoneError::ProveAgain => refused("sign-in-again"),
            RemovePhoneError::NotYours => refused("contact-not-yours"),
            RemovePhoneError::Store(error) => error.into(),
            unknown => Self::Internal(unknown.into()),
        }
    }
}
