//! Somebody's own account, organisations and applications.

use super::HeldRole;
use crate::Identity;
use crate::domain::{
    Grant, GrantFilter, Holder, MembershipFilter, Organization, OrganizationState, Service, User,
};
use crate::ids::{OrganizationId, UserId};
use crate::policy::{Permission, Subject, standing};
use crate::store::{StoreError, Versioned};
use crate::use_cases::AccessError;
use crate::use_cases::Caller;
use crate::use_cases::facts::Known;
use std::collections::{BTreeMap, BTreeSet};

/// Somebody's own account.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    /// The person.
    pub user: Versioned<User>,
    /// The organisations they belong to, with the roles they hold there.
    pub places: Vec<(Organization, Vec<HeldRole>)>,
    /// The applications that they can open.
    pub applications: Vec<Application>,
    /// What they may do at each of these organisations now.
    pub permitted: BTreeMap<OrganizationId, BTreeSet<Permission>>,
    /// Organisations where they may see the people, the ones that they administer.
    pub administers: Vec<OrganizationId>,
    /// Whether they may see organisations below one of theirs, as staff do.
    pub oversees: bool,
}

/// An application that somebody can open for an organisation.
#[derive(Debug, Clone, PartialEq)]
pub struct Application {
    /// The service.
    pub service: Service,
    /// For which organisation.
    pub organization: OrganizationId,
    /// The organisation's name.
    pub organization_name: String,
}

impl Identity {
    /// The caller's own account.
    pub async fn account(&self, caller: &Caller) -> Result<Account, AccessError> {
        let id = caller.user().ok_or(AccessError::NotFound)?;
        let user = self.store.users().get(id).await?.ok_or(AccessError::NotFound)?;
        let own = self.organizations_of(id).await?;
        let known = self.facts(caller, &own).await?;
        let filter = held_by(id);
        let held = self.held_roles(&filter).await?;
        let mut places = Vec::new();
        for organization in own.iter().filter_map(|id| known.organizations.get(id)) {
            let here =
                held.iter().filter(|held| held.grant.organization == organization.id).cloned().collect();
            places.push((organization.record.clone(), here));
        }
        let may_see_people =
            |organization: &&OrganizationId| known.allows(Permission::MemberView, **organization);
        let oversees = held.iter().any(|held| {
            held.grant.scope == crate::domain::GrantScope::Subtree
                && held.role.permissions.contains(&Permission::OrganizationView)
                && known
                    .organizations
                    .get(&held.grant.organization)
                    .is_some_and(|found| found.parent().is_none())
        });
        let permitted_at = |organization| (organization, known.permissions(organization).iter().collect());
        Ok(Account {
            permitted: own.iter().copied().map(permitted_at).collect(),
            applications: applications(&known, &own),
            administers: own.iter().filter(may_see_people).copied().collect(),
            places,
            oversees,
            user,
        })
    }

    /// The active organisations that the caller belongs to or holds a role at.
    pub async fn own_organizations(
        &self,
        caller: &Caller,
    ) -> Result<Vec<Versioned<Organization>>, AccessError> {
        let id = caller.user().ok_or(AccessError::NotFound)?;
        let mut found = Vec::new();
        for id in self.organizations_of(id).await? {
            let organization = self.store.organizations().get(id).await?;
            found.extend(organization.filter(|found| found.state == OrganizationState::Active));
        }
        Ok(found)
    }

    /// Where a person belongs, holds a role, or acts by a mandate that is in force.
    pub(crate) async fn organizations_of(&self, user: UserId) -> Result<Vec<OrganizationId>, StoreError> {
        let filter = MembershipFilter { user: Some(user), organization: None };
        let member = self.all(self.store.memberships(), &filter).await?;
        let now = self.now();
        let known = self.facts_with(Subject::user(user, now), Vec::new(), &[]).await?;
        let holds = |grant: &&Versioned<Grant>| {
            let own = grant.holder == Holder::User(user) && !grant.period.is_over(now);
            own && (!grant.hangs_on_another() || standing(grant.id, now, &known.facts).is_ok())
        };
        let held = known.grants.values().filter(holds).map(|grant| grant.organization);
        let mut places: Vec<_> = member.iter().map(|member| member.organization).chain(held).collect();
        places.sort_unstable();
        places.dedup();
        Ok(places)
    }
}

/// The grants of a person that were not taken back.
fn held_by(user: UserId) -> GrantFilter {
    GrantFilter { holders: Some(vec![Holder::User(user)]), unrevoked: true, ..GrantFilter::default() }
}

fn applications(known: &Known, organizations: &[OrganizationId]) -> Vec<Application> {
    let mut found = Vec::new();
    for organization in organizations.iter().filter_map(|id| known.organizations.get(id)) {
        for service in known.services.values().filter(|service| service.start_url.is_some()) {
            if known.access(organization.id, service.id).is_ok() {
                found.push(Application {
                    service: service.record.clone(),
                    organization: organization.id,
                    organization_name: organization.name.to_string(),
                });
            }
        }
    }
    found
}
