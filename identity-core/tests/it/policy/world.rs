//! Small random worlds: four organisations, two services, three roles, up to four grants and contracts.

use identity_core::Timestamp;
use identity_core::domain::{
    Actor, ApiClient, Contract, Grant, GrantScope, Holder, Organization, OrganizationClass, OrganizationPath,
    OrganizationState, Period, Rights, Role, Service, User, UserState,
};
use identity_core::ids::{ContractId, OrganizationId, RoleId, ServiceId};
use identity_core::policy::{Facts, Gift, Permission, Subject};
use identity_core::secrets::TokenDigest;
use identity_core::store::{Version, Versioned};
use identity_core::values::{
    Attributes, ClientId, DisplayName, EmailAddress, ExternalId, PersonName, RoleKey, ServiceKey,
};
use proptest::prelude::*;
use std::collections::BTreeSet;
use uuid::Uuid;

pub(super) const NOW: Timestamp = Timestamp::from_unix_seconds(1_000);

/// One that only looks, one of the CRM's feed, and two that change things.
pub(super) const PERMISSIONS: [Permission; 4] = [
    Permission::OrganizationView,
    Permission::OrganizationProvision,
    Permission::MemberManage,
    Permission::GrantManage,
];

/// Choices read off a tape of random octets, so that a failing world shrinks to its simplest form: choice 0 is
/// the plainest each time, and what follows the end of the tape is 0.
struct Tape {
    octets: Vec<u8>,
    at: usize,
}

impl Tape {
    fn below(&mut self, limit: u8) -> u8 {
        let octet = self.octets.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        octet % limit
    }

    fn one_in(&mut self, limit: u8) -> bool {
        self.below(limit) == limit - 1
    }

    fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[usize::from(self.below(u8::try_from(choices.len()).unwrap()))]
    }

    fn subset<T: Copy + Ord>(&mut self, all: &[T]) -> BTreeSet<T> {
        all.iter().copied().filter(|_| self.one_in(2)).collect()
    }

    fn limit<T: Copy + Ord>(&mut self, all: &[T]) -> Option<BTreeSet<T>> {
        self.one_in(3).then(|| self.subset(all))
    }

    /// Before, at and after the present instant, to the microsecond.
    fn time(&mut self) -> Timestamp {
        let micros = NOW.unix_micros();
        Timestamp::from_unix_micros(self.one_of(&[micros - 1, micros, micros + 1, micros + 500, 0]))
    }

    fn period(&mut self) -> Period {
        Period {
            not_before: self.one_in(3).then(|| self.time()),
            not_after: self.one_in(3).then(|| self.time()),
        }
    }
}

pub(super) fn id<T: From<Uuid>>(number: u128) -> T {
    Uuid::from_u128(number).into()
}

pub(super) fn organizations() -> [OrganizationId; 4] {
    [1, 2, 3, 4].map(id)
}

pub(super) fn services() -> [ServiceId; 2] {
    [11, 12].map(id)
}

fn contracts() -> [ContractId; 4] {
    [21, 22, 23, 24].map(id)
}

fn roles() -> [RoleId; 3] {
    [31, 32, 33].map(id)
}

fn name(text: &str) -> DisplayName {
    DisplayName::parse(text).unwrap()
}

fn versioned<T>(record: T) -> Versioned<T> {
    Versioned::new(record, Version::FIRST)
}

/// A world and something to give in it.
#[derive(Debug, Clone)]
pub(super) struct World {
    pub(super) facts: Facts,
    pub(super) gift: Grant,
}

impl World {
    pub(super) fn gift(&self) -> Gift<'_> {
        let Grant { organization, scope, rights, period, .. } = self.gift;
        let role = &self.facts.roles[&self.gift.role];
        let (services, contracts) = (self.gift.services.as_ref(), self.gift.contracts.as_ref());
        Gift { role, organization, scope, rights, services, contracts, period }
    }
}

pub(super) fn worlds() -> impl Strategy<Value = World> {
    prop::collection::vec(any::<u8>(), 0..260).prop_map(|octets| world(&mut Tape { octets, at: 0 }))
}

fn world(tape: &mut Tape) -> World {
    let mut facts = Facts::about(subject(tape), NOW);
    // One below the other, and one beside them.
    let [root, customer, department, other] = organizations();
    let root_path = OrganizationPath::root(root);
    let customer_path = root_path.child(customer).unwrap();
    let places = [
        (root, root_path.clone()),
        (customer, customer_path.clone()),
        (department, customer_path.child(department).unwrap()),
        (other, root_path.child(other).unwrap()),
    ];
    for (place, path) in places {
        facts.organizations.insert(place, versioned(organization(tape, place, path)));
    }
    for service_id in services() {
        facts.services.insert(service_id, versioned(service(tape, service_id)));
    }
    for role_id in roles() {
        facts.roles.insert(role_id, versioned(role(tape, role_id)));
    }
    for number in 0..u128::from(tape.below(5)) {
        facts.grants.push(versioned(grant(tape, 41 + number, &facts.subject)));
    }
    for contract_id in contracts().into_iter().take(usize::from(tape.below(5))) {
        facts.contracts.push(versioned(contract(tape, contract_id)));
    }
    World { gift: grant(tape, 51, &facts.subject), facts }
}

fn subject(tape: &mut Tape) -> Subject {
    if tape.one_in(3) {
        return Subject::Client {
            client: versioned(ApiClient {
                id: id(61),
                client_id: ClientId::parse("crm").unwrap(),
                secret: TokenDigest::from_bytes([0; 32]),
                name: name("CRM"),
                scopes: BTreeSet::new(),
                enabled: !tape.one_in(8),
                created_at: NOW,
            }),
            scopes: tape.subset(&PERMISSIONS),
        };
    }
    Subject::User(versioned(User {
        id: id(62),
        username: None,
        email: EmailAddress::parse("scott@operator.example").unwrap(),
        email_verified_at: None,
        phone: None,
        given_name: PersonName::parse("Scott").unwrap(),
        family_name: PersonName::parse("Reed").unwrap(),
        locale: None,
        attributes: Attributes::new(),
        state: match tape.below(12) {
            10 => UserState::Locked,
            11 => UserState::Disabled,
            _ => UserState::Active,
        },
        created_at: NOW,
        updated_at: NOW,
    }))
}

fn organization(tape: &mut Tape, id: OrganizationId, path: OrganizationPath) -> Organization {
    Organization {
        id,
        path,
        name: name("City Group, Inc."),
        class: OrganizationClass::Enterprise,
        state: match tape.below(10) {
            8 => OrganizationState::Suspended,
            9 => OrganizationState::Closed,
            _ => OrganizationState::Active,
        },
        external_id: None,
        business_id: None,
        domains: Vec::new(),
        attributes: Attributes::new(),
        source_version: None,
        created_at: NOW,
        updated_at: NOW,
    }
}

fn service(tape: &mut Tape, id: ServiceId) -> Service {
    Service {
        id,
        key: ServiceKey::parse("smartplan-app").unwrap(),
        name: name("SmartPlan Application"),
        needs_contract: !tape.one_in(3),
        start_url: None,
        enabled: !tape.one_in(8),
        created_at: NOW,
    }
}

fn role(tape: &mut Tape, id: RoleId) -> Role {
    let keys = ["reader", "admin"].map(|key| RoleKey::parse(key).unwrap());
    let named = |tape: &mut Tape| keys.iter().filter(|_| tape.one_in(2)).cloned().collect();
    Role {
        id,
        owner: if tape.one_in(3) { Some(tape.one_of(&organizations())) } else { None },
        key: RoleKey::parse("administrator").unwrap(),
        name: name("Administrator"),
        description: String::new(),
        permissions: tape.subset(&PERMISSIONS),
        by_mandate: false,
        application_roles: services().map(|service| (service, named(tape))).into(),
        enabled: !tape.one_in(8),
        created_at: NOW,
        updated_at: NOW,
    }
}

fn grant(tape: &mut Tape, number: u128, subject: &Subject) -> Grant {
    let holder = match subject {
        Subject::User(user) => Holder::User(user.id),
        Subject::Client { client, .. } => Holder::Client(client.id),
    };
    Grant {
        id: id(number),
        holder,
        role: tape.one_of(&roles()),
        organization: tape.one_of(&organizations()),
        scope: tape.one_of(&[GrantScope::Subtree, GrantScope::Organization]),
        rights: tape.one_of(&[Rights::ActAndGrant, Rights::Act, Rights::Grant]),
        services: tape.limit(&services()),
        contracts: tape.limit(&contracts()),
        period: tape.period(),
        given_by: Actor::System,
        created_at: NOW,
        revoked_at: tape.one_in(8).then_some(NOW),
    }
}

fn contract(tape: &mut Tape, id: ContractId) -> Contract {
    Contract {
        id,
        external_id: ExternalId::parse(&id.to_string()).unwrap(),
        organization: tape.one_of(&organizations()),
        services: tape.subset(&services()),
        period: tape.period(),
        source_version: None,
        created_at: NOW,
        updated_at: NOW,
    }
}
