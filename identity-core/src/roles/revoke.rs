//! Revoking a role.

use super::notice::RoleNotice;
use super::rank::held_to_take;
use super::revoke_grant_error::RevokeGrantError;
use crate::Timestamp;
use crate::authority::{AccessError, Caller, Identity, Trace, on_fresh_facts};
use crate::delivery::with_notice;
use crate::domain::{Action, Grant, Holder, MandateNotice};
use crate::ids::GrantId;
use crate::policy::Permission;
use std::sync::Arc;

impl Identity {
    /// Revokes a role. Needs `grant.manage` at the organisation and the right to give the same.
    pub async fn revoke_grant(&self, caller: &Caller, grant: GrantId) -> Result<(), RevokeGrantError> {
        let revoked = on_fresh_facts!(self.try_revoke(caller, grant));
        self.audit_refusal(caller, None, revoked).await
    }

    async fn try_revoke(&self, caller: &Caller, id: GrantId) -> Result<(), RevokeGrantError> {
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
        held_to_take(&mut act, &known, &grant, &role)?;
        self.keep_administrators_without_grant(&mut act, &known, &grant).await?;
        if let Holder::User(user) = grant.holder {
            let user = self.store.users().get(user).await?.filter(|_| grant.mandate.is_none());
            if let Some(user) = user {
                let notice = RoleNotice { role: &role, grant: &grant, given: false };
                self.send_role_notice(&mut act, caller, &user, &known, notice).await?;
            }
        }
        self.send_end_notices(&mut act, &grant).await?;
        act.changes().update(ended(&grant, self.instant(caller)), grant.version);
        let trace = Trace::of(id).at(grant.organization).with("role", &role.key);
        let trace = match grant.holder {
            Holder::User(user) => trace.with("user", user),
            Holder::Client(client) => trace.with("client", client),
            Holder::Organization(_) => trace,
        };
        self.commit(act.finish(self, Action::GrantRevoked, trace)).await?;
        Ok(())
    }
}

/// The grant as revoked; for a mandate, with its sides told of it.
pub(crate) fn ended(grant: &Grant, at: Timestamp) -> Grant {
    Grant { revoked_at: Some(at), ..with_notice(grant, MandateNotice::Ended) }
}
