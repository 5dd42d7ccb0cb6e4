//! Somebody's own account.

use crate::Timestamp;
use crate::authority::{AccessError, Caller, DecisionContext, Identity};
use crate::domain::{Grant, GrantScope, Holder, MandateAnswer, Organization, Service, User};
use crate::ids::{OrganizationId, UserId};
use crate::policy::Permission;
use crate::roles::{ClosedService, HeldRole, closed};
use crate::store::Versioned;
use std::collections::{BTreeMap, BTreeSet};

/// Somebody's own account.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Account {
    /// The person.
    pub user: Versioned<User>,
    /// The organisations they belong to, with the roles they hold there.
    pub places: Vec<(Organization, Vec<HeldRole>)>,
    /// The applications that they can open.
    pub applications: Vec<Application>,
    /// The services that they have a role for, and that are closed to them now for a reason that no role removes.
    pub closed: Vec<ClosedService>,
    /// What they may do at each of these organisations now.
    pub permitted: BTreeMap<OrganizationId, BTreeSet<Permission>>,
    /// The organisations of which they are a member; in others they have mandates only.
    pub belongs_to: BTreeSet<OrganizationId>,
    /// Organisations where they may see the people, the ones that they administer.
    pub administers: Vec<OrganizationId>,
    /// Whether they may see organisations below one of theirs, as staff do.
    pub oversees: bool,
    /// Whether mandates are a matter for them: they hold one, were offered one, or may give some.
    pub concerned_with_mandates: bool,
    /// How many mandates wait for their answer.
    pub mandates_offered: usize,
}

/// An application that somebody can open for an organisation.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
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
        let (own, known) = self.own_places(caller).await?;
        let user = known.users.get(&id).cloned().ok_or(AccessError::NotFound)?;
        let held = held_by(&known, id, self.instant(caller));
        let mut places = Vec::new();
        for organization in own.iter().filter_map(|id| known.organizations.get(id)) {
            let here =
                held.iter().filter(|held| held.grant.organization == organization.id).cloned().collect();
            places.push((organization.record.clone(), here));
        }
        let may_see_people =
            |organization: &&OrganizationId| known.allows(Permission::MemberView, **organization);
        let oversees = held.iter().any(|held| {
            held.grant.scope == GrantScope::Subtree
                && held.role.permissions.contains(&Permission::OrganizationView)
                && known
                    .organizations
                    .get(&held.grant.organization)
                    .is_some_and(|found| found.parent().is_none())
        });
        let offered = |held: &&HeldRole| {
            held.grant.mandate.as_ref().is_some_and(|mandate| mandate.answer == MandateAnswer::Open)
        };
        let can_delegate = |id: &OrganizationId| known.allows(Permission::MandateManage, *id);
        // What was paused by the end of a contract still says where its holder could act.
        let held_at = held.iter().map(|held| held.grant.organization);
        let reached: BTreeSet<_> = own.iter().copied().chain(held_at).collect();
        let permitted_at = |organization| (organization, known.permissions(organization).iter().collect());
        Ok(Account {
            belongs_to: known.member_of.iter().copied().collect(),
            permitted: own.iter().copied().map(permitted_at).collect(),
            applications: applications(&known, &own),
            closed: closed(&known, reached),
            administers: own.iter().filter(may_see_people).copied().collect(),
            concerned_with_mandates: held.iter().any(|held| held.grant.mandate.is_some())
                || own.iter().any(can_delegate),
            mandates_offered: held.iter().filter(offered).count(),
            places,
            oversees,
            user,
        })
    }
}

/// The grants of a person that have not ended, with their roles.
fn held_by(known: &DecisionContext, user: UserId, now: Timestamp) -> Vec<HeldRole> {
    let own = |grant: &&Versioned<Grant>| grant.holder == Holder::User(user) && !grant.has_ended(now);
    known.grants.values().filter(own).filter_map(|grant| HeldRole::of(grant, known)).collect()
}

fn applications(known: &DecisionContext, organizations: &[OrganizationId]) -> Vec<Application> {
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
