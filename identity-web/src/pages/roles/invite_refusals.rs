//! Refusals to invite, in words.

use crate::forms::Field;
use crate::forms::invitations::{EMAIL, EXPIRES_IN, ROLES};
use crate::forms::roles::{REASON, SERVICES, UNTIL};
use crate::language::{PageText, explanations};
use crate::page::failure::PageFailure;
use identity_core::invitations::InviteError;
use identity_core::roles::{GiveError, InvalidTerms};

/// The form field that a refusal is about.
pub(crate) const fn field(error: &InviteError) -> &'static Field {
    match error {
        InviteError::Give(
            GiveError::NoRole | GiveError::UnknownRole(_) | GiveError::DelegationDenied { .. },
        )
        | InviteError::MixedRoles => &ROLES,
        InviteError::Give(GiveError::UnknownService(_)) | InviteError::ServicesNeeded => &SERVICES,
        InviteError::InvalidExpiry => &EXPIRES_IN,
        InviteError::Give(GiveError::Terms(InvalidTerms::EmptyPeriod)) => &UNTIL,
        InviteError::Give(GiveError::Terms(InvalidTerms::Reason)) => &REASON,
        _ => &EMAIL,
    }
}

/// A refusal in words for the form; what is not about the form becomes a page of its own.
pub(crate) fn said(error: InviteError) -> Result<PageText, PageFailure> {
    Ok(match error {
        InviteError::Give(GiveError::Access(error)) => return Err(error.into()),
        InviteError::TooMany => return Err(PageFailure::TooMany),
        InviteError::NotAPerson => PageText::new("error-not-a-person"),
        InviteError::Give(GiveError::Terms(InvalidTerms::EmptyPeriod)) => PageText::new("error-until"),
        InviteError::Give(GiveError::Terms(InvalidTerms::Reason)) => PageText::new("error-reason"),
        InviteError::Give(GiveError::Terms(InvalidTerms::Depth)) => PageText::new("error-depth"),
        InviteError::Give(GiveError::NoRole) => PageText::new("error-roles"),
        InviteError::Give(GiveError::UnknownRole(_)) => PageText::new("error-role"),
        // No form asks for contracts; what limits a mandate there are its services.
        InviteError::Give(GiveError::UnknownService(_) | GiveError::Terms(InvalidTerms::Contracts)) => {
            PageText::new("error-service")
        }
        InviteError::Give(GiveError::DelegationDenied { role, why }) => PageText::new("error-role-not-held")
            .with("role", role.to_string())
            .with("why", explanations::delegation_denied(&why)),
        InviteError::MixedRoles => PageText::new("error-roles-mixed"),
        InviteError::ServicesNeeded => PageText::new("error-services-needed"),
        InviteError::InvalidExpiry => PageText::new("error-expires-in"),
        InviteError::AlreadyMember => PageText::new("error-already-member"),
        InviteError::AlreadyInvited => PageText::new("error-already-invited"),
        InviteError::AlreadyClosed => PageText::new("error-invitation-closed"),
        unknown => return Err(PageFailure::Internal(unknown.into())),
    })
}
