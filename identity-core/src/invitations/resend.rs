//! Sending an invitation again.

use super::manage::require_delegable;
use super::resend_error::ResendInvitationError;
use crate::authority::{Caller, Identity, Trace, on_fresh_facts};
use crate::domain::{Action, Invitation};
use crate::ids::InvitationId;
use crate::policy::Permission;
use crate::store::Versioned;
use std::sync::Arc;

impl Identity {
    /// Sends an invitation again with a new link; the earlier link is dead from then on.
    pub async fn resend_invitation(
        &self,
        caller: &Caller,
        invitation: InvitationId,
    ) -> Result<Versioned<Invitation>, ResendInvitationError> {
        let sent = match self.limit_invitations(caller).await {
            Ok(()) => on_fresh_facts!(self.try_resend(caller, invitation)),
            Err(error) => Err(error.into()),
        };
        self.audit_refusal(caller, None, sent).await
    }

    async fn try_resend(
        &self,
        caller: &Caller,
        id: InvitationId,
    ) -> Result<Versioned<Invitation>, ResendInvitationError> {
        let stored = self.store.invitations().get(id).await?;
        let (stored, mut act, mut known) =
            self.open_for_managing(caller, stored, Permission::InvitationManage).await?;
        self.limit_address(&stored.email).await?;
        let roles = self.read_offer(Arc::make_mut(&mut known), &stored).await?;
        require_delegable::<ResendInvitationError>(&mut act, &known, &stored, &roles)?;
        let now = self.instant(caller);
        let token = self.token_after(stored.token);
        let renewed = Invitation {
            token: token.digest(),
            invited_by: caller.user().ok_or(ResendInvitationError::NotAPerson)?,
            first_administrator: None,
            sent_at: now,
            expires_at: now.plus(self.settings().invitation_lifetime),
            ..stored.record.clone()
        };
        act.changes().update(renewed.clone(), stored.version);
        self.queue_invitation(&mut act, &renewed, &token, &known, &roles);
        let trace = Trace::of(id).at(stored.organization).with("email", &stored.email);
        self.commit(act.finish(self, Action::InvitationResent, trace)).await?;
        Ok(Versioned::new(renewed, stored.version.next()))
    }
}
