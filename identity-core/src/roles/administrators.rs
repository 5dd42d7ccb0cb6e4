//! An organisation keeps an administrator.

use crate::authority::{AccessError, Act, Caller, DecisionContext, Identity, Rule, RuleKept};
use crate::domain::{Grant, GrantFilter, Holder, Membership, Role, User, UserState};
use crate::ids::{OrganizationId, UserId};
use crate::policy::Permission;
use crate::store::{RecordId, StoreError, Versioned};
use std::collections::BTreeSet;

/// Why a change may not take authority.
#[derive(Debug)]
pub(crate) enum KeepError {
    /// The organisation would be left without an administrator.
    LastAdministrator,
    /// The facts could not be read.
    Access(AccessError),
}

impl From<AccessError> for KeepError {
    fn from(error: AccessError) -> Self {
        Self::Access(error)
    }
}

impl From<StoreError> for KeepError {
    fn from(error: StoreError) -> Self {
        Self::Access(error.into())
    }
}

/// It was asked whether an administrator stays, and one does.
struct OneStays {
    about: RecordId,
}

impl RuleKept for OneStays {
    const RULE: Rule = Rule::AdministratorStays;

    fn about(&self) -> RecordId {
        self.about
    }
}

/// Says that a change of a person's data leaves their state as it is, so that no administrator goes by it.
pub(crate) fn keep_state(act: &mut Act, before: &User, after: &User) {
    if before.id == after.id && before.state == after.state {
        act.keeps(&OneStays { about: after.id.into() });
    }
}

impl Identity {
    /// Refuses to revoke the grant of the last administrator of an organisation.
    pub(crate) async fn keep_administrators_without_grant(
        &self,
        act: &mut Act,
        known: &DecisionContext,
        grant: &Grant,
    ) -> Result<(), KeepError> {
        if matches!(grant.holder, Holder::User(_)) {
            self.keep_an_administrator(act, known, grant.organization, |other| other.id == grant.id).await?;
        }
        act.keeps(&OneStays { about: grant.id.into() });
        Ok(())
    }

    /// Refuses a change of a person's state that would bar the last administrator of an organisation. One that is suspended has
    /// none who could do anything, and nobody can be made one: staff locks the last one too.
    pub(crate) async fn keep_administrators_with_state(
        &self,
        act: &mut Act,
        caller: &Caller,
        before: &User,
        after: UserState,
    ) -> Result<(), KeepError> {
        let user = before.id;
        if before.state != after && after != UserState::Active {
            let places: BTreeSet<_> =
                self.grants_of(user).await?.iter().map(|grant| grant.organization).collect();
            for organization in places {
                let known = self.facts(caller, &[organization]).await?;
                let goes = |grant: &Grant| grant.holder == Holder::User(user);
                if caller.user() != Some(user) && is_suspended(act, &known, organization) {
                    continue;
                }
                self.keep_an_administrator(act, &known, organization, goes).await?;
            }
        }
        act.keeps(&OneStays { about: user.into() });
        Ok(())
    }

    /// Refuses to take the administrators of an organisation their right by changing their role.
    pub(super) async fn keep_administrators_with_role(
        &self,
        act: &mut Act,
        caller: &Caller,
        before: &Role,
        after: &Role,
    ) -> Result<(), KeepError> {
        if administers(before) && !administers(after) {
            let filter = GrantFilter { role: Some(before.id), unrevoked: true, ..GrantFilter::default() };
            let grants = self.all(self.store.grants(), &filter).await?;
            let places: BTreeSet<OrganizationId> = grants.iter().map(|grant| grant.organization).collect();
            for organization in places {
                let known = self.facts(caller, &[organization]).await?;
                let goes = |grant: &Grant| grant.role == before.id;
                self.keep_an_administrator(act, &known, organization, goes).await?;
            }
        }
        act.keeps(&OneStays { about: before.id.into() });
        Ok(())
    }

    /// Refuses to remove the last administrator from their organisation, with the grants that they hold there.
    pub(crate) async fn keep_administrators_without_member(
        &self,
        act: &mut Act,
        known: &DecisionContext,
        member: &Membership,
        grants: &[Versioned<Grant>],
    ) -> Result<(), KeepError> {
        let goes = |grant: &Grant| grant.holder == Holder::User(member.user);
        self.keep_an_administrator(act, known, member.organization, goes).await?;
        for grant in grants {
            act.keeps(&OneStays { about: grant.id.into() });
        }
        act.keeps(&OneStays { about: member.id.into() });
        Ok(())
    }

    /// Refuses a change after which nobody could administer an organisation who can now. Touches the
    /// organisation, so that of two such changes at once the second decides on fresh facts.
    async fn keep_an_administrator(
        &self,
        act: &mut Act,
        known: &DecisionContext,
        organization: OrganizationId,
        goes: impl Fn(&Grant) -> bool + Send,
    ) -> Result<(), KeepError> {
        let (staying, going) = self.staying_and_going(organization, goes).await?;
        if going > 0 && staying == 0 {
            return Err(KeepError::LastAdministrator);
        }
        if going > 0
            && let Some(found) = known.organizations.get(&organization)
        {
            act.changes().update(found.record.clone(), found.version);
        }
        Ok(())
    }

    /// The organisations that would be left without an administrator if a person went.
    pub(crate) async fn sole_administrator_of(
        &self,
        user: UserId,
    ) -> Result<BTreeSet<OrganizationId>, StoreError> {
        let mut alone: BTreeSet<_> =
            self.grants_of(user).await?.iter().map(|grant| grant.organization).collect();
        for organization in alone.clone() {
            let goes = |grant: &Grant| grant.holder == Holder::User(user);
            let (staying, going) = self.staying_and_going(organization, goes).await?;
            if going == 0 || staying > 0 {
                alone.remove(&organization);
            }
        }
        Ok(alone)
    }

    /// How many administrators an organisation keeps, and how many it loses.
    async fn staying_and_going(
        &self,
        organization: OrganizationId,
        goes: impl Fn(&Grant) -> bool + Send,
    ) -> Result<(usize, usize), StoreError> {
        let filter = GrantFilter {
            organizations: Some(vec![organization]),
            unrevoked: true,
            ..GrantFilter::default()
        };
        let now = self.now();
        let (mut staying, mut going) = (0, 0);
        for grant in self.all(self.store.grants(), &filter).await? {
            let role = self.store.roles().get(grant.role).await?;
            let administers = role.is_some_and(|role| administers(&role) && grant.rights.may_act());
            let Holder::User(user) = grant.holder else { continue };
            // Whoever acts by somebody else's mandate is no administrator in their own right.
            if !administers || grant.is_derived() || !grant.period.contains(now) {
                continue;
            }
            let user = self.store.users().get(user).await?;
            if goes(&grant) {
                going += 1;
            } else if grant.period.ends_at.is_none()
                && user.is_some_and(|user| user.state == UserState::Active)
            {
                staying += 1;
            }
        }
        Ok((staying, going))
    }
}

/// Whether an organisation, or one above it, is not active; makes the commit rest on that.
fn is_suspended(act: &mut Act, known: &DecisionContext, organization: OrganizationId) -> bool {
    let suspended = known.facts.first_inactive(organization).and_then(|id| known.organizations.get(&id));
    if let Some(found) = suspended {
        act.changes().require_read(found);
    }
    suspended.is_some()
}

/// Whether somebody with a role can administer the organisation where they have it.
fn administers(role: &Role) -> bool {
    role.enabled && role.permissions.contains(&Permission::GrantManage)
}
