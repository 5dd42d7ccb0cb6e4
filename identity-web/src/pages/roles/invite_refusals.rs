//! Refusals to invite, in words.

use crate::page::catalogue::Message;
use crate::page::failure::Failure;
use identity_core::use_cases::{InvalidTerms, InviteError, Refused};

/// The field at which a refusal is said.
pub(crate) const fn field(error: &InviteError) -> &'static str {
    match error {
        InviteError::NoRole | InviteError::UnknownRole(_) | InviteError::NotHeld { .. } => "roles",
        InviteError::UnknownService(_) => "services",
        InviteError::InvalidExpiry => "expires_in",
        InviteError::Terms(InvalidTerms::EmptyPeriod) => "until",
        InviteError::Terms(InvalidTerms::Reason) => "reason",
        _ => "email",
    }
}

/// A refusal in words for the form; what is not about the form becomes a page of its own.
pub(crate) fn said(error: InviteError) -> Result<Message, Failure> {
    Ok(match error {
        InviteError::Access(error) => return Err(error.into()),
        InviteError::TooMany => return Err(Failure::TooMany),
        InviteError::NotAPerson => {
            let why = error.to_string();
            return Err(Failure::Forbidden(Box::new(Refused { why, ask: Vec::new(), act_for: None })));
        }
        InviteError::Terms(InvalidTerms::EmptyPeriod) => Message::new("error.until"),
        InviteError::Terms(InvalidTerms::Reason) => Message::new("error.reason"),
        InviteError::Terms(InvalidTerms::Onward) => Message::new("error.onward"),
        InviteError::NoRole => Message::new("error.roles"),
        InviteError::UnknownRole(_) => Message::new("error.role"),
        // No form asks for contracts; what limits a mandate there are its services.
        InviteError::UnknownService(_) | InviteError::Terms(InvalidTerms::Contracts) => {
            Message::new("error.service")
        }
        InviteError::NotHeld { role, why } => {
            Message::new("error.role_not_held").with("role", role.to_string()).with("why", why)
        }
        InviteError::InvalidExpiry => Message::new("error.expires_in"),
        InviteError::AlreadyMember => Message::new("error.already_member"),
        InviteError::AlreadyInvited => Message::new("error.already_invited"),
        InviteError::AlreadyClosed => Message::new("error.invitation_closed"),
    })
}
