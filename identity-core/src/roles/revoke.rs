//! Revoking a role.

use super::grant_error::GrantError;
use super::new_grant::held;
use crate::Timestamp;
use crate::authority::{AccessError, Act, Caller, DecisionContext, Identity, Trace, on_fresh_facts};
use crate::domain::{Action, Grant, Holder, Mandate, MandateNotice, Role};
use crate::ids::GrantId;
use crate::policy::{DelegationRequest, Permission};
use crate::store::Versioned;
use std::sync::Arc;

impl Identity {
    /// Takes a role back. Needs `grant.manage` at the organisation and the right to give the same.
    pub async fn revoke_grant(&self, caller: &Caller, grant: GrantId) -> Result<(), GrantError> {
        let revoked = on_fresh_facts!(self.try_revoke(caller, grant));
        self.audit_refusal(caller, None, revoked).await
    }

    async fn try_revoke(&self, caller: &Caller, id: GrantId) -> Result<(), GrantError> {
        let Some(grant) = self.store.grants().get(id).await? else {
            return Err(self.not_found_refusal(caller, Permission::GrantManage).await?.into());
        };
        let (mut act, mut known) =
            self.authorize(caller, Permission::GrantManage, grant.organization).await?;
        if grant.revoked_at.is_some() {
            return Ok(());
        }
        let role = self.roles_of(Arc::make_mut(&mut known), &[grant.role].into()).await?.into_iter().next();
        let role = role.ok_or(AccessError::NotFound)?;
        require_held(&mut act, &known, &grant, &role)?;
        if let Holder::User(user) = grant.holder {
            self.keep_an_administrator(&mut act, &known, grant.organization, |other| other.id == id).await?;
            let user = self.store.users().get(user).await?.filter(|_| grant.mandate.is_none());
            if let Some(user) = user {
                self.send_role_notice(&mut act, caller, &user, &known, &role, &grant, false);
            }
        }
        self.send_end_notices(&mut act, &grant).await?;
        act.changes().update(ended(&grant, self.instant(caller)), grant.version);
        let trace = Trace::of(id).at(grant.organization).with("role", &role.key);
        self.commit(act.finish(self, Action::GrantRevoked, trace)).await?;
        Ok(())
    }
}

/// The grant as revoked; for a mandate, with its sides told of it.
pub(crate) fn ended(grant: &Grant, at: Timestamp) -> Grant {
    let noticed = |mandate| Mandate { notices_sent: MandateNotice::Ended, ..mandate };
    Grant { revoked_at: Some(at), mandate: grant.mandate.clone().map(noticed), ..grant.clone() }
}

/// Refuses to take a grant that the caller could not give; makes the commit rest on what they hold.
pub(crate) fn require_held(
    act: &mut Act,
    known: &DecisionContext,
    grant: &Grant,
    role: &Versioned<Role>,
) -> Result<(), GrantError> {
    let request = DelegationRequest {
        role,
        organization: grant.organization,
        scope: grant.scope,
        services: grant.services.as_ref(),
        contracts: grant.contracts.as_ref(),
        period: grant.period,
        max_delegation_depth: None,
        parent_grant: None,
    };
    for because in held(&request, known)?.because {
        act.require_evidence(&because, known);
    }
    act.changes().require_read(role);
    Ok(())
}
