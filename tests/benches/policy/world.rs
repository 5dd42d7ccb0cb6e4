//! A world of some size, the same at each run: one operator, customers below it, departments below those, people and
//! other organisations with grants, and chains of mandates, parts of which have ended or are suspended.
//!
//! It names things by their place in a list, so that each engine can have them in the form that suits it best.

use identity_core::policy::Permission as P;

/// The moment of every decision, in seconds since 1970.
pub const NOW: i64 = 1_800_000_000;
const DAY: i64 = 86_400;

/// One organisation of the tree.
pub struct Place {
    pub parent: Option<usize>,
    pub active: bool,
}

/// A role of the deployment.
pub struct RoleSpec {
    pub key: &'static str,
    pub permissions: &'static [P],
    pub enabled: bool,
}

/// Who has a grant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Who {
    Person(usize),
    Organization(usize),
}

/// A contract for the one service, for a customer.
pub struct Entitlement {
    pub organization: usize,
    pub until: i64,
}

/// A grant or a mandate.
pub struct Given {
    pub holder: Who,
    pub role: usize,
    pub organization: usize,
    pub subtree: bool,
    pub may_act: bool,
    pub may_grant: bool,
    pub from: Option<i64>,
    pub until: Option<i64>,
    pub revoked: Option<i64>,
    /// The grant that it was given from.
    pub source: Option<usize>,
    /// Through how many hands it may still go.
    pub onward: u8,
    pub accepted: bool,
    /// Only for the service, by this contract.
    pub contract: Option<usize>,
}

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Query {
    pub person: usize,
    pub permission: P,
    pub organization: usize,
}

/// How far from the root grant the asked person's grant is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Depth {
    Grant,
    Mandate,
    FiveMandates,
}

impl Depth {
    pub const ALL: [Self; 3] = [Self::Grant, Self::Mandate, Self::FiveMandates];

    /// How many mandates depend on each other.
    pub const fn mandates(self) -> usize {
        match self {
            Self::Grant => 0,
            Self::Mandate => 1,
            Self::FiveMandates => 5,
        }
    }
}

pub const ROLES: [RoleSpec; 5] = [
    RoleSpec { key: "contact-person", permissions: MANAGING, enabled: true },
    RoleSpec { key: "representative", permissions: REPRESENTING, enabled: true },
    RoleSpec { key: "viewer", permissions: &[P::OrganizationView, P::MemberView], enabled: true },
    RoleSpec { key: "auditor", permissions: &[P::OrganizationView, P::AuditView], enabled: true },
    RoleSpec { key: "retired", permissions: MANAGING, enabled: false },
];
const CONTACT: usize = 0;
const REPRESENTATIVE: usize = 1;
const MANAGING: &[P] = &[
    P::OrganizationView,
    P::ContractView,
    P::MemberView,
    P::MemberManage,
    P::InvitationManage,
    P::GrantView,
    P::GrantManage,
    P::AuditView,
];
const REPRESENTING: &[P] =
    &[P::OrganizationView, P::MemberView, P::InvitationManage, P::GrantView, P::GrantManage];
/// What is asked: acts that only look, and acts that change something.
pub const ASKED: &[P] =
    &[P::OrganizationView, P::MemberView, P::MemberManage, P::InvitationManage, P::AuditView];
/// The permissions that a grant limited to a service can carry, among those asked for.
pub const WITHIN_SERVICE: &[P] =
    &[P::OrganizationView, P::ContractView, P::MemberView, P::InvitationManage, P::GrantView, P::GrantManage];

/// Most grants that one person has; Cedar's policy names each of them.
pub const MOST_GRANTS: usize = 4;

pub struct World {
    pub organizations: Vec<Place>,
    pub active: Vec<bool>,
    pub people: Vec<bool>,
    pub contracts: Vec<Entitlement>,
    pub grants: Vec<Given>,
    held: Vec<usize>,
    random: Random,
}

impl World {
    /// A world with so many organisations.
    pub fn of(organizations: usize) -> Self {
        let budget = organizations.clamp(48, 10_000);
        let mut random = Random(organizations as u64 + 1);
        let organizations = tree(organizations, &mut random);
        let people: Vec<bool> = (0..budget * 3 / 4).map(|_| !random.one_in(20)).collect();
        let mut world = Self {
            active: Vec::new(),
            held: vec![0; people.len()],
            contracts: Vec::new(),
            grants: Vec::with_capacity(budget),
            organizations,
            people,
            random,
        };
        world.active = (0..world.organizations.len()).map(|at| world.line_active(at)).collect();
        for number in 0..budget / 24 {
            world.give_chain(number, Depth::FiveMandates.mandates());
        }
        for number in 0..budget / 8 {
            world.give_chain(number, Depth::Mandate.mandates());
        }
        while world.grants.len() < budget {
            world.give_grant();
        }
        world
    }

    /// An organisation and everything above it, from itself up.
    pub fn line(&self, organization: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(organization), |at| self.organizations[*at].parent)
    }

    fn line_active(&self, organization: usize) -> bool {
        self.line(organization).all(|at| self.organizations[at].active)
    }

    /// A grant and everything that it depends on, from itself up.
    pub fn chain(&self, grant: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(grant), |at| self.grants[*at].source)
    }

    /// Whether nothing that was asked of the world before the decision keeps a grant from having an effect: for an
    /// engine that cannot look at times and states itself.
    pub fn in_force(&self, grant: usize) -> bool {
        let last = &self.grants[grant];
        let link = |at: usize| {
            let link = &self.grants[at];
            let covered = |contract: usize| NOW < self.contracts[contract].until;
            link.from.is_none_or(|from| from <= NOW)
                && link.until.is_none_or(|until| NOW < until)
                && link.revoked.is_none()
                && link.accepted
                && ROLES[link.role].enabled
                && link.contract.is_none_or(covered)
                && match link.holder {
                    Who::Person(person) => self.people[person],
                    Who::Organization(organization) => self.active[organization],
                }
        };
        last.may_act && self.active[last.organization] && self.chain(grant).all(link)
    }

    fn somebody(&mut self) -> usize {
        let people = self.people.len();
        let mut at = self.random.below(people);
        while self.held[at] >= MOST_GRANTS {
            at = (at + 1) % people;
        }
        self.held[at] += 1;
        at
    }

    fn give_grant(&mut self) {
        let organizations = self.organizations.len();
        // Some staff at the operator, the rest anywhere.
        let organization = if self.random.one_in(200) { 0 } else { self.random.below(organizations) };
        let role = self.random.below(ROLES.len());
        let holder = Who::Person(self.somebody());
        let random = &mut self.random;
        let given = Given {
            holder,
            role,
            organization,
            subtree: random.one_in(2),
            may_act: !random.one_in(10),
            may_grant: random.one_in(2),
            from: random.one_in(20).then_some(NOW + DAY),
            until: random.one_in(4).then(|| NOW + DAY * (random.below(40) as i64 - 8)),
            revoked: random.one_in(20).then_some(NOW - DAY),
            source: None,
            onward: 0,
            accepted: true,
            contract: None,
        };
        self.grants.push(given);
    }

    /// A contact person's grant at a customer, and mandates that depend on it, each on the one before. In every third
    /// chain one link does not hold.
    fn give_chain(&mut self, number: usize, mandates: usize) {
        let customer = self.random.below(self.organizations.len().div_ceil(10)) * 10 + 1;
        let customer = customer.min(self.organizations.len() - 1);
        self.contracts.push(Entitlement {
            organization: customer,
            until: if self.random.one_in(8) { NOW - DAY } else { NOW + 90 * DAY },
        });
        let broken = (number % 3 == 1).then(|| self.random.below(mandates + 1));
        let limited = self.random.one_in(2).then(|| self.contracts.len() - 1);
        let mut source = None;
        for depth in 0..=mandates {
            let last = depth == mandates;
            // In the middle of a long chain an organisation holds it, and passes it to its own people.
            let by_organization = depth == 2 && !last;
            let holder = if by_organization {
                Who::Organization(self.random.below(self.organizations.len()))
            } else {
                Who::Person(self.somebody())
            };
            // The last ones may be for one department only.
            let department = (customer + 1 + self.random.below(4)).min(self.organizations.len() - 1);
            let narrow = last && self.random.one_in(3);
            let mut given = Given {
                holder,
                role: if depth == 0 { CONTACT } else { REPRESENTATIVE },
                organization: if narrow { department } else { customer },
                subtree: true,
                may_act: true,
                may_grant: true,
                from: Some(NOW - 10 * DAY),
                until: (depth > 0).then_some(NOW + DAY * (60 - depth as i64)),
                revoked: None,
                source,
                onward: (mandates - depth) as u8,
                accepted: true,
                contract: limited.filter(|_| depth > 0),
            };
            if broken == Some(depth) {
                match self.random.below(3) {
                    0 => given.revoked = Some(NOW - 1),
                    1 => given.until = Some(NOW - 1),
                    _ if depth > 0 => given.accepted = false,
                    _ => given.from = Some(NOW + 1),
                }
            }
            self.grants.push(given);
            source = Some(self.grants.len() - 1);
        }
    }

    /// Questions about grants at this depth: by those who have them, mostly about places that they reach. Some are
    /// to be allowed, some to be denied.
    pub fn queries(&self, depth: Depth, count: usize) -> Vec<Query> {
        let mut random = Random(count as u64);
        let ends: Vec<(usize, usize)> = self.ends(depth);
        let below = self.children();
        (0..count)
            .map(|_| {
                let (grant, person) = ends[random.below(ends.len())];
                let mut organization = self.grants[grant].organization;
                while random.one_in(2) && !below[organization].is_empty() {
                    organization = below[organization][random.below(below[organization].len())];
                }
                if random.one_in(6) {
                    organization = random.below(self.organizations.len());
                }
                Query { person, permission: ASKED[random.below(ASKED.len())], organization }
            })
            .collect()
    }

    /// A question about every grant of a person at the place where it was given, in random order.
    pub fn walk(&self) -> Vec<Query> {
        let mut random = Random(1);
        let by_person = |given: &Given| match given.holder {
            Who::Person(person) => Some((person, given.organization)),
            Who::Organization(_) => None,
        };
        let mut places: Vec<_> = self.grants.iter().filter_map(by_person).collect();
        for at in (1..places.len()).rev() {
            places.swap(at, random.below(at + 1));
        }
        let mut ask = |(person, organization)| Query {
            person,
            permission: ASKED[random.below(ASKED.len())],
            organization,
        };
        places.into_iter().map(&mut ask).collect()
    }

    /// The last grants of the chains of this length, with the person who has each.
    pub fn ends(&self, depth: Depth) -> Vec<(usize, usize)> {
        let mut is_source = vec![false; self.grants.len()];
        for source in self.grants.iter().filter_map(|given| given.source) {
            is_source[source] = true;
        }
        let last = |at: &usize| !is_source[*at] && self.chain(*at).count() == depth.mandates() + 1;
        let by_person = |at: usize| match self.grants[at].holder {
            Who::Person(person) => Some((at, person)),
            Who::Organization(_) => None,
        };
        (0..self.grants.len()).filter(last).filter_map(by_person).collect()
    }

    fn children(&self) -> Vec<Vec<usize>> {
        let mut below = vec![Vec::new(); self.organizations.len()];
        for (at, place) in self.organizations.iter().enumerate() {
            if let Some(parent) = place.parent {
                below[parent].push(at);
            }
        }
        below
    }
}

/// The operator, and blocks of ten: a customer, five departments, and four departments of departments.
fn tree(count: usize, random: &mut Random) -> Vec<Place> {
    let place = |at: usize| {
        let parent = match (at.checked_sub(1), at.wrapping_sub(1) % 10) {
            (None, _) => None,
            (_, 0) => Some(0),
            (_, step @ 1..=5) => Some(at - step),
            _ => Some(at - 5),
        };
        Place { parent, active: at < 10 || !random.one_in(33) }
    };
    (0..count).map(place).collect()
}

/// A small generator (splitmix64): the same numbers for the same seed, on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % bound as u64) as usize
    }

    fn one_in(&mut self, chances: usize) -> bool {
        self.below(chances) == 0
    }
}
