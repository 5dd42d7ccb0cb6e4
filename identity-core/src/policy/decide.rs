use super::allow_reason::AllowReason;
use super::chosen::Chosen;
use super::deny_reason::DenyReason;
use super::facts::Facts;
use super::grant_status::gives_at;
use super::link::Link;
use super::memory::{FoundPlace, Party};
use super::nearest;
use super::request::{Request, Subject};
use crate::domain::{Holder, Permission};
use crate::ids::{ContractId, ServiceId};
use std::collections::BTreeSet;

/// The answer, with its reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// It may be done, because of this.
    Allowed(AllowReason),
    /// It may not be done, for want of this.
    Denied(DenyReason),
}

impl Decision {
    /// Whether it may be done.
    pub const fn is_allowed(&self) -> bool {
        matches!(self, Self::Allowed(_))
    }
}

/// Decides whether a subject has a permission at an organisation.
///
/// Pure, total, and independent of any store: the same facts give the same answer. Nothing is allowed that no
/// effective grant allows; every state counts at the moment of [`Subject::at`]. The book's page on
/// authority has the rules in words.
pub fn decide(request: &Request, facts: &Facts) -> Decision {
    let Request { subject, permission, organization } = request;
    let party = match admitted(subject, *permission, facts) {
        Ok(party) => party,
        Err(missing) => return Decision::Denied(missing),
    };
    let Some(place) = facts.places.find(*organization) else {
        return Decision::Denied(DenyReason::ActiveOrganization(*organization));
    };
    match effective(request, &party, place, facts, |_| true) {
        Some(because) => Decision::Allowed(because),
        None => Decision::Denied(nearest::nearest(request, &party, place, facts)),
    }
}

/// What allows a request, if anything does: [`decide`] without looking for what is missing.
pub fn allowed_by(request: &Request, facts: &Facts) -> Option<AllowReason> {
    let party = admitted(&request.subject, request.permission, facts).ok()?;
    effective(request, &party, facts.places.find(request.organization)?, facts, |_| true)
}

/// The same for something that is limited to services and contracts itself: by a chain whose limits leave room for these.
pub fn allowed_within(
    request: &Request,
    services: Option<&BTreeSet<ServiceId>>,
    contracts: Option<&BTreeSet<ContractId>>,
    facts: &Facts,
) -> Option<AllowReason> {
    let party = admitted(&request.subject, request.permission, facts).ok()?;
    let leaves_room = |at| facts.limits_leave_room(at, services, contracts, false);
    effective(request, &party, facts.places.find(request.organization)?, facts, leaves_room)
}

/// The first grant of the subject, of those that are let through, that gives a permission at a place now.
fn effective(
    request: &Request,
    party: &Party,
    place: FoundPlace,
    facts: &Facts,
    lets_through: impl Fn(u32) -> bool,
) -> Option<AllowReason> {
    let Request { subject, permission, .. } = request;
    let chosen = Chosen::of(subject, facts);
    let may = |link: &Link| gives_at(link, *permission, place, subject.at, facts) && chosen.allows(link);
    facts
        .links_of(party)
        .find(|(at, link)| may(link) && lets_through(*at))
        .map(|(at, link)| AllowReason::of(at, link.id, place.at))
}

/// The subject, if nothing keeps it from doing anything of the kind, anywhere.
pub(super) fn admitted(
    subject: &Subject,
    permission: Permission,
    facts: &Facts,
) -> Result<Party, DenyReason> {
    let party = facts.party(subject.holder).filter(|party| party.active).ok_or(DenyReason::ActiveSubject)?;
    if subject.scopes.is_some_and(|scopes| !scopes.contains(permission)) {
        return Err(DenyReason::Scope(permission));
    }
    // An organisation does nothing itself; its people do.
    if matches!(subject.holder, Holder::Organization(_)) { Err(DenyReason::Grant) } else { Ok(party) }
}
