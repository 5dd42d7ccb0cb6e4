//! Suspending an organisation, and resuming it. Only the operator's staff does either.

use super::suspend_error::SuspendOrganizationError;
use crate::authority::{AccessError, Act, Caller, DecisionContext, Identity, Missing, Trace, on_fresh_facts};
use crate::delivery::MessageContent;
use crate::domain::{
    Action, Grant, GrantFilter, Holder, Organization, OrganizationState, Region, User, UserState,
};
use crate::ids::OrganizationId;
use crate::policy::{DenyReason, Permission};
use crate::roles::{RankError, held_to_take};
use crate::store::{StoreError, Versioned};
use crate::values::Reason;
use std::collections::BTreeSet;
use std::sync::Arc;

/// How many of an organisation's administrators are told.
const TOLD: usize = 20;

impl Identity {
    /// Suspends an organisation: nobody acts for it or for what lies below it, and mandates that it gave have no effect. Its
    /// people keep their accounts and roles. Its administrators are told by mail. One that is suspended already stays as it is.
    ///
    /// Needs `member.manage` over all customers, by a role at the operator that reaches below it, and the right to give all that
    /// people hold at the organisation.
    pub async fn suspend_organization(
        &self,
        caller: &Caller,
        id: OrganizationId,
        reason: &Reason,
    ) -> Result<Versioned<Organization>, SuspendOrganizationError> {
        self.set_organization_state(caller, id, Some(reason)).await
    }

    /// Resumes a suspended organisation: everything works again as it did. Needs what
    /// [`suspend_organization`](Self::suspend_organization) does.
    pub async fn resume_organization(
        &self,
        caller: &Caller,
        id: OrganizationId,
    ) -> Result<Versioned<Organization>, SuspendOrganizationError> {
        self.set_organization_state(caller, id, None).await
    }

    /// Whether the caller may suspend and resume this organisation, as far as that is known without looking at what its people
    /// hold.
    pub async fn may_suspend_organization(
        &self,
        caller: &Caller,
        id: OrganizationId,
    ) -> Result<bool, AccessError> {
        let known = self.facts(caller, &[id]).await?;
        let state = known.organizations.get(&id).filter(|found| found.parent().is_some());
        let open = state.is_some_and(|found| found.state != OrganizationState::Closed);
        Ok(open && manages_all(&known) && known.allows(Permission::OrganizationView, id))
    }

    /// Refuses whoever may neither suspend nor resume this organisation, as far as that is known without looking at what its
    /// people hold.
    pub async fn check_suspend_organization(
        &self,
        caller: &Caller,
        id: OrganizationId,
    ) -> Result<(), SuspendOrganizationError> {
        let (_, known) = self.authorize_over_all(caller, id).await?;
        suspendable(&known, id).map(|_| ())
    }

    /// Suspends for a reason, or resumes without one.
    async fn set_organization_state(
        &self,
        caller: &Caller,
        id: OrganizationId,
        reason: Option<&Reason>,
    ) -> Result<Versioned<Organization>, SuspendOrganizationError> {
        let wanted = if reason.is_some() { OrganizationState::Suspended } else { OrganizationState::Active };
        let done = on_fresh_facts!(async {
            let (mut act, known) = self.authorize_over_all(caller, id).await?;
            let stored = suspendable(&known, id)?;
            if stored.state == wanted {
                return Ok(stored.clone());
            }
            if self.must_prove_again(caller).await? {
                return Err(SuspendOrganizationError::ProveAgain);
            }
            let here = self.grants_here(id).await?;
            self.held_to_manage_all(&mut act, &known, &here).await?;
            let changed =
                Organization { state: wanted, updated_at: self.instant(caller), ..stored.record.clone() };
            act.changes().update(changed.clone(), stored.version);
            self.tell_administrators(&mut act, caller, &changed, &here, reason).await?;
            let trace = Trace::of(id).at(id);
            let (action, trace) = match reason {
                Some(reason) => (Action::OrganizationSuspended, trace.with("reason", reason)),
                None => (Action::OrganizationResumed, trace),
            };
            self.commit(act.finish(self, action, trace)).await?;
            Ok(Versioned::new(changed, stored.version.next()))
        });
        self.audit_refusal(caller, id, done).await
    }

    /// Begins an act of somebody who manages the people of all customers. Whoever has that right at their own organisation
    /// alone is refused, however high it lies.
    async fn authorize_over_all(
        &self,
        caller: &Caller,
        id: OrganizationId,
    ) -> Result<(Act, Arc<DecisionContext>), AccessError> {
        let (mut act, known) = self.authorize(caller, Permission::OrganizationView, id).await?;
        let operator = known.operator().filter(|_| manages_all(&known));
        let Some(operator) = operator else {
            let trace = Trace { organization: Some(id), ..Trace::default() };
            let trace = trace.with("permission", Permission::MemberManage).missing(DenyReason::Grant);
            self.note_refusal(caller, trace).await?;
            return Err(AccessError::for_want_of(Missing::Denied(known.named_deny(DenyReason::Grant))));
        };
        act.absorb(&mut self.authorize_with(caller, Permission::MemberManage, operator, &known).await?);
        // The decision may rest on a grant for the operator alone, and what reaches below it be another one.
        for grant in known.grants.values() {
            if grant.holder == known.subject.holder && grant.organization == operator {
                act.changes().require_read(grant);
            }
        }
        Ok((act, known))
    }

    /// The grants at an organisation that have not ended.
    async fn grants_here(&self, id: OrganizationId) -> Result<Vec<Versioned<Grant>>, StoreError> {
        let filter = GrantFilter { organizations: Some(vec![id]), unrevoked: true, ..GrantFilter::default() };
        let now = self.now();
        let mut grants = self.all(self.store.grants(), &filter).await?;
        grants.retain(|grant| !grant.has_ended(now));
        Ok(grants)
    }

    /// Refuses to suspend or resume an organisation at which somebody holds in their own right what the caller could not give.
    async fn held_to_manage_all(
        &self,
        act: &mut Act,
        known: &DecisionContext,
        grants: &[Versioned<Grant>],
    ) -> Result<(), RankError> {
        let mut known = known.clone();
        let mut seen = BTreeSet::new();
        for grant in grants.iter().filter(|grant| grant.mandate.is_none()) {
            let limits = (grant.services.clone(), grant.contracts.clone(), grant.period.ends_at);
            let subtree = grant.scope == crate::domain::GrantScope::Subtree;
            if seen.insert((grant.role, subtree, limits))
                && let Some(role) = self.roles_of(&mut known, &[grant.role].into()).await?.first()
            {
                held_to_take(act, &known, grant, role)?;
            }
        }
        Ok(())
    }

    /// Tells the people who administer the organisation in their own right.
    async fn tell_administrators(
        &self,
        act: &mut Act,
        caller: &Caller,
        organization: &Organization,
        grants: &[Versioned<Grant>],
        reason: Option<&Reason>,
    ) -> Result<(), StoreError> {
        for user in self.administrators_by(grants).await? {
            let content = MessageContent::OrganizationState {
                given_name: user.given_name.to_string(),
                organization: organization.name.to_string(),
                suspended: reason.is_some(),
                reason: reason.map(ToString::to_string),
                at: self.instant(caller),
                link: self.settings().link("/"),
            };
            self.notify(act, &user, content, None).await?;
        }
        Ok(())
    }

    /// The active people whom one of these grants makes an administrator.
    async fn administrators_by(
        &self,
        grants: &[Versioned<Grant>],
    ) -> Result<Vec<Versioned<User>>, StoreError> {
        let roles = self.roles_by_id(grants.iter().map(|grant| grant.role)).await?;
        let administers = |grant: &&Versioned<Grant>| {
            let role = roles.iter().find(|role| role.id == grant.role);
            let administers = role.is_some_and(|role| role.permissions.contains(&Permission::GrantManage));
            administers && !grant.is_derived() && grant.rights.may_act()
        };
        let holders: BTreeSet<_> =
            grants.iter().filter(administers).filter_map(|grant| person(grant.holder)).collect();
        let mut people = Vec::new();
        for id in holders.into_iter().take(TOLD) {
            let found = self.store.users().get(id).await?;
            people.extend(found.filter(|user| user.state == UserState::Active));
        }
        Ok(people)
    }
}

/// The organisation, if it is one that can be suspended and resumed.
fn suspendable(
    known: &DecisionContext,
    id: OrganizationId,
) -> Result<&Versioned<Organization>, SuspendOrganizationError> {
    match known.organizations.get(&id).ok_or(AccessError::NotFound)? {
        found if found.parent().is_none() => Err(SuspendOrganizationError::Operator),
        found if found.state == OrganizationState::Closed => Err(SuspendOrganizationError::Closed),
        found => Ok(found),
    }
}

/// Whether the subject manages the people of every organisation, as staff of the operator does.
fn manages_all(known: &DecisionContext) -> bool {
    let whole = |region: &Region| matches!(region, Region::Subtree(path) if path.parent().is_none());
    known.scope(Permission::MemberManage).iter().any(whole)
}

const fn person(holder: Holder) -> Option<crate::ids::UserId> {
    match holder {
        Holder::User(id) => Some(id),
        Holder::Organization(_) | Holder::Client(_) => None,
    }
}
