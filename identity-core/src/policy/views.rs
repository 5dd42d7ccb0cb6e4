//! The same rules, asked the other way round: where may somebody do something, what may they do, who may do it.

use super::allow_reason::AllowReason;
use super::chosen::Chosen;
use super::decide::{admitted, allowed_by};
use super::facts::Facts;
use super::grant_status::gives_at;
use super::link::Link;
use super::memory::NONE;
use super::permission_set::PermissionSet;
use super::request::{Request, Subject};
use crate::Timestamp;
use crate::domain::{Holder, Permission, Region};
use crate::ids::OrganizationId;

/// The part of the tree in which the subject may do something: the predicate that list queries hand to
/// the store. It agrees with [`decide`](super::decide()) on every organisation that lies in it and is active.
pub fn scope(subject: &Subject, permission: Permission, facts: &Facts) -> Vec<Region> {
    let Ok(party) = admitted(subject, permission, facts) else { return Vec::new() };
    let chosen = Chosen::of(subject, facts);
    let effective = |link: &&Link| {
        link.gives(permission, subject.at) && chosen.allows(link) && facts.is_active(link.reach.place)
    };
    let region = |link: &Link| {
        let path = facts.path(link.reach.place)?;
        Some(if link.reach.subtree { Region::Subtree(path) } else { Region::Only(path) })
    };
    let mut regions: Vec<Region> = Vec::new();
    for region in facts.links_of(&party).map(|(_, link)| link).filter(effective).filter_map(region) {
        if !regions.contains(&region) {
            regions.push(region);
        }
    }
    regions
}

/// What the subject may do to an organisation, each with what stands behind it. Agrees with [`decide`](super::decide()) on every
/// permission.
pub fn what_can(
    subject: &Subject,
    organization: OrganizationId,
    facts: &Facts,
) -> Vec<(Permission, AllowReason)> {
    let found = |permission: Permission| {
        allowed_by(&Request { subject: *subject, permission, organization }, facts)
            .map(|because| (permission, because))
    };
    Permission::ALL.iter().copied().filter_map(found).collect()
}

/// The permissions that the subject has at an organisation.
pub fn permissions(subject: &Subject, organization: OrganizationId, facts: &Facts) -> PermissionSet {
    what_can(subject, organization, facts).into_iter().map(|(permission, _)| permission).collect()
}

/// The people and clients that may do something to an organisation now, each with what stands behind it. Agrees with
/// [`decide`](super::decide()) on every holder among the facts who has not chosen whom to act for, with a token of every scope.
pub fn who_can(
    permission: Permission,
    organization: OrganizationId,
    at: Timestamp,
    facts: &Facts,
) -> Vec<(Holder, AllowReason)> {
    let Some(place) = facts.places.find(organization) else { return Vec::new() };
    let mut found: Vec<(Holder, AllowReason)> = Vec::new();
    for (at_link, link) in facts.upwards(place.at).flat_map(|(above, _)| links_at(above, facts)) {
        let may = gives_at(link, permission, place, at, facts);
        let party = facts.parties.get(link.party).filter(|party| may && party.active);
        let Some(holder) = party.map(|party| party.holder) else { continue };
        let is_new = !found.iter().any(|(known, _)| *known == holder);
        if is_new && !matches!(holder, Holder::Organization(_)) {
            found.push((holder, AllowReason::of(at_link, link.id, place.at)));
        }
    }
    found
}

/// The grants that were given at a place, with their positions.
fn links_at(place: u32, facts: &Facts) -> impl Iterator<Item = (u32, &Link)> {
    let place_of = |at: &u32| facts.link_at(*at).map_or(NONE, Link::place);
    let first = facts.by_place.partition_point(|at| place_of(at) < place);
    let behind = facts.by_place.get(first..).unwrap_or_default();
    let here = behind.iter().take_while(move |at| place_of(at) == place);
    here.filter_map(|at| facts.link_at(*at).map(|link| (*at, link)))
}
