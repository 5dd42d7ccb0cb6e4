//! Refusals to give a role, in words.

use crate::page::catalogue::Message;
use crate::page::failure::Failure;
use identity_core::use_cases::{GrantError, InviteError};

/// A refusal in words for the form; what is not about the form becomes a page of its own.
pub(crate) fn said(error: GrantError) -> Result<Message, Failure> {
    match error {
        GrantError::Given(error) => crate::pages::roles::invite_refusals::said(error),
        GrantError::NotAMember => Err(Failure::NotFound),
        GrantError::AlreadyHeld => Ok(Message::new("error.role_held")),
        GrantError::LastAdministrator => Ok(Message::new("person.last_administrator")),
        GrantError::EmptyPeriod => Err(Failure::BadRequest),
    }
}

impl From<InviteError> for Failure {
    fn from(error: InviteError) -> Self {
        match crate::pages::roles::invite_refusals::said(error) {
            Ok(reason) => Self::Refused(reason),
            Err(failure) => failure,
        }
    }
}
