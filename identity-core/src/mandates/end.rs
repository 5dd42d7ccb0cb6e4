//! Ending a mandate, and with it everything that derives from it.

use super::own_mandate::OwnMandate;
use crate::authority::{AccessError, Act, Caller, GrantLimits, Identity, on_fresh_facts};
use crate::domain::{Action, Grant, Invitation};
use crate::ids::{GrantId, InvitationId, OrganizationId};
use crate::invitations::RevokeInvitationError;
use crate::policy::Permission;
use crate::roles::ended;
use crate::store::Versioned;

impl Identity {
    /// Ends a mandate, and with it everything that derives from it: as its receiver, as one of those through whose hands it
    /// came, or with `mandate.manage` at the organisation for which it acts.
    pub async fn end_mandate(&self, caller: &Caller, id: GrantId) -> Result<(), AccessError> {
        on_fresh_facts!(self.try_end(caller, id))
    }

    async fn try_end(&self, caller: &Caller, id: GrantId) -> Result<(), AccessError> {
        let stored = self.store.grants().get(id).await?.filter(|grant| grant.mandate.is_some());
        let offer = self.store.invitations().get(InvitationId::from(id.as_uuid())).await?;
        let hands = self.hands(stored.as_deref()).await?;
        let Some(stored) = stored else {
            return self.end_offer(caller, offer.filter(|offer| offer.mandate.is_some())).await;
        };
        let mut act = self.begin_end(caller, &stored, &hands).await?;
        if stored.revoked_at.is_some() {
            return Ok(());
        }
        self.send_end_notices(&mut act, &stored).await?;
        act.changes().update(ended(&stored, self.instant(caller)), stored.version);
        let trace = self.trace_of_mandate(&stored).await?;
        self.commit(act.finish(self, Action::MandateEnded, trace)).await?;
        Ok(())
    }

    /// A mandate that waits in an invitation ends with that.
    async fn end_offer(
        &self,
        caller: &Caller,
        offer: Option<Versioned<Invitation>>,
    ) -> Result<(), AccessError> {
        let own = offer.as_ref().is_some_and(|offer| caller.user() == Some(offer.invited_by));
        let needed = if own { Permission::InvitationManage } else { Permission::MandateManage };
        match self.revoke_read(caller, offer, needed).await {
            Ok(()) | Err(RevokeInvitationError::AlreadyClosed) => Ok(()),
            Err(RevokeInvitationError::Access(error)) => Err(error),
        }
    }

    async fn begin_end(
        &self,
        caller: &Caller,
        stored: &Grant,
        hands: &[Versioned<Grant>],
    ) -> Result<Act, AccessError> {
        if let Some(own) = hands.iter().find_map(|hand| OwnMandate::of(caller, hand)) {
            return Ok(Act::by_proof::<OwnMandate<'_>>(&own));
        }
        let holders = hands.iter().filter_map(|hand| hand.holder.organization());
        let places: Vec<_> = holders.chain([stored.organization]).collect();
        let known = self.facts(caller, &places).await?;
        let manages = |id: &OrganizationId| known.allows(Permission::MandateManage, *id);
        let at = places.iter().copied().find(manages).unwrap_or(stored.organization);
        let act = self.authorize_with(caller, Permission::MandateManage, at, &known).await?;
        self.ensure_within_scope(caller, &known, Permission::MandateManage, at, GrantLimits::of(stored))
            .await?;
        Ok(act)
    }
}
