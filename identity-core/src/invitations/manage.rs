//! What sending, sending again and revoking an invitation share.

use super::revoke_error::RevokeInvitationError;
use crate::authority::{AccessError, Act, Caller, DecisionContext, Identity};
use crate::domain::{Invitation, InvitationState, MandateTerms, Role};
use crate::policy::{DelegationRequest, Permission};
use crate::roles::{ForeignContracts, InvalidTerms, RankError, held, require_mandate_right};
use crate::store::Versioned;
use std::sync::Arc;

impl Identity {
    pub(super) async fn open_for_managing(
        &self,
        caller: &Caller,
        stored: Option<Versioned<Invitation>>,
        needed: Permission,
    ) -> Result<(Versioned<Invitation>, Act, Arc<DecisionContext>), RevokeInvitationError> {
        let Some(stored) = stored else {
            return Err(self.not_found_refusal(caller, needed).await?.into());
        };
        let (act, known) = self.authorize(caller, needed, stored.organization).await?;
        match stored.state {
            InvitationState::Pending => Ok((stored, act, known)),
            InvitationState::Accepted | InvitationState::Revoked => Err(RevokeInvitationError::AlreadyClosed),
        }
    }
}

/// The request that a role of an invitation is: by mandate, on `terms`, if the invitation or the role says so.
fn invited_request<'a>(
    role: &'a Role,
    invitation: &'a Invitation,
    terms: &'a MandateTerms,
) -> DelegationRequest<'a> {
    let plain = DelegationRequest::plain(role, invitation.organization, invitation.services.as_ref());
    if !role.mandate_only && invitation.mandate.is_none() {
        return plain;
    }
    plain.on_terms(terms)
}

/// Refuses what the caller does not hold; makes the commit rest on what they do.
pub(super) fn require_delegable<E>(
    act: &mut Act,
    known: &DecisionContext,
    invitation: &Invitation,
    roles: &[Versioned<Role>],
) -> Result<(), E>
where
    E: From<RankError> + From<ForeignContracts> + From<AccessError>,
{
    let terms = invitation.mandate.clone().unwrap_or_default();
    InvalidTerms::check_contracts(&terms, invitation.organization, known)?;
    for role in roles {
        let request = invited_request(role, invitation, &terms);
        let giving = held(&request, known)?;
        if request.max_delegation_depth.is_some() {
            require_mandate_right(act, known, invitation.organization, &giving)?;
        }
        for because in &giving.because {
            act.require_evidence(because, known);
        }
        act.changes().require_read(role);
    }
    Ok(())
}
