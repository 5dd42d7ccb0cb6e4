//! The world as this library's own records.

use crate::world::{NOW, Query, ROLES, Who, World};
use identity_core::clock::ManualClock;
use identity_core::domain::{
    Actor, Contract, Grant, GrantPath, GrantScope, Holder, Mandate, MandateAnswer, MandateNotice,
    Organization, OrganizationClass, OrganizationPath, OrganizationState, Period, Rights, Role, Service,
    User, UserState,
};
use identity_core::ids::{ContractId, GrantId, OrganizationId, RoleId, ServiceId, UserId};
use identity_core::policy::{Facts, FactsBuilder, Request, Subject};
use identity_core::store::{Version, Versioned};
use identity_core::{SeededEntropy, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// The records, in the order of the world's lists.
pub struct Records {
    pub organizations: Vec<Versioned<Organization>>,
    pub users: Vec<Versioned<User>>,
    pub roles: Vec<Versioned<Role>>,
    pub grants: Vec<Versioned<Grant>>,
    pub contracts: Vec<Versioned<Contract>>,
    pub service: Versioned<Service>,
}

/// Where in the lists the records stand that one request is decided on.
#[derive(Default)]
pub struct Handful {
    organizations: BTreeSet<usize>,
    users: BTreeSet<usize>,
    grants: BTreeSet<usize>,
    contracts: BTreeSet<usize>,
}

pub const fn now() -> Timestamp {
    Timestamp::from_unix_seconds(NOW)
}

fn first<T>(record: T) -> Versioned<T> {
    Versioned::new(record, Version::FIRST)
}

impl Records {
    /// The records of a world, below an organisation that is there already or below one of its own.
    pub fn of(world: &World, operator: Option<OrganizationId>) -> Self {
        let (clock, entropy) = (ManualClock::at(now()), SeededEntropy::new(world.organizations.len() as u64));
        let place = |_| OrganizationId::generate(&clock, &entropy);
        let mut places: Vec<OrganizationId> = (0..world.organizations.len()).map(place).collect();
        if let Some(operator) = operator {
            places[0] = operator;
        }
        let people: Vec<_> = world.people.iter().map(|_| UserId::generate(&clock, &entropy)).collect();
        let roles: Vec<_> = ROLES.iter().map(|_| RoleId::generate(&clock, &entropy)).collect();
        let contracts: Vec<_> =
            world.contracts.iter().map(|_| ContractId::generate(&clock, &entropy)).collect();
        let grants: Vec<_> = world.grants.iter().map(|_| GrantId::generate(&clock, &entropy)).collect();
        let service = ServiceId::generate(&clock, &entropy);
        let ids = Ids { places, people, roles, contracts, grants, service };
        Self {
            organizations: organizations(world, &ids),
            users: users(world, &ids),
            roles: ids.roles.iter().enumerate().map(|(at, id)| first(role(at, *id))).collect(),
            grants: (0..ids.grants.len()).map(|at| first(grant(world, at, &ids))).collect(),
            contracts: (0..ids.contracts.len()).map(|at| first(contract(world, at, &ids))).collect(),
            service: first(the_service(service)),
        }
    }

    /// The name of a person, an organisation or a grant for engines that name things by texts.
    pub fn person(&self, at: usize) -> String {
        self.users[at].id.to_string()
    }

    pub fn place(&self, at: usize) -> String {
        self.organizations[at].id.to_string()
    }

    pub fn given(&self, at: usize) -> String {
        self.grants[at].id.to_string()
    }

    pub fn request(&self, query: &Query) -> Request {
        Request {
            subject: Subject::user(self.users[query.person].id, now()),
            permission: query.permission,
            organization: self.organizations[query.organization].id,
        }
    }

    /// The facts of the whole world.
    pub fn facts(&self) -> Facts {
        let mut facts = self.deployment();
        for organization in &self.organizations {
            facts.organization(organization);
        }
        for user in &self.users {
            facts.user(user);
        }
        for grant in &self.grants {
            facts.grant(grant);
        }
        for contract in &self.contracts {
            facts.contract(contract);
        }
        facts.build()
    }

    /// The facts of one request.
    pub fn facts_of(&self, handful: &Handful) -> Facts {
        let mut facts = self.deployment();
        for at in &handful.organizations {
            facts.organization(&self.organizations[*at]);
        }
        for at in &handful.users {
            facts.user(&self.users[*at]);
        }
        for at in &handful.grants {
            facts.grant(&self.grants[*at]);
        }
        for at in &handful.contracts {
            facts.contract(&self.contracts[*at]);
        }
        facts.build()
    }

    fn deployment(&self) -> FactsBuilder<'_> {
        let mut facts = Facts::builder();
        for role in &self.roles {
            facts.role(role);
        }
        facts.service(&self.service);
        facts
    }

    /// What a store would be asked for to decide this.
    pub fn handful(&self, world: &World, query: &Query) -> Handful {
        let mut found = Handful::default();
        found.users.insert(query.person);
        found.organizations.extend(world.line(query.organization));
        let held = (0..world.grants.len()).filter(|at| world.grants[*at].holder == Who::Person(query.person));
        for link in held.flat_map(|grant| world.chain(grant)) {
            let given = &world.grants[link];
            found.grants.insert(link);
            found.contracts.extend(given.contract);
            found.organizations.extend(world.line(given.organization));
            match given.holder {
                Who::Person(person) => _ = found.users.insert(person),
                Who::Organization(organization) => found.organizations.extend(world.line(organization)),
            }
        }
        found
    }
}

struct Ids {
    places: Vec<OrganizationId>,
    people: Vec<UserId>,
    roles: Vec<RoleId>,
    contracts: Vec<ContractId>,
    grants: Vec<GrantId>,
    service: ServiceId,
}

fn organizations(world: &World, ids: &Ids) -> Vec<Versioned<Organization>> {
    let mut found: Vec<Versioned<Organization>> = Vec::with_capacity(ids.places.len());
    for (at, (place, id)) in world.organizations.iter().zip(&ids.places).enumerate() {
        let path = place
            .parent
            .map_or_else(|| OrganizationPath::root(*id), |parent| found[parent].path.child(*id).unwrap());
        found.push(first(Organization {
            id: *id,
            path,
            name: format!("Organisation {at}").parse().unwrap(),
            class: if at == 0 { OrganizationClass::Operator } else { OrganizationClass::Enterprise },
            state: if place.active { OrganizationState::Active } else { OrganizationState::Suspended },
            external_id: Some(format!("crm-{at}").parse().unwrap()),
            business_id: None,
            domains: Vec::new(),
            attributes: Default::default(),
            source_version: Some(1),
            created_at: now(),
            updated_at: now(),
        }));
    }
    found
}

fn users(world: &World, ids: &Ids) -> Vec<Versioned<User>> {
    let user = |(at, (active, id)): (usize, (&bool, &UserId))| User {
        id: *id,
        username: None,
        email: Some(format!("person.{at}@customer.example").parse().unwrap()),
        email_verified_at: Some(now()),
        phone: None,
        phone_verified_at: None,
        erase_at: None,
        given_name: "Jeremy".parse().unwrap(),
        family_name: "Mills".parse().unwrap(),
        locale: None,
        attributes: Default::default(),
        state: if *active { UserState::Active } else { UserState::Locked },
        created_at: now(),
        updated_at: now(),
    };
    world.people.iter().zip(&ids.people).enumerate().map(user).map(first).collect()
}

fn role(at: usize, id: RoleId) -> Role {
    Role {
        id,
        owner: None,
        key: ROLES[at].key.parse().unwrap(),
        name: ROLES[at].key.parse().unwrap(),
        description: String::new(),
        permissions: ROLES[at].permissions.iter().copied().collect(),
        application_roles: BTreeMap::new(),
        enabled: ROLES[at].enabled,
        mandate_only: false,
        created_at: now(),
        updated_at: now(),
    }
}

fn contract(world: &World, at: usize, ids: &Ids) -> Contract {
    let given = &world.contracts[at];
    Contract {
        id: ids.contracts[at],
        external_id: format!("crm-contract-{at}").parse().unwrap(),
        organization: ids.places[given.organization],
        services: [ids.service].into(),
        period: Period { starts_at: None, ends_at: Some(Timestamp::from_unix_seconds(given.until)) },
        source_version: Some(1),
        ended_at: None,
        created_at: now(),
        updated_at: now(),
    }
}

fn the_service(id: ServiceId) -> Service {
    Service {
        id,
        key: "smartplan".parse().unwrap(),
        name: "SmartPlan Application".parse().unwrap(),
        needs_contract: true,
        start_url: None,
        enabled: true,
        created_at: now(),
    }
}

fn grant(world: &World, at: usize, ids: &Ids) -> Grant {
    let given = &world.grants[at];
    let chain: Vec<_> = world.chain(at).map(|link| ids.grants[link]).collect();
    let (root, hanging) = chain.split_last().unwrap();
    let below = |path: GrantPath, id: &GrantId| path.child(*id).unwrap();
    let mandate = Mandate {
        max_delegation_depth: given.onward,
        reason: None,
        answer: if given.accepted { MandateAnswer::Accepted } else { MandateAnswer::Open },
        answered_at: given.accepted.then(now),
        notices_sent: MandateNotice::Nothing,
    };
    Grant {
        id: ids.grants[at],
        path: hanging.iter().rev().fold(GrantPath::root(*root), below),
        mandate: given.source.map(|_| mandate),
        holder: match given.holder {
            Who::Person(person) => Holder::User(ids.people[person]),
            Who::Organization(organization) => Holder::Organization(ids.places[organization]),
        },
        role: ids.roles[given.role],
        organization: ids.places[given.organization],
        scope: if given.subtree { GrantScope::Subtree } else { GrantScope::Organization },
        rights: match (given.may_act, given.may_grant) {
            (true, true) => Rights::ActAndGrant,
            (true, false) => Rights::Act,
            (false, _) => Rights::Grant,
        },
        services: given.contract.map(|_| [ids.service].into()),
        contracts: given.contract.map(|contract| [ids.contracts[contract]].into()),
        period: Period {
            starts_at: given.from.map(Timestamp::from_unix_seconds),
            ends_at: given.until.map(Timestamp::from_unix_seconds),
        },
        given_by: Actor::System,
        owner: None,
        created_at: now(),
        revoked_at: given.revoked.map(Timestamp::from_unix_seconds),
    }
}
