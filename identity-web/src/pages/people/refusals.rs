//! Refusals to change a person, as pages.

use crate::page::catalogue::Message;
use crate::page::failure::Failure;
use identity_core::use_cases::{GrantError, InviteError, UserError};

/// A refusal as a page; what is about a field was said at the form before.
pub(crate) fn said(error: UserError) -> Failure {
    match error {
        UserError::Access(error) => error.into(),
        UserError::PreconditionFailed => Failure::Conflict,
        UserError::UsernameTaken | UserError::Attributes(_) => Failure::BadRequest,
        UserError::OwnState => Failure::Refused(Message::new("manage.own_state")),
        UserError::Grants(error) => match *error {
            GrantError::LastAdministrator => Failure::Refused(Message::new("person.last_administrator")),
            GrantError::Given(InviteError::NotHeld { .. }) => {
                Failure::Refused(Message::new("manage.holds_more"))
            }
            GrantError::Given(error) => error.into(),
            GrantError::NotAMember | GrantError::AlreadyHeld | GrantError::EmptyPeriod => Failure::Conflict,
        },
    }
}
