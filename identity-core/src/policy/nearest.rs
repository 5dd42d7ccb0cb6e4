//! The nearest missing link behind a deny.

use super::chosen::Chosen;
use super::deny_reason::Missing;
use super::facts::{Facts, Party};
use super::grant_status::{effect, stands};
use super::link::Link;
use super::request::Request;
use crate::domain::Permission;

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

fn inactive(permission: Permission, link: &Link, place: u32, facts: &Facts) -> Missing {
    let must_be_active = if permission.outlasts_suspension() { link.reach.place } else { place };
    let bar = facts.bar(must_be_active).or_else(|| facts.place_at(place).map(|found| found.id));
    bar.map_or(Missing::Grant, Missing::ActiveOrganization)
}
