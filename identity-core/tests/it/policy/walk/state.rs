//! Small worlds as values that can be compared: a grant is the chain of grants that it derives from, so that two ways to the same state
//! meet in it, and what has ended is gone.

use crate::policy::records::{self, NOW, id, key, versioned};
use identity_core::Timestamp;
use identity_core::domain::{
    Grant, GrantPath, GrantScope, Holder, Mandate, MandateAnswer, OrganizationPath, OrganizationState,
    Period, Rights, UserState,
};
use identity_core::ids::{OrganizationId, RoleId, ServiceId};
use identity_core::policy::{Facts, Permission};
use identity_core::store::FactRecords;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// What roles give: the right to give, in its two forms, and an act that cannot be limited to a service.
pub(crate) const PERMISSIONS: [Permission; 3] =
    [Permission::GrantManage, Permission::MandateManage, Permission::MemberManage];

/// The first role gives the right to give and the act; the second the act, and a role of the application.
pub(crate) const ROLES: [&[Permission]; 2] = [&PERMISSIONS, &[Permission::MemberManage]];

/// Somebody: a person or an organisation, by number, or the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Who {
    Person(u8),
    Organization(u8),
    Program,
}

/// A grant by itself.
#[allow(clippy::struct_excessive_bools, reason = "each is a part of a grant")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Link {
    pub(crate) holder: Who,
    pub(crate) role: u8,
    pub(crate) place: u8,
    pub(crate) subtree: bool,
    pub(crate) act: bool,
    pub(crate) grant: bool,
    /// Limited to the service.
    pub(crate) limited: bool,
    /// Whether it ends at [`LATER`].
    pub(crate) ends: bool,
    /// Through how many more hands, and whether it was accepted, if it is a mandate.
    pub(crate) mandate: Option<(u8, bool)>,
}

/// A grant with the grants that it derives from, from the root grant down.
pub(crate) type Chain = Vec<Link>;

#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct State {
    pub(crate) grants: BTreeSet<Chain>,
    pub(crate) suspended: BTreeSet<u8>,
    pub(crate) locked: BTreeSet<u8>,
}

/// What does not change: the tree, and how many persons there are.
#[derive(Debug, Clone)]
pub(crate) struct Ground {
    /// The organisation above each; the first is the root.
    pub(crate) parents: Vec<u8>,
    pub(crate) persons: u8,
    /// Whether there is a program that can be given something.
    pub(crate) has_program: bool,
    base: FactRecords,
}

/// When grants end that do.
pub(crate) fn later() -> Timestamp {
    NOW.plus(Duration::from_mins(1))
}

pub(crate) fn place_id(place: u8) -> OrganizationId {
    id(1 + u128::from(place))
}

pub(crate) fn role_id(role: u8) -> RoleId {
    id(31 + u128::from(role))
}

pub(crate) fn service_id() -> ServiceId {
    id(11)
}

pub(crate) fn holder(who: Who) -> Holder {
    match who {
        Who::Person(person) => Holder::User(id(61 + u128::from(person))),
        Who::Organization(place) => Holder::Organization(place_id(place)),
        Who::Program => Holder::Client(id(64)),
    }
}

impl Ground {
    pub(crate) fn new(parents: &[u8], persons: u8) -> Self {
        let mut base = FactRecords::default();
        let mut paths: Vec<OrganizationPath> = Vec::new();
        for (place, parent) in (0..).zip(parents) {
            let path = match paths.get(usize::from(*parent)) {
                Some(above) => above.child(place_id(place)).unwrap(),
                None => OrganizationPath::root(place_id(place)),
            };
            paths.push(path.clone());
            base.organizations.push(versioned(records::organization(path)));
        }
        base.users = (0..persons).map(|person| versioned(records::user(61 + u128::from(person)))).collect();
        let service = records::service(service_id());
        base.services = vec![versioned(identity_core::domain::Service { needs_contract: false, ..service })];
        let used = BTreeMap::from([(service_id(), BTreeSet::from([key("reader")]))]);
        for (role, permissions) in (0..).zip(ROLES) {
            let application_roles = if role == 1 { used.clone() } else { BTreeMap::new() };
            let role = records::role(role_id(role), permissions.iter().copied(), application_roles);
            base.roles.push(versioned(role));
        }
        Self { parents: parents.to_vec(), persons, has_program: false, base }
    }

    /// The same ground with a program.
    pub(crate) fn with_program(mut self) -> Self {
        self.base.clients = vec![versioned(records::client(64))];
        Self { has_program: true, ..self }
    }

    pub(crate) fn places(&self) -> impl Iterator<Item = u8> + use<> {
        0..u8::try_from(self.parents.len()).unwrap()
    }

    pub(crate) fn role(&self, role: u8) -> &identity_core::domain::Role {
        &self.base.roles[usize::from(role)]
    }

    /// An organisation and all above it.
    pub(crate) fn line(&self, place: u8) -> Vec<u8> {
        let mut line = vec![place];
        while line[line.len() - 1] != 0 {
            line.push(self.parents[usize::from(line[line.len() - 1])]);
        }
        line
    }

    /// What the engine knows of a state. The grants' ids are their numbers in the order of the set.
    pub(crate) fn facts(&self, state: &State) -> Facts {
        let mut records = self.base.clone();
        for place in &state.suspended {
            records.organizations[usize::from(*place)].record.state = OrganizationState::Suspended;
        }
        for person in &state.locked {
            records.users[usize::from(*person)].record.state = UserState::Locked;
        }
        let mut paths: BTreeMap<&[Link], GrantPath> = BTreeMap::new();
        for (number, chain) in (100..).zip(&state.grants) {
            let (last, above) = chain.split_last().unwrap();
            let path = match paths.get(above) {
                Some(above) => above.child(id(number)).unwrap(),
                None => GrantPath::root(id(number)),
            };
            paths.insert(chain, path.clone());
            records.grants.push(versioned(record(last, path)));
        }
        records.facts()
    }
}

fn record(link: &Link, path: GrantPath) -> Grant {
    let answered = |accepted| if accepted { MandateAnswer::Accepted } else { MandateAnswer::Open };
    let mandate = |(max_delegation_depth, accepted)| {
        Mandate::offered(max_delegation_depth, None).answered(answered(accepted), NOW)
    };
    let own = *path.steps().last().unwrap();
    Grant {
        path,
        mandate: link.mandate.map(mandate),
        scope: if link.subtree { GrantScope::Subtree } else { GrantScope::Organization },
        rights: link.rights(),
        services: link.limited.then(|| [service_id()].into()),
        period: Period { starts_at: None, ends_at: link.ends.then(later) },
        ..records::grant(own, holder(link.holder), role_id(link.role), place_id(link.place))
    }
}

impl Link {
    pub(crate) const fn rights(&self) -> Rights {
        match (self.act, self.grant) {
            (true, true) => Rights::ActAndGrant,
            (true, false) => Rights::Act,
            (false, _) => Rights::Grant,
        }
    }
}

/// What a grant can carry: one of the permissions, or the application role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Thing {
    Permission(Permission),
    Application,
}

impl State {
    pub(crate) fn is_active(&self, who: Who, ground: &Ground) -> bool {
        match who {
            Who::Person(person) => !self.locked.contains(&person),
            Who::Organization(place) => self.stands(place, ground),
            Who::Program => ground.has_program,
        }
    }

    /// Whether an organisation and all above it are active.
    pub(crate) fn stands(&self, place: u8, ground: &Ground) -> bool {
        ground.line(place).iter().all(|above| !self.suspended.contains(above))
    }

    /// Everything that a chain carries, and where: the rules on these small worlds, link by link.
    pub(crate) fn carried(&self, chain: &[Link], at_end: bool, ground: &Ground) -> BTreeSet<(Thing, u8)> {
        let mut carried = BTreeSet::new();
        if !self.holds_together(chain, at_end, ground) {
            return carried;
        }
        let things = PERMISSIONS.map(Thing::Permission).into_iter().chain([Thing::Application]);
        for thing in things.filter(|thing| passes(chain, *thing)) {
            let reached =
                |place: &u8| chain.iter().all(|link| link.gives(thing) && link.reaches(*place, ground));
            carried.extend(ground.places().filter(reached).map(|place| (thing, place)));
        }
        carried
    }

    fn holds_together(&self, chain: &[Link], at_end: bool, ground: &Ground) -> bool {
        let own = |link: &Link| !(at_end && link.ends) && link.mandate.is_none_or(|(_, accepted)| accepted);
        let max_delegation_depth = |pair: &[Link]| {
            let hangs = pair[0].mandate.is_some() || chain[0] != pair[0];
            let deep = match (pair[0].mandate, pair[1].mandate) {
                (Some((left, _)), Some((max_delegation_depth, _))) => max_delegation_depth < left,
                (None, Some(_)) => !hangs,
                _ => true,
            };
            pair[0].grant && deep && self.is_active(pair[0].holder, ground)
        };
        chain.iter().all(own) && chain.windows(2).all(max_delegation_depth)
    }
}

/// Whether a plain grant at the end of a chain may hand on the thing: of a mandate that may not be passed on, only the
/// application.
fn passes(chain: &[Link], thing: Thing) -> bool {
    let plain_under =
        |pair: &[Link]| pair[1].mandate.is_none() && pair[0].mandate.is_none_or(|(left, _)| left == 0);
    thing == Thing::Application || !chain.windows(2).any(plain_under)
}

impl Link {
    fn gives(&self, thing: Thing) -> bool {
        match thing {
            Thing::Permission(Permission::MemberManage) => !self.limited,
            Thing::Permission(permission) => ROLES[usize::from(self.role)].contains(&permission),
            Thing::Application => self.role == 1,
        }
    }

    fn reaches(&self, place: u8, ground: &Ground) -> bool {
        self.place == place || (self.subtree && ground.line(place).contains(&self.place))
    }
}
