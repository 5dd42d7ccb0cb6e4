//! What a chain of grants comes to: a grant gives what every grant gives that it derives from, never more, nowhere else,
//! no longer.

use super::deny_reason::DenyReason;
use super::facts::{ContractFact, Facts, RoleFact};
use super::link::{ChainLimits, Link, LinkKind, Reach};
use super::memory::{Index, NONE};
use super::permission_set::PermissionSet;
use super::windows::Windows;
use crate::domain::Versioned;
use crate::domain::{Grant, GrantScope, Period};
use crate::ids::ServiceId;

/// Adds the grants, the ones above before those that derive from them.
pub(super) fn add_links(facts: &mut Facts, mut grants: Vec<&Versioned<Grant>>, ends: &[u32]) {
    grants.sort_by_key(|grant| (grant.holder, grant.id));
    grants.dedup_by_key(|grant| grant.id);
    facts.links = grants.iter().map(|grant| by_itself(facts, grant, ends)).collect();
    let is_at = |id, at: u32| facts.link_at(at).is_some_and(|link| link.id.as_uuid() == id);
    let ids = facts.links.iter().map(|link| link.id.as_uuid());
    facts.link_index = Index::of(facts.links.len(), ids.zip(0_u32..), is_at);
    let mut downwards: Vec<_> = (0_u32..).zip(&grants).collect();
    downwards.sort_by_key(|(_, grant)| grant.path.steps().len());
    for (at, grant) in downwards {
        let above = grant.path.parent_grant().and_then(|id| facts.link(id));
        let record = above.and_then(|above| grants.get(above as usize));
        // A parent grant whose path does not lead to this grant is ignored, so that no chain leads back to itself.
        let above = above.filter(|_| record.is_some_and(|record| record.path.leads_to(&grant.path)));
        derive(facts, at, grant, above);
    }
    for (at, link) in (0_u32..).zip(&facts.links) {
        facts.parties.add_link(link.party, at);
    }
    let places = facts.links.iter().map(Link::place);
    let mut by_place: Vec<_> = places.zip(0_u32..).collect();
    by_place.sort_unstable();
    facts.by_place = by_place.into_iter().map(|(_, at)| at).collect();
}

/// A grant as if it stood by itself.
fn by_itself(facts: &Facts, grant: &Versioned<Grant>, ends: &[u32]) -> Link {
    let role = facts.roles.binary_search_by_key(&grant.role, |role| role.id).ok();
    let role_fact = role.and_then(|at| facts.roles.get(at));
    let place = facts.place(grant.organization);
    let reach = place.map_or(Reach::NOWHERE, |at| reach(at, grant.scope, ends));
    let limits = limits(grant);
    let limited = limits.is_some();
    let given = role_fact.map_or(PermissionSet::NONE, |role| role.permissions);
    let own = Windows::any_of([grant.period]);
    let open = limits.as_ref().map(|limits| gate(facts, limits, place));
    let fault = own_fault(grant, role_fact);
    let kind = match (&grant.mandate, grant.is_derived()) {
        (Some(mandate), _) => LinkKind::Mandate(mandate.max_delegation_depth),
        (None, true) => LinkKind::Under,
        (None, false) => LinkKind::Root,
    };
    Link {
        id: grant.id,
        version: grant.version.into(),
        role: role.and_then(|at| u32::try_from(at).ok()).unwrap_or(NONE),
        parent_grant: NONE,
        party: NONE,
        rights: grant.rights,
        kind,
        own_reach: reach,
        reach,
        permissions: if limited { given.and(PermissionSet::within_service()) } else { given },
        period: grant.period.into(),
        windows: open.map_or(own.clone(), |open| own.and(&open)),
        broken: fault.is_some(),
        fault: fault.map(Box::new),
        limits,
    }
}

fn limits(grant: &Grant) -> Option<Box<ChainLimits>> {
    let services = grant.services.as_ref().map(|ids| ids.iter().copied().collect());
    let contracts = grant.contracts.as_ref().map(|ids| ids.iter().copied().collect());
    (grant.services.is_some() || grant.contracts.is_some())
        .then(|| Box::new(ChainLimits { services, contracts }))
}

fn reach(place: u32, scope: GrantScope, ends: &[u32]) -> Reach {
    match scope {
        GrantScope::Organization => Reach { place, end: place + 1, subtree: false },
        GrantScope::Subtree => {
            let end = ends.get(place as usize).copied().unwrap_or(place);
            Reach { place, end, subtree: true }
        }
    }
}

fn own_fault(grant: &Grant, role: Option<&RoleFact>) -> Option<DenyReason> {
    if let Some(end) = grant.revoked_at {
        return Some(DenyReason::GrantEnded(grant.id, end));
    }
    if !role.is_some_and(|role| role.enabled) {
        return Some(DenyReason::EnabledRole(grant.id));
    }
    grant.awaits_acceptance().then_some(DenyReason::Acceptance(grant.id))
}

/// When one of the services that a grant is limited to can be used where it was given, or, if it is limited to
/// contracts alone, one of these is in force.
pub(super) fn gate(facts: &Facts, limits: &ChainLimits, place: Option<u32>) -> Windows {
    let line = || place.into_iter().flat_map(|at| facts.upwards(at));
    let contracts = line()
        .flat_map(|(_, place)| facts.contracts_of(place.id))
        .map(|(_, contract)| contract)
        .filter(|contract| limits.contracts.as_ref().is_none_or(|only| only.contains(&contract.id)));
    let Some(services) = &limits.services else {
        return Windows::any_of(contracts.map(|contract| contract.period));
    };
    let enabled = |id: &&ServiceId| facts.services.get(*id).is_some_and(|service| service.enabled);
    let free = |id: &ServiceId| facts.services.get(id).is_some_and(|service| !service.needs_contract);
    let (open, closed): (Vec<_>, Vec<_>) =
        services.iter().filter(enabled).partition(|id| limits.contracts.is_none() && free(id));
    if !open.is_empty() {
        return Windows::any_of([Period::ALWAYS]);
    }
    let covers = |contract: &&ContractFact| closed.iter().any(|id| contract.services.contains(id));
    Windows::any_of(contracts.filter(covers).map(|contract| contract.period))
}

/// Narrows a grant to what the one above it gives.
fn derive(facts: &mut Facts, at: u32, grant: &Grant, parent_at: Option<u32>) {
    let party = facts.party(grant.holder).map_or(NONE, |party| party.at);
    let parent_grant = parent_at.and_then(|at| facts.link_at(at)).cloned();
    let giver = parent_grant.as_ref().and_then(|parent_grant| facts.parties.get(parent_grant.party));
    let giver_is_active = giver.is_some_and(|giver| giver.active);
    let Some(link) = facts.links.get_mut(at as usize) else { return };
    link.party = party;
    let Some(above) = grant.path.parent_grant() else { return };
    let Some(parent_grant) = parent_grant else {
        link.broken = true;
        link.fault = Some(Box::new(DenyReason::ParentGrant(above)));
        return;
    };
    link.parent_grant = parent_at.unwrap_or(NONE);
    link.reach = link.reach.and(parent_grant.reach);
    link.windows = link.windows.and(&parent_grant.windows);
    link.permissions = link.permissions.and(parent_grant.permissions);
    if !link.is_mandate() && !parent_grant.passes_permissions() {
        link.permissions = PermissionSet::NONE;
    }
    let passing =
        passing_fault(link, &parent_grant).or((!giver_is_active).then_some(DenyReason::ActiveGiver(above)));
    link.fault = parent_grant.fault.or(passing.map(Box::new)).or(link.fault.take());
    link.broken = link.fault.is_some();
}

/// What keeps the holder of `parent_grant` from passing it on as `link`.
fn passing_fault(link: &Link, parent_grant: &Link) -> Option<DenyReason> {
    let deep_enough = match (link.kind, parent_grant.kind) {
        (LinkKind::Mandate(depth), LinkKind::Mandate(left)) => depth < left,
        (LinkKind::Mandate(_), LinkKind::Under) => false,
        _ => true,
    };
    (!parent_grant.rights.may_grant() || !deep_enough).then_some(DenyReason::RightToGrant(parent_grant.id))
}
