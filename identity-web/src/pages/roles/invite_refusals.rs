//! Refusals to invite, in words.

use crate::forms::Field;
use crate::forms::invitations::{EMAIL, EXPIRES_IN, ROLES};
use crate::forms::roles::{REASON, SERVICES, UNTIL};
use crate::language::{PageText, explanations};
use crate::page::failure::PageFailure;
use identity_core::invitations::{InviteError, ResendInvitationError, RevokeInvitationError};
use identity_core::roles::{GiveError, InvalidTerms, NamedDelegationDenied};
use identity_core::values::RoleKey;

/// The form field that a refusal is about.
pub(crate) const fn field(error: &InviteError) -> &'static Field {
    match error {
        InviteError::Give(error) => give_field(error),
        InviteError::MixedRoles => &ROLES,
        InviteError::ServicesNeeded => &SERVICES,
        InviteError::InvalidExpiry => &EXPIRES_IN,
        _ => &EMAIL,
    }
}

/// The form field that a refusal to give a role is about.
pub(crate) const fn give_field(error: &GiveError) -> &'static Field {
    match error {
        GiveError::NoRole | GiveError::UnknownRole(_) | GiveError::DelegationDenied { .. } => &ROLES,
        GiveError::UnknownService(_) => &SERVICES,
        GiveError::Terms(InvalidTerms::EmptyPeriod) => &UNTIL,
        GiveError::Terms(InvalidTerms::Reason) => &REASON,
        _ => &EMAIL,
    }
}

/// A refusal in words for the form; what is not about the form becomes a page of its own.
pub(crate) fn said(error: InviteError) -> Result<PageText, PageFailure> {
    Ok(match error {
        InviteError::Give(error) => return give_said(error),
        InviteError::TooMany => return Err(PageFailure::TooMany),
        InviteError::NotAPerson => PageText::new("error-not-a-person"),
        InviteError::MixedRoles => PageText::new("error-roles-mixed"),
        InviteError::ServicesNeeded => PageText::new("error-services-needed"),
        InviteError::InvalidExpiry => PageText::new("error-expires-in"),
        InviteError::AlreadyMember => PageText::new("error-already-member"),
        InviteError::AlreadyInvited => PageText::new("error-already-invited"),
        unknown => return Err(PageFailure::Internal(unknown.into())),
    })
}

/// A refusal to give a role in words for the form; what is not about the form becomes a page of its own.
pub(crate) fn give_said(error: GiveError) -> Result<PageText, PageFailure> {
    Ok(match error {
        GiveError::Access(error) => return Err(error.into()),
        GiveError::Terms(InvalidTerms::EmptyPeriod) => PageText::new("error-until"),
        GiveError::Terms(InvalidTerms::Reason) => PageText::new("error-reason"),
        GiveError::Terms(InvalidTerms::Depth) => PageText::new("error-depth"),
        GiveError::NoRole => PageText::new("error-roles"),
        GiveError::UnknownRole(_) => PageText::new("error-role"),
        // No form asks for contracts; what limits a mandate there are its services.
        GiveError::UnknownService(_) | GiveError::Terms(InvalidTerms::Contracts) => {
            PageText::new("error-service")
        }
        GiveError::DelegationDenied { role, why } => not_held(&role, &why),
        unknown => return Err(PageFailure::Internal(unknown.into())),
    })
}

/// What the caller does not hold, in words.
pub(crate) fn not_held(role: &RoleKey, why: &NamedDelegationDenied) -> PageText {
    PageText::new("error-role-not-held")
        .with("role", role.to_string())
        .with("why", explanations::delegation_denied(why))
}

impl From<ResendInvitationError> for PageFailure {
    fn from(error: ResendInvitationError) -> Self {
        match error {
            ResendInvitationError::Access(error) => error.into(),
            ResendInvitationError::DelegationDenied { role, why } => Self::Refused(not_held(&role, &why)),
            ResendInvitationError::ForeignContracts => Self::Refused(PageText::new("error-service")),
            ResendInvitationError::NotAPerson => Self::Refused(PageText::new("error-not-a-person")),
            ResendInvitationError::AlreadyClosed => Self::Refused(PageText::new("error-invitation-closed")),
            ResendInvitationError::TooMany => Self::TooMany,
            unknown => Self::Internal(unknown.into()),
        }
    }
}

impl From<RevokeInvitationError> for PageFailure {
    fn from(error: RevokeInvitationError) -> Self {
        match error {
            RevokeInvitationError::Access(error) => error.into(),
            RevokeInvitationError::AlreadyClosed => Self::Refused(PageText::new("error-invitation-closed")),
            unknown => Self::Internal(unknown.into()),
        }
    }
}
