//! The nearest missing link behind a deny.

use super::chain;
use super::decide::{Chosen, stands};
use super::facts::{Facts, Party};
use super::link::Link;
use super::{Missing, Permission, Request};
use crate::Timestamp;
use crate::ids::{OrganizationId, ServiceId};

/// What keeps the grant that comes nearest to allowing a request from doing so.
pub(super) fn nearest(request: &Request, party: &Party, place: u32, facts: &Facts) -> Missing {
    let near = |(at, link): (u32, &Link)| obstacle(request, at, link, place, facts);
    facts.links_of(party).filter_map(near).max().unwrap_or(Missing::Grant)
}

/// What keeps a grant from allowing a request; none if the request is no concern of the grant.
fn obstacle(request: &Request, at: u32, link: &Link, place: u32, facts: &Facts) -> Option<Missing> {
    let Request { subject, permission, organization } = request;
    if !link.named.contains(*permission) || !link.own_reach.covers(place) {
        return None;
    }
    let chain = || chain_obstacle(*permission, at, link, place, facts);
    let acting_for =
        || (!Chosen::of(subject, facts).allows(link)).then_some(Missing::ActingFor(*organization));
    let active =
        || (!stands(*permission, link, place, facts)).then(|| inactive(*permission, link, place, facts));
    chain().or_else(|| effect(at, link, subject.at, facts)).or_else(acting_for).or_else(active)
}

/// What keeps the chain from giving a permission somewhere at all.
fn chain_obstacle(
    permission: Permission,
    at: u32,
    link: &Link,
    place: u32,
    facts: &Facts,
) -> Option<Missing> {
    if !gives(link, permission) {
        return Some(Missing::WholeOrganization(link.id));
    }
    if !link.permissions.contains(permission) {
        let above = facts.chain(at).skip(1).find(|(_, above)| !gives(above, permission));
        let source = || facts.link_at(link.source).map(|source| Missing::RightToGrant(source.id));
        return above
            .map(|(_, above)| Missing::Source(above.id))
            .or_else(source)
            .or(Some(Missing::Source(link.id)));
    }
    if !link.reach.covers(place) {
        let short = facts.chain(at).skip(1).find(|(_, above)| !above.own_reach.covers(place));
        return Some(Missing::SourceReach(short.map_or(link.id, |(_, above)| above.id)));
    }
    (!link.rights.may_act()).then_some(Missing::RightToAct(link.id))
}

/// Whether a grant gives a permission, taken by itself.
fn gives(link: &Link, permission: Permission) -> bool {
    link.named.contains(permission) && (link.limits.is_none() || permission.within_service())
}

/// What keeps a chain from having any effect at a moment.
pub(super) fn effect(at: u32, link: &Link, now: Timestamp, facts: &Facts) -> Option<Missing> {
    if link.fault.is_some() {
        return link.fault.as_deref().copied();
    }
    if link.windows.contains(now) {
        return None;
    }
    let own = facts.chain(at).filter_map(|(_, link)| own_time(link, now)).max();
    let gate = || facts.chain(at).filter_map(|(_, link)| gate(link, now, facts)).max();
    own.or_else(gate).or(Some(Missing::Grant))
}

/// What the period of a single grant says.
fn own_time(link: &Link, now: Timestamp) -> Option<Missing> {
    let ended =
        link.period.not_after().filter(|end| *end <= now).map(|end| Missing::GrantEnded(link.id, end));
    let begins = link.period.not_before().filter(|start| *start > now);
    ended.or_else(|| begins.map(|start| Missing::GrantNotBegun(link.id, start)))
}

/// What the services and contracts that a single grant is limited to say.
fn gate(link: &Link, now: Timestamp, facts: &Facts) -> Option<Missing> {
    let limits = link.limits.as_ref().filter(|limits| {
        let open = chain::gate(facts, limits, Some(link.place()));
        !open.contains(now)
    })?;
    let Some(services) = &limits.services else { return Some(Missing::ContractOfGrant(link.id)) };
    let place = facts.place_at(link.place())?.id;
    let usable = |service: &&ServiceId| service_obstacle(place, **service, now, facts).is_none();
    if services.iter().any(|service| usable(&service)) {
        return limits.contracts.is_some().then_some(Missing::ContractOfGrant(link.id));
    }
    services.iter().filter_map(|service| service_obstacle(place, *service, now, facts)).max()
}

/// What keeps an organisation from using a service.
pub(super) fn service_obstacle(
    organization: OrganizationId,
    service: ServiceId,
    now: Timestamp,
    facts: &Facts,
) -> Option<Missing> {
    let Some(found) = facts.services.get(&service).filter(|found| found.enabled) else {
        return Some(Missing::EnabledService(service));
    };
    if !found.needs_contract || facts.contract_for(organization, service, now, |_| true).is_some() {
        return None;
    }
    let own = facts.contracts_of(organization).map(|(_, contract)| contract);
    let ends = own.filter(|contract| contract.services.contains(&service));
    let last = ends.filter_map(|contract| contract.period.not_after).filter(|end| *end <= now).max();
    Some(last.map_or(Missing::Contract(service), |end| Missing::ContractEnded(service, end)))
}

fn inactive(permission: Permission, link: &Link, place: u32, facts: &Facts) -> Missing {
    let must_be_active = if permission.outlasts_suspension() { link.reach.place } else { place };
    let bar = facts.bar(must_be_active).or_else(|| facts.place_at(place).map(|found| found.id));
    bar.map_or(Missing::Grant, Missing::ActiveOrganization)
}
