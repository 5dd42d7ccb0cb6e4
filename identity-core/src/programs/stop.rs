//! Stopping a client at an organisation: all that was given to it there ends at once.

use super::stop_error::StopProgramError;
use crate::authority::{
    AccessError, Act, Caller, DecisionContext, GrantLimits, Identity, Trace, on_fresh_facts,
};
use crate::domain::{Action, Grant};
use crate::ids::{ApiClientId, OrganizationId};
use crate::policy::Permission;
use crate::roles::{ended, held_to_take};
use crate::store::Versioned;
use crate::values::Reason;
use std::sync::Arc;

impl Identity {
    /// Ends every role and mandate that was given to a client at an organisation. Its tokens by these mandates are worth nothing
    /// from the next request on, and others open nothing there any more.
    ///
    /// Needs `grant.manage` for its roles, with the right to give the same, and `mandate.manage` for its mandates. What it holds
    /// by grants above the organisation stays.
    pub async fn stop_program(
        &self,
        caller: &Caller,
        id: OrganizationId,
        client: ApiClientId,
        reason: &Reason,
    ) -> Result<(), StopProgramError> {
        let stopped = on_fresh_facts!(async {
            let (mut act, known, held) = self.begin_stop(caller, id, client).await?;
            if self.must_prove_again(caller).await? {
                return Err(StopProgramError::ProveAgain);
            }
            let mut rows = Vec::new();
            for grant in &held {
                self.send_end_notices(&mut act, grant).await?;
                act.changes().update(ended(grant, self.instant(caller)), grant.version);
                let trace = Trace::of(grant.id).at(id).with("client", client).with("reason", reason);
                let role = known.roles.get(&grant.role);
                let trace = role.iter().fold(trace, |trace, role| trace.with("role", &role.key));
                let mandate = grant.mandate.is_some();
                rows.push((if mandate { Action::MandateEnded } else { Action::GrantRevoked }, trace));
            }
            let Some((action, trace)) = rows.pop() else { return Ok(()) };
            for (action, trace) in rows {
                act.note(self, action, trace);
            }
            self.commit(act.finish(self, action, trace)).await?;
            Ok(())
        });
        self.audit_refusal(caller, id, stopped).await
    }

    /// Refuses whoever cannot stop a client at an organisation.
    pub async fn check_stop_program(
        &self,
        caller: &Caller,
        id: OrganizationId,
        client: ApiClientId,
    ) -> Result<(), StopProgramError> {
        self.begin_stop(caller, id, client).await.map(|_| ())
    }

    /// Begins the act, with the grants that it ends.
    async fn begin_stop(
        &self,
        caller: &Caller,
        id: OrganizationId,
        client: ApiClientId,
    ) -> Result<(Act, Arc<DecisionContext>, Vec<Versioned<Grant>>), StopProgramError> {
        let mut known = self.may_look(caller, Permission::GrantView, id).await?;
        let organization = known.organizations.get(&id).ok_or(AccessError::NotFound)?;
        let mut held = self.grants_of_programs(organization, Some(client)).await?;
        if held.is_empty() {
            return Err(self.not_found_refusal_with(caller, Permission::GrantView, &known).await?.into());
        }
        held.retain(|grant| grant.organization == id);
        self.read_roles(Arc::make_mut(&mut known), held.iter().map(|grant| grant.role)).await?;
        let (mandates, roles): (Vec<_>, Vec<_>) = held.iter().partition(|grant| grant.mandate.is_some());
        let needed = [
            (!mandates.is_empty()).then_some(Permission::MandateManage),
            (!roles.is_empty()).then_some(Permission::GrantManage),
        ];
        let mut begun: Option<Act> = None;
        for permission in needed.into_iter().flatten() {
            let mut further = self.authorize_with(caller, permission, id, &known).await?;
            match &mut begun {
                Some(act) => act.absorb(&mut further),
                None => begun = Some(further),
            }
        }
        let mut act = begun.ok_or(StopProgramError::GivenAbove)?;
        for grant in mandates {
            let limits = GrantLimits::of(grant);
            self.ensure_within_scope(caller, &known, Permission::MandateManage, id, limits).await?;
        }
        for grant in roles {
            let role = known.roles.get(&grant.role).ok_or(AccessError::NotFound)?;
            held_to_take(&mut act, &known, grant, role)?;
        }
        Ok((act, known, held))
    }
}
