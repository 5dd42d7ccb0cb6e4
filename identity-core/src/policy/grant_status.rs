//! Whether a grant counts now, and what keeps it from counting if it does not.

use super::allow_reason::AllowReason;
use super::chain;
use super::deny_reason::DenyReason;
use super::facts::Facts;
use super::link::Link;
use super::memory::FoundPlace;
use crate::Timestamp;
use crate::domain::Permission;
use crate::ids::{GrantId, OrganizationId, ServiceId};

/// Whether a grant has any effect now: what stands behind it, or what is missing. It says nothing of the holder of the
/// grant itself, and nothing of where it is used.
pub fn grant_status(grant: GrantId, at: Timestamp, facts: &Facts) -> Result<AllowReason, DenyReason> {
    let position = facts.link(grant).ok_or(DenyReason::Grant)?;
    let link = facts.link_at(position).ok_or(DenyReason::Grant)?;
    effect(position, link, at, facts).map_or(Ok(AllowReason::of(position, grant, link.place())), Err)
}

/// Whether a grant gives its holder a permission at a place now, if they are active and may use it for the organisation
/// that they chose to act for.
pub(super) fn gives_at(
    link: &Link,
    permission: Permission,
    place: FoundPlace,
    at: Timestamp,
    facts: &Facts,
) -> bool {
    link.gives(permission, at) && link.reach.covers(place.at) && is_active(permission, link, place, facts)
}

/// Whether what must be active for the permission is: the organisation, or, for what outlasts suspension, the places
/// where the grants of the chain were given, of which one lies below all others; with everything above it.
pub(super) fn is_active(permission: Permission, link: &Link, place: FoundPlace, facts: &Facts) -> bool {
    if permission.outlasts_suspension() { facts.is_active(link.reach.place) } else { !place.barred }
}

/// What keeps a chain from having any effect at a moment.
pub(super) fn effect(at: u32, link: &Link, now: Timestamp, facts: &Facts) -> Option<DenyReason> {
    if link.is_active(now) {
        return None;
    }
    if link.fault.is_some() {
        return link.fault.as_deref().copied();
    }
    let own = facts.chain(at).filter_map(|(_, link)| own_time(link, now)).max();
    let gate = || facts.chain(at).filter_map(|(_, link)| gate(link, now, facts)).max();
    own.or_else(gate).or(Some(DenyReason::Grant))
}

/// What the period of a single grant says.
fn own_time(link: &Link, now: Timestamp) -> Option<DenyReason> {
    let ended =
        link.period.ends_at().filter(|end| *end <= now).map(|end| DenyReason::GrantEnded(link.id, end));
    let begins = link.period.starts_at().filter(|start| *start > now);
    ended.or_else(|| begins.map(|start| DenyReason::GrantNotBegun(link.id, start)))
}

/// What the services and contracts that a single grant is limited to say.
fn gate(link: &Link, now: Timestamp, facts: &Facts) -> Option<DenyReason> {
    let limits = link.limits.as_ref().filter(|limits| {
        let open = chain::gate(facts, limits, Some(link.place()));
        !open.contains(now)
    })?;
    let Some(services) = &limits.services else { return Some(DenyReason::ContractOfGrant(link.id)) };
    let place = facts.place_at(link.place())?.id;
    let usable = |service: &&ServiceId| service_obstacle(place, **service, now, facts).is_none();
    if services.iter().any(|service| usable(&service)) {
        return limits.contracts.is_some().then_some(DenyReason::ContractOfGrant(link.id));
    }
    services.iter().filter_map(|service| service_obstacle(place, *service, now, facts)).max()
}

/// What keeps an organisation from using a service.
pub(super) fn service_obstacle(
    organization: OrganizationId,
    service: ServiceId,
    now: Timestamp,
    facts: &Facts,
) -> Option<DenyReason> {
    let Some(found) = facts.services.get(&service).filter(|found| found.enabled) else {
        return Some(DenyReason::EnabledService(service));
    };
    if !found.needs_contract || facts.contract_for(organization, service, now, |_| true).is_some() {
        return None;
    }
    let own = facts.contracts_of(organization).map(|(_, contract)| contract);
    let ends = own.filter(|contract| contract.services.contains(&service));
    let last = ends.filter_map(|contract| contract.period.ends_at).filter(|end| *end <= now).max();
    Some(last.map_or(DenyReason::Contract(service), |end| DenyReason::ContractEnded(service, end)))
}
