//! What refusals of what people do themselves are to a call.

use crate::language::PageText;
use crate::rest::http::problem::{Problem, ProblemKind};
use identity_core::authenticators::SendCodeError;
use identity_core::contacts::{
    BeginContactError, CancelContactError, ConfirmContactError, FurtherEmailError, RemovePhoneError,
};
use identity_core::federation::UnlinkError;
use identity_core::people::LeaveError;
use identity_core::personal_data::ExportError;

fn said(kind: ProblemKind, key: &'static str) -> Problem {
    Problem::said(kind, &PageText::new(key))
}

impl From<BeginContactError> for Problem {
    fn from(error: BeginContactError) -> Self {
        match error {
            BeginContactError::NotFound => said(ProblemKind::AlreadyClosed, "rest-nothing-waits"),
            BeginContactError::ProveAgain => said(ProblemKind::ProveAgain, "rest-prove-again"),
            BeginContactError::NotYours => said(ProblemKind::Forbidden, "rest-contact-not-yours"),
            BeginContactError::TooMany => said(ProblemKind::Conflict, "rest-too-many-addresses"),
            BeginContactError::Unchanged => said(ProblemKind::AlreadyExists, "rest-contact-unchanged"),
            BeginContactError::NotOffered => Self::said_of_field("to", "rest-no-text-messages"),
            BeginContactError::Send(SendCodeError::NumberRefused) => {
                Self::said_of_field("to", "rest-number-refused")
            }
            BeginContactError::Send(_) => said(ProblemKind::TooMany, "rest-too-many-codes"),
            BeginContactError::Store(error) => error.into(),
            unknown => Self::internal(unknown),
        }
    }
}

impl From<ConfirmContactError> for Problem {
    fn from(error: ConfirmContactError) -> Self {
        match error {
            ConfirmContactError::NotFound => said(ProblemKind::AlreadyClosed, "rest-nothing-waits"),
            ConfirmContactError::WrongCode => Self::said_of_field("code", "rest-wrong-code"),
            ConfirmContactError::Taken => said(ProblemKind::AlreadyExists, "rest-contact-taken"),
            ConfirmContactError::TooMany => said(ProblemKind::Conflict, "rest-too-many-addresses"),
            ConfirmContactError::Store(error) => error.into(),
            unknown => Self::internal(unknown),
        }
    }
}

impl From<CancelContactError> for Problem {
    fn from(error: CancelContactError) -> Self {
        match error {
            CancelContactError::NotFound => said(ProblemKind::PeopleOnly, "rest-people-only"),
            CancelContactError::Store(error) => error.into(),
            unknown => Self::internal(unknown),
        }
    }
}

impl From<FurtherEmailError> for Problem {
    fn from(error: FurtherEmailError) -> Self {
        match error {
            FurtherEmailError::NotFound => Self::not_found(),
            FurtherEmailError::ProveAgain => said(ProblemKind::ProveAgain, "rest-prove-again"),
            FurtherEmailError::NotYours => said(ProblemKind::Forbidden, "rest-contact-not-yours"),
            FurtherEmailError::Store(error) => error.into(),
            unknown => Self::internal(unknown),
        }
    }
}

impl From<RemovePhoneError> for Problem {
    fn from(error: RemovePhoneError) -> Self {
        match error {
            RemovePhoneError::NotFound => said(ProblemKind::PeopleOnly, "rest-people-only"),
            RemovePhoneError::ProveAgain => said(ProblemKind::ProveAgain, "rest-prove-again"),
            RemovePhoneError::NotYours => said(ProblemKind::Forbidden, "rest-contact-not-yours"),
            RemovePhoneError::Store(error) => error.into(),
            unknown => Self::internal(unknown),
        }
    }
}

impl From<UnlinkError> for Problem {
    fn from(error: UnlinkError) -> Self {
        match error {
            UnlinkError::NotFound => Self::not_found(),
            UnlinkError::ProveAgain => said(ProblemKind::ProveAgain, "rest-prove-again"),
            UnlinkError::LastWay => said(ProblemKind::Conflict, "rest-last-way-in"),
            UnlinkError::Store(error) => error.into(),
            unknown => Self::internal(unknown),
        }
    }
}

impl From<ExportError> for Problem {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::NotFound => said(ProblemKind::PeopleOnly, "rest-people-only"),
            ExportError::ProveAgain => said(ProblemKind::ProveAgain, "rest-prove-again"),
            ExportError::Store(error) => error.into(),
            unknown => Self::internal(unknown),
        }
    }
}

impl From<LeaveError> for Problem {
    fn from(error: LeaveError) -> Self {
        match error {
            LeaveError::Access(error) => error.into(),
            LeaveError::LastAdministrator => said(ProblemKind::LastAdministrator, "rest-last-administrator"),
            unknown => Self::internal(unknown),
        }
    }
}
