//! Revoking a role.

use super::grant_error::GrantError;
use super::new_grant::held;
use crate::Timestamp;
use crate::authority::{AccessError, Act, Caller, Identity, Known, Trace, on_fresh_facts};
use crate::domain::{Action, Grant, Holder, Mandate, MandateNotice, Role};
use crate::ids::GrantId;
use crate::policy::{Gift, Permission};
use crate::store::Versioned;

impl Identity {
    /// Takes a role back. Needs `grant.manage` at the organisation and the right to give the same.
    pub async fn revoke_grant(&self, caller: &Caller, grant: GrantId) -> Result<(), GrantError> {
        let revoked = on_fresh_facts!(self.try_revoke(caller, grant));
        self.noted(caller, None, revoked).await
    }

    async fn try_revoke(&self, caller: &Caller, id: GrantId) -> Result<(), GrantError> {
        let Some(grant) = self.store.grants().get(id).await? else {
            return Err(self.absent(caller, Permission::GrantManage).await?.into());
        };
        let (mut act, mut known) =
            self.authorize(caller, Permission::GrantManage, grant.organization).await?;
        if grant.revoked_at.is_some() {
            return Ok(());
        }
        let role = self.roles_of(&mut known, &[grant.role].into()).await?.into_iter().next();
        let role = role.ok_or(AccessError::NotFound)?;
        rest_on_grant(&mut act, &known, &grant, &role)?;
        if let Holder::User(user) = grant.holder {
            self.keep_an_administrator(&mut act, &known, grant.organization, |other| other.id == id).await?;
            let user = self.store.users().get(user).await?.filter(|_| grant.mandate.is_none());
            if let Some(user) = user {
                self.tell_of_roles(&mut act, caller, &user, &known, &role, &grant, false);
            }
        }
        self.tell_of_end(&mut act, &grant).await?;
        act.changes().update(ended(&grant, self.now()), grant.version);
        let trace = Trace::of(id).at(grant.organization).with("role", &role.key);
        self.commit(act.finish(self, Action::GrantRevoked, trace)).await?;
        Ok(())
    }
}

/// The grant as taken back; for a mandate, with its sides told of it.
pub(crate) fn ended(grant: &Grant, at: Timestamp) -> Grant {
    let told = |mandate| Mandate { told: MandateNotice::Ended, ..mandate };
    Grant { revoked_at: Some(at), mandate: grant.mandate.clone().map(told), ..grant.clone() }
}

/// Refuses to take a grant that the caller could not give; makes the commit rest on what they hold.
pub(crate) fn rest_on_grant(
    act: &mut Act,
    known: &Known,
    grant: &Grant,
    role: &Versioned<Role>,
) -> Result<(), GrantError> {
    let gift = Gift {
        role,
        organization: grant.organization,
        scope: grant.scope,
        services: grant.services.as_ref(),
        contracts: grant.contracts.as_ref(),
        period: grant.period,
        onward: None,
        source: None,
    };
    for because in held(&gift, known)?.because {
        act.rest_on(&because, known);
    }
    act.changes().require_read(role);
    Ok(())
}
