//! Refusals to change a person, as pages.

use crate::language::PageText;
use crate::page::failure::PageFailure;
use identity_core::invitations::InviteError;
use identity_core::people::UserError;
use identity_core::roles::{GiveError, GrantError};

/// A refusal as a page; refusals about a field are shown at the form instead.
pub(crate) fn said(error: UserError) -> PageFailure {
    match error {
        UserError::Access(error) => error.into(),
        UserError::PreconditionFailed => PageFailure::Conflict,
        UserError::UsernameTaken | UserError::Attributes(_) => PageFailure::BadRequest,
        UserError::OwnState => PageFailure::Refused(PageText::new("manage-own-state")),
        UserError::Grants(error) => match *error {
            GrantError::LastAdministrator => PageFailure::Refused(PageText::new("person-last-administrator")),
            GrantError::Give(GiveError::DelegationDenied { .. }) => {
                PageFailure::Refused(PageText::new("manage-holds-more"))
            }
            GrantError::Give(error) => InviteError::from(error).into(),
            GrantError::NotAMember | GrantError::AlreadyHeld | GrantError::EmptyPeriod => {
                PageFailure::Conflict
            }
            unknown => PageFailure::Internal(unknown.into()),
        },
        unknown => PageFailure::Internal(unknown.into()),
    }
}
