//! The nearest missing link behind a deny.

use super::chosen::Chosen;
use super::deny_reason::DenyReason;
use super::facts::Facts;
use super::grant_status::{effect, is_active};
use super::link::Link;
use super::memory::{FoundPlace, Party};
use super::request::Request;
use crate::domain::Permission;

/// What keeps the grant that comes nearest to allowing a request from doing so.
pub(super) fn nearest(request: &Request, party: &Party, place: FoundPlace, facts: &Facts) -> DenyReason {
    let near = |(at, link): (u32, &Link)| obstacle(request, at, link, place, facts);
    facts.links_of(party).filter_map(near).max().unwrap_or(DenyReason::Grant)
}

/// What keeps a grant from allowing a request; none if the request is no concern of the grant.
fn obstacle(request: &Request, at: u32, link: &Link, place: FoundPlace, facts: &Facts) -> Option<DenyReason> {
    let Request { subject, permission, organization } = request;
    if !link.own_reach.covers(place.at) || !facts.named(link).contains(*permission) {
        return None;
    }
    let chain = || chain_obstacle(*permission, at, link, place.at, facts);
    let acting_for =
        || (!Chosen::of(subject, facts).allows(link)).then_some(DenyReason::ActingFor(*organization));
    let active = || {
        (!is_active(*permission, link, place, facts)).then(|| inactive(*permission, link, place.at, facts))
    };
    chain().or_else(|| effect(at, link, subject.at, facts)).or_else(acting_for).or_else(active)
}

/// What keeps the chain from giving a permission somewhere at all.
fn chain_obstacle(
    permission: Permission,
    at: u32,
    link: &Link,
    place: u32,
    facts: &Facts,
) -> Option<DenyReason> {
    if !gives(link, permission, facts) {
        return Some(DenyReason::WholeOrganization(link.id));
    }
    if !link.permissions.contains(permission) {
        let above = facts.chain(at).skip(1).find(|(_, above)| !gives(above, permission, facts));
        let parent_grant =
            || facts.link_at(link.parent_grant).map(|parent_grant| DenyReason::RightToGrant(parent_grant.id));
        return above
            .map(|(_, above)| DenyReason::ParentGrant(above.id))
            .or_else(parent_grant)
            .or(Some(DenyReason::ParentGrant(link.id)));
    }
    if !link.reach.covers(place) {
        let short = facts.chain(at).skip(1).find(|(_, above)| !above.own_reach.covers(place));
        return Some(DenyReason::ParentGrantReach(short.map_or(link.id, |(_, above)| above.id)));
    }
    (!link.rights.may_act()).then_some(DenyReason::RightToAct(link.id))
}

/// Whether a grant gives a permission, taken by itself.
fn gives(link: &Link, permission: Permission, facts: &Facts) -> bool {
    facts.named(link).contains(permission) && (link.limits.is_none() || permission.within_service())
}

fn inactive(permission: Permission, link: &Link, place: u32, facts: &Facts) -> DenyReason {
    let must_be_active = if permission.outlasts_suspension() { link.reach.place } else { place };
    let bar = facts.bar(must_be_active).or_else(|| facts.place_at(place).map(|found| found.id));
    bar.map_or(DenyReason::Grant, DenyReason::ActiveOrganization)
}
