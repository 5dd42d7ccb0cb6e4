use super::facts::{Facts, Party};
use super::giving::covers;
use super::link::Link;
use super::{Because, Missing, Permission, Request, Subject, reason};
use crate::domain::Holder;
use crate::ids::{ContractId, ServiceId};
use std::collections::BTreeSet;

/// The answer, with its reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// It may be done, because of this.
    Allowed(Because),
    /// It may not be done, for want of this.
    Denied(Missing),
}

impl Decision {
    /// Whether it may be done.
    pub const fn is_allowed(&self) -> bool {
        matches!(self, Self::Allowed(_))
    }
}

/// Decides whether somebody may do something to an organisation.
///
/// Pure, total, and independent of any store: the same facts give the same answer. Nothing is allowed that no
/// effective grant allows; every state counts at the moment of [`Subject::at`]. What the rules are, the book's page on
/// authority says in words.
pub fn decide(request: &Request, facts: &Facts) -> Decision {
    let Request { subject, permission, organization } = request;
    let party = match admitted(subject, *permission, facts) {
        Ok(party) => party,
        Err(missing) => return Decision::Denied(missing),
    };
    let Some(place) = facts.place(*organization) else {
        return Decision::Denied(Missing::ActiveOrganization(*organization));
    };
    match effective(request, party, place, facts, |_| true) {
        Some(because) => Decision::Allowed(because),
        None => Decision::Denied(reason::nearest(request, party, place, facts)),
    }
}

/// What allows a request, if anything does: [`decide`] without looking for what is missing.
pub fn allowed_by(request: &Request, facts: &Facts) -> Option<Because> {
    let party = admitted(&request.subject, request.permission, facts).ok()?;
    effective(request, party, facts.place(request.organization)?, facts, |_| true)
}

/// The same for something that is limited to services and contracts itself: by a chain whose limits leave room for these.
pub fn allowed_within(
    request: &Request,
    services: Option<&BTreeSet<ServiceId>>,
    contracts: Option<&BTreeSet<ContractId>>,
    facts: &Facts,
) -> Option<Because> {
    let party = admitted(&request.subject, request.permission, facts).ok()?;
    let leaves_room = |at| {
        facts.chain(at).filter_map(|(_, link)| link.limits.as_ref()).all(|limits| {
            covers(limits.services.as_deref(), services, false)
                && covers(limits.contracts.as_deref(), contracts, false)
        })
    };
    effective(request, party, facts.place(request.organization)?, facts, leaves_room)
}

/// The first grant of the subject, of those that are let through, that gives a permission at a place now.
fn effective(
    request: &Request,
    party: &Party,
    place: u32,
    facts: &Facts,
    lets_through: impl Fn(u32) -> bool,
) -> Option<Because> {
    let Request { subject, permission, .. } = request;
    let chosen = Chosen::of(subject, facts);
    let may = |link: &Link| {
        link.permissions.contains(*permission)
            && link.reach.covers(place)
            && link.rights.may_act()
            && link.fault.is_none()
            && link.windows.contains(subject.at)
            && chosen.allows(link)
            && stands(*permission, link, place, facts)
    };
    facts
        .links_of(party)
        .find(|(at, link)| may(link) && lets_through(*at))
        .map(|(at, link)| Because::of(at, link.id, place))
}

/// The subject, if nothing keeps it from doing anything of the kind, anywhere.
pub(super) fn admitted<'a>(
    subject: &Subject,
    permission: Permission,
    facts: &'a Facts,
) -> Result<&'a Party, Missing> {
    let party = facts.party(subject.holder).filter(|party| party.active).ok_or(Missing::ActiveSubject)?;
    if subject.scopes.is_some_and(|scopes| !scopes.contains(permission)) {
        return Err(Missing::Scope(permission));
    }
    // An organisation does nothing itself; its people do.
    if matches!(subject.holder, Holder::Organization(_)) { Err(Missing::Grant) } else { Ok(party) }
}

/// Whether what must be active for the permission is: the organisation, or, for what outlasts suspension, the places
/// where the grants of the chain were given, of which one lies below all others; with everything above it.
pub(super) fn stands(permission: Permission, link: &Link, place: u32, facts: &Facts) -> bool {
    facts.is_active(if permission.outlasts_suspension() { link.reach.place } else { place })
}

/// The organisation that a person chose to act for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Chosen {
    /// None: every mandate counts.
    Open,
    /// This one, if it is known.
    Place(Option<u32>),
}

impl Chosen {
    pub(super) fn of(subject: &Subject, facts: &Facts) -> Self {
        subject.acting_for.map_or(Self::Open, |organization| Self::Place(facts.place(organization)))
    }

    /// Whether the person, who acts for the chosen organisation, may use a grant: what they hold by themselves always, and
    /// what was given onward where it reaches that organisation.
    pub(super) fn allows(self, link: &Link) -> bool {
        match self {
            Self::Open => true,
            Self::Place(place) => !link.hangs() || place.is_some_and(|place| link.own_reach.covers(place)),
        }
    }
}
