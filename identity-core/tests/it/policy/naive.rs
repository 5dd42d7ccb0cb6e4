//! The rules once more, written from their documentation in the plainest way, to compare the engine with.

use identity_core::Timestamp;
use identity_core::domain::{Grant, GrantScope, OrganizationState, Period, Rights, Role, UserState};
use identity_core::ids::{OrganizationId, ServiceId};
use identity_core::policy::{Facts, Gift, Permission, Subject};
use identity_core::values::RoleKey;
use std::collections::BTreeSet;

fn is_active(subject: &Subject) -> bool {
    match subject {
        Subject::User(user) => user.record.state == UserState::Active,
        Subject::Client { client, .. } => client.record.enabled,
    }
}

fn token_allows(subject: &Subject, permission: Permission) -> bool {
    match subject {
        Subject::User(_) => true,
        Subject::Client { scopes, .. } => scopes.contains(&permission),
    }
}

/// An organisation and all above it, from itself to the root.
fn upwards(facts: &Facts, from: OrganizationId) -> Vec<OrganizationId> {
    let mut line = vec![from];
    let mut at = from;
    while let Some(parent) = facts.organizations.get(&at).and_then(|found| found.record.parent()) {
        line.push(parent);
        at = parent;
    }
    line
}

fn all_active(facts: &Facts, from: OrganizationId) -> bool {
    let active = |id: &OrganizationId| {
        facts.organizations.get(id).is_some_and(|found| found.record.state == OrganizationState::Active)
    };
    upwards(facts, from).iter().all(active)
}

fn reaches(facts: &Facts, grant: &Grant, organization: OrganizationId) -> bool {
    match grant.scope {
        GrantScope::Organization => grant.organization == organization,
        GrantScope::Subtree => upwards(facts, organization).contains(&grant.organization),
    }
}

fn within(period: &Period, now: Timestamp) -> bool {
    let begun = match period.not_before {
        Some(start) => start <= now,
        None => true,
    };
    let over = match period.not_after {
        Some(end) => end <= now,
        None => false,
    };
    begun && !over
}

/// The role of a grant that is in force.
fn in_force<'a>(facts: &'a Facts, grant: &Grant) -> Option<&'a Role> {
    let role = &facts.roles.get(&grant.role)?.record;
    (role.enabled && grant.revoked_at.is_none() && within(&grant.period, facts.now)).then_some(role)
}

pub(super) fn outlasts_suspension(permission: Permission) -> bool {
    permission.only_looks()
        || [Permission::OrganizationProvision, Permission::ContractProvision].contains(&permission)
}

pub(super) fn may(permission: Permission, organization: OrganizationId, facts: &Facts) -> bool {
    is_active(&facts.subject)
        && token_allows(&facts.subject, permission)
        && facts.organizations.contains_key(&organization)
        && facts.grants.iter().map(|grant| &grant.record).any(|grant| {
            let stands = if outlasts_suspension(permission) { grant.organization } else { organization };
            grant.rights != Rights::Grant
                && in_force(facts, grant).is_some_and(|role| role.permissions.contains(&permission))
                && reaches(facts, grant, organization)
                && all_active(facts, stands)
        })
}

/// The application roles of a service that somebody has at an organisation.
pub(super) fn application_roles(
    organization: OrganizationId,
    service: ServiceId,
    facts: &Facts,
) -> BTreeSet<RoleKey> {
    let mut roles = BTreeSet::new();
    let Some(used) = facts.services.get(&service) else { return roles };
    if !is_active(&facts.subject) || !all_active(facts, organization) || !used.record.enabled {
        return roles;
    }
    let in_force_here = facts.contracts.iter().map(|contract| &contract.record).filter(|contract| {
        contract.organization == organization
            && contract.services.contains(&service)
            && within(&contract.period, facts.now)
    });
    let contracts: BTreeSet<_> = in_force_here.map(|contract| contract.id).collect();
    if used.record.needs_contract && contracts.is_empty() {
        return roles;
    }
    for grant in facts.grants.iter().map(|grant| &grant.record) {
        let Some(role) = in_force(facts, grant) else { continue };
        let by_contract = match &grant.contracts {
            Some(only) => only.intersection(&contracts).next().is_some(),
            None => true,
        };
        let for_service = match &grant.services {
            Some(only) => only.contains(&service),
            None => true,
        };
        if grant.rights != Rights::Grant && by_contract && for_service && reaches(facts, grant, organization)
        {
            roles.extend(role.application_roles.get(&service).into_iter().flatten().cloned());
        }
    }
    roles
}

/// Whether a grant holds so much that all of a gift's reach can come from it.
fn is_wide_enough(facts: &Facts, grant: &Grant, gift: &Gift<'_>) -> bool {
    let services = match (&grant.services, gift.services) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(own), Some(given)) => given.iter().all(|id| own.contains(id)),
    };
    let contracts = match (&grant.contracts, gift.contracts) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(own), Some(given)) => given.iter().all(|id| own.contains(id)),
    };
    let long = match (grant.period.not_after, gift.period.not_after) {
        (Some(own), Some(given)) => given <= own,
        (Some(_), None) => false,
        (None, _) => true,
    };
    let deep = !(grant.scope == GrantScope::Organization && gift.scope == GrantScope::Subtree);
    grant.rights != Rights::Act
        && services
        && contracts
        && long
        && deep
        && reaches(facts, grant, gift.organization)
}

pub(super) fn may_give(gift: &Gift<'_>, facts: &Facts) -> bool {
    let line = upwards(facts, gift.organization);
    let sources =
        || facts.grants.iter().map(|grant| &grant.record).filter(|grant| is_wide_enough(facts, grant, gift));
    let permission = |wanted: &Permission| {
        let holds = |role: &Role| role.permissions.contains(wanted);
        all_active(facts, gift.organization)
            && sources().any(|grant| in_force(facts, grant).is_some_and(holds))
    };
    let application_role = |service: &ServiceId, wanted: &RoleKey| {
        let holds = |grant: &Grant| {
            let listed = grant.services.as_ref().is_none_or(|only| only.contains(service));
            let role = in_force(facts, grant);
            listed && role.is_some_and(|role| role.application_roles[service].contains(wanted))
        };
        all_active(facts, gift.organization) && sources().any(holds)
    };
    is_active(&facts.subject)
        && gift.role.enabled
        && gift.role.owner.is_none_or(|owner| line.contains(&owner))
        && gift.role.permissions.iter().all(permission)
        && gift.role.application_roles.iter().all(|(service, wanted)| {
            gift.services.is_some_and(|only| !only.contains(service))
                || wanted.iter().all(|key| application_role(service, key))
        })
}
