//! Refusals to give a role, in words.

use crate::language::PageText;
use crate::page::failure::PageFailure;
use identity_core::invitations::InviteError;
use identity_core::roles::GrantError;

/// A refusal in words for the form; what is not about the form becomes a page of its own.
pub(crate) fn said(error: GrantError) -> Result<PageText, PageFailure> {
    match error {
        GrantError::Give(error) => crate::pages::roles::invite_refusals::said(error.into()),
        GrantError::NotAMember => Err(PageFailure::NotFound),
        GrantError::AlreadyHeld => Ok(PageText::new("error-role-held")),
        GrantError::LastAdministrator => Ok(PageText::new("person-last-administrator")),
        GrantError::EmptyPeriod => Err(PageFailure::BadRequest),
        unknown => Err(PageFailure::Internal(unknown.into())),
    }
}

impl From<InviteError> for PageFailure {
    fn from(error: InviteError) -> Self {
        match crate::pages::roles::invite_refusals::said(error) {
            Ok(reason) => Self::Refused(reason),
            Err(failure) => failure,
        }
    }
}
