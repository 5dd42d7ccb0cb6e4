//! Revoking an invitation.

use super::revoke_error::RevokeInvitationError;
use crate::authority::{Caller, GrantLimits, Identity, Trace, on_fresh_facts};
use crate::domain::{Action, Invitation, InvitationState};
use crate::ids::InvitationId;
use crate::policy::Permission;
use crate::store::Versioned;

impl Identity {
    /// Takes an invitation back; its link is dead from then on.
    pub async fn revoke_invitation(
        &self,
        caller: &Caller,
        invitation: InvitationId,
    ) -> Result<(), RevokeInvitationError> {
        on_fresh_facts!(async {
            let stored = self.store.invitations().get(invitation).await?;
            self.revoke_read(caller, stored, Permission::InvitationManage).await
        })
    }

    /// Takes back an invitation that was just read.
    pub(crate) async fn revoke_read(
        &self,
        caller: &Caller,
        stored: Option<Versioned<Invitation>>,
        needed: Permission,
    ) -> Result<(), RevokeInvitationError> {
        let (stored, mut act, known) = self.open_for_managing(caller, stored, needed).await?;
        let contracts = stored.mandate.as_ref().and_then(|terms| terms.contracts.as_ref());
        let limits = GrantLimits { services: stored.services.as_ref(), contracts };
        self.ensure_within_scope(caller, &known, needed, stored.organization, limits).await?;
        let now = self.instant(caller);
        let revoked =
            Invitation { state: InvitationState::Revoked, closed_at: Some(now), ..stored.record.clone() };
        act.changes().update(revoked, stored.version);
        let trace = Trace::of(stored.id).at(stored.organization).with("email", &stored.email);
        self.commit(act.finish(self, Action::InvitationRevoked, trace)).await?;
        Ok(())
    }
}
