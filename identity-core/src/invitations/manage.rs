//! What sending, sending again and revoking an invitation share.

use super::invite_error::InviteError;
use crate::authority::{Act, Caller, Identity, Known};
use crate::domain::{Invitation, InvitationState, MandateTerms, Role};
use crate::policy::{Gift, Permission};
use crate::roles::{InvalidTerms, held, rest_on_mandating};
use crate::store::Versioned;

impl Identity {
    pub(super) async fn open_for_managing(
        &self,
        caller: &Caller,
        stored: Option<Versioned<Invitation>>,
        needed: Permission,
    ) -> Result<(Versioned<Invitation>, Act, Known), InviteError> {
        let Some(stored) = stored else {
            return Err(self.absent(caller, needed).await?.into());
        };
        let (act, known) = self.authorize(caller, needed, stored.organization).await?;
        match stored.state {
            InvitationState::Pending => Ok((stored, act, known)),
            InvitationState::Accepted | InvitationState::Revoked => Err(InviteError::AlreadyClosed),
        }
    }
}

/// The gift that a role of an invitation is: by mandate, on `terms`, if the invitation or the role says so.
fn invited_gift<'a>(role: &'a Role, invitation: &'a Invitation, terms: &'a MandateTerms) -> Gift<'a> {
    let plain = Gift::plain(role, invitation.organization, invitation.services.as_ref());
    if !role.by_mandate && invitation.mandate.is_none() {
        return plain;
    }
    plain.on_terms(terms)
}

/// Refuses what the caller does not hold; makes the commit rest on what they do.
pub(super) fn rest_on_giving(
    act: &mut Act,
    known: &Known,
    invitation: &Invitation,
    roles: &[Versioned<Role>],
) -> Result<(), InviteError> {
    let terms = invitation.mandate.clone().unwrap_or_default();
    InvalidTerms::check_contracts(&terms, invitation.organization, known)?;
    for role in roles {
        let gift = invited_gift(role, invitation, &terms);
        let giving = held(&gift, known)?;
        if gift.onward.is_some() {
            rest_on_mandating(act, known, invitation.organization, &giving)?;
        }
        for because in &giving.because {
            act.rest_on(because, known);
        }
        act.changes().require_read(role);
    }
    Ok(())
}
