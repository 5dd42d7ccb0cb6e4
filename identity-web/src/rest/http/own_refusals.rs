//! What refusals of what people do themselves are to a call.

use crate::language::PageText;
use crate::rest::http::problem::{Problem, ProblemKind};
use identity_core::authenticators::SendCodeError;
use identity_core::contacts::ContactError;
use identity_core::people::LeaveError;
use identity_core::personal_data::ExportError;

fn said(kind: ProblemKind, key: &'static str) -> Problem {
    Problem::said(kind, &PageText::new(key))
}

impl From<ContactError> for Problem {
    fn from(error: ContactError) -> Self {
        match error {
            ContactError::NotFound => said(ProblemKind::AlreadyClosed, "rest-nothing-waits"),
            ContactError::UnknownEmail => Self::not_found(),
            ContactError::ProveAgain => said(ProblemKind::ProveAgain, "rest-prove-again"),
            ContactError::NotYours => said(ProblemKind::Forbidden, "rest-contact-not-yours"),
            ContactError::TooMany => said(ProblemKind::Conflict, "rest-too-many-addresses"),
            ContactError::Unchanged => said(ProblemKind::AlreadyExists, "rest-contact-unchanged"),
            ContactError::Taken => said(ProblemKind::AlreadyExists, "rest-contact-taken"),
            ContactError::NotOffered => Self::said_of_field("to", "rest-no-text-messages"),
            ContactError::WrongCode => Self::said_of_field("code", "rest-wrong-code"),
            ContactError::Send(SendCodeError::NumberRefused) => {
                Self::said_of_field("to", "rest-number-refused")
            }
            ContactError::Send(_) => said(ProblemKind::TooMany, "rest-too-many-codes"),
            ContactError::Store(error) => error.into(),
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
