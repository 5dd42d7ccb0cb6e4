//! Refusals to give or to revoke a role, in words.

use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::pages::roles::invite_refusals::{give_said, not_held};
use identity_core::roles::{GiveRoleError, RevokeGrantError};

/// A refusal in words for the form; what is not about the form becomes a page of its own.
pub(crate) fn said(error: GiveRoleError) -> Result<PageText, PageFailure> {
    match error {
        GiveRoleError::Give(error) => give_said(error),
        GiveRoleError::NotAMember => Err(PageFailure::NotFound),
        GiveRoleError::AlreadyHeld => Ok(PageText::new("error-role-held")),
        GiveRoleError::UnknownClient => Ok(PageText::new("error-program-unknown")),
        GiveRoleError::UnknownOwner => Ok(PageText::new("error-program-owner")),
        GiveRoleError::EmptyPeriod => Err(PageFailure::BadRequest),
        unknown => Err(PageFailure::Internal(unknown.into())),
    }
}

impl From<RevokeGrantError> for PageFailure {
    fn from(error: RevokeGrantError) -> Self {
        match error {
            RevokeGrantError::Access(error) => error.into(),
            RevokeGrantError::DelegationDenied { role, why } => Self::Refused(not_held(&role, &why)),
            RevokeGrantError::LastAdministrator => Self::Refused(PageText::new("person-last-administrator")),
            unknown => Self::Internal(unknown.into()),
        }
    }
}
