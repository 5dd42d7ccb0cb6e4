//! Removing a person from an organisation.

use super::remove_member_error::RemoveMemberError;
use crate::authority::{AccessError, Act, Caller, DecisionContext, Identity, Trace, on_fresh_facts};
use crate::domain::{Action, Grant, Membership, MembershipKey};
use crate::ids::{OrganizationId, UserId};
use crate::policy::Permission;
use crate::roles::{RoleNotice, ended, held_to_remove, held_to_take};
use crate::store::Versioned;
use std::sync::Arc;

impl Identity {
    /// Removes a person from an organisation, with every role and mandate that they hold there. Their account stays, and so
    /// does what they are elsewhere.
    ///
    /// Needs `member.manage` at the organisation and the right to give every role that the person holds there.
    pub async fn remove_member(
        &self,
        caller: &Caller,
        organization: OrganizationId,
        user: UserId,
    ) -> Result<(), RemoveMemberError> {
        let removed = on_fresh_facts!(self.try_remove_member(caller, organization, user));
        self.audit_refusal(caller, organization, removed).await
    }

    async fn try_remove_member(
        &self,
        caller: &Caller,
        organization: OrganizationId,
        user: UserId,
    ) -> Result<(), RemoveMemberError> {
        let (mut act, mut known) = self.authorize(caller, Permission::MemberManage, organization).await?;
        if caller.user() == Some(user) {
            return Err(RemoveMemberError::OwnMembership);
        }
        let key = MembershipKey::Of(user, organization);
        let membership = self.store.memberships().find(&key).await?.ok_or(AccessError::NotFound)?;
        let mut grants = self.grants_of(user).await?;
        grants.retain(|grant| grant.organization == organization);
        self.take_all(&mut act, caller, Arc::make_mut(&mut known), &membership, &grants).await?;
        self.keep_administrators_without_member(&mut act, &known, &membership, &grants).await?;
        act.changes().remove(membership.id, membership.version);
        let trace = Trace::of(membership.id).at(organization).with("user", user);
        let trace = trace.with("roles", grants.len());
        self.commit(act.finish(self, Action::MembershipRemoved, trace)).await?;
        Ok(())
    }

    /// Ends all that a member holds at the organisation, and tells them.
    async fn take_all(
        &self,
        act: &mut Act,
        caller: &Caller,
        known: &mut DecisionContext,
        membership: &Membership,
        grants: &[Versioned<Grant>],
    ) -> Result<(), RemoveMemberError> {
        let person = self.store.users().get(membership.user).await?.ok_or(AccessError::NotFound)?;
        let (now, mut taken) = (self.instant(caller), Vec::new());
        for grant in grants {
            let role = self.roles_of(known, &[grant.role].into()).await?.into_iter().next();
            let role = role.ok_or(AccessError::NotFound)?;
            if !grant.is_derived() {
                held_to_take(act, known, grant, &role)?;
                taken.push((role, grant));
            }
            self.send_end_notices(act, grant).await?;
            act.changes().update(ended(grant, now), grant.version);
        }
        let taken = taken.iter().map(|(role, grant)| RoleNotice { role, grant, given: false });
        let taken: Vec<_> = taken.collect();
        self.send_role_notices(act, caller, &person, known, &taken).await?;
        held_to_remove(act, membership.id);
        Ok(())
    }
}
