//! Small random worlds: five organisations in a tree, three persons, a program, two organisations that hold grants,
//! three services, four roles, and up to nine grants that derive from each other up to five deep.

use super::records::{self, NOW, id, key, versioned};
use super::tape::Tape;
use identity_core::domain::{
    Grant, GrantPath, GrantScope, Holder, Mandate, MandateAnswer, MandateTerms, OrganizationPath,
    OrganizationState, Rights, UserState,
};
use identity_core::ids::{ContractId, GrantId, OrganizationId, RoleId, ServiceId};
use identity_core::policy::{DelegationRequest, Permission, PermissionSet, Subject};
use identity_core::store::FactRecords;
use identity_core::values::RoleKey;

/// For each kind of permission one: that looks, that the CRM's feed has, that can be limited to services, and those
/// that are none of these.
pub(crate) const PERMISSIONS: [Permission; 6] = [
    Permission::GrantManage,
    Permission::MandateManage,
    Permission::OrganizationView,
    Permission::MemberManage,
    Permission::AuditView,
    Permission::OrganizationProvision,
];

pub(crate) fn organizations() -> [OrganizationId; 5] {
    [1, 2, 3, 4, 5].map(id)
}

pub(crate) fn services() -> [ServiceId; 3] {
    [11, 12, 13].map(id)
}

pub(crate) fn contracts() -> [ContractId; 4] {
    [21, 22, 23, 24].map(id)
}

pub(crate) fn roles() -> [RoleId; 4] {
    [31, 32, 33, 34].map(id)
}

/// All who can hold grants: three persons, a program, two organisations.
pub(crate) fn holders() -> [Holder; 6] {
    let persons = [61, 62, 63].map(|number| Holder::User(id(number)));
    let [one, two, three] = persons;
    let [_, customer, _, _, partner] = organizations();
    let program = Holder::Client(id(64));
    [one, two, three, Holder::Organization(partner), Holder::Organization(customer), program]
}

/// A world and something to give in it.
#[derive(Debug, Clone)]
pub(crate) struct World {
    pub(crate) records: FactRecords,
    /// Everybody who can hold grants, as one who asks.
    pub(crate) subjects: Vec<Subject>,
    /// What one of them wants to give.
    pub(crate) wanted: FactsQuery,
}

/// Something that somebody wants to give: the grant it would become, and the terms if it is a mandate.
#[derive(Debug, Clone)]
pub(crate) struct FactsQuery {
    pub(crate) giver: Subject,
    pub(crate) grant: Grant,
    pub(crate) terms: Option<MandateTerms>,
    pub(crate) parent_grant: Option<GrantId>,
}

impl World {
    pub(crate) fn gift(&self) -> DelegationRequest<'_> {
        self.gift_of(&self.wanted)
    }

    pub(crate) fn gift_of<'a>(&'a self, wanted: &'a FactsQuery) -> DelegationRequest<'a> {
        let FactsQuery { grant, terms, parent_grant, .. } = wanted;
        let role = self.records.roles.iter().find(|role| role.id == grant.role).unwrap();
        DelegationRequest {
            role,
            organization: grant.organization,
            scope: grant.scope,
            services: grant.services.as_ref(),
            contracts: grant.contracts.as_ref(),
            period: grant.period,
            max_delegation_depth: terms.as_ref().map(|terms| terms.max_delegation_depth),
            parent_grant: *parent_grant,
        }
    }
}

pub(crate) fn world(octets: Vec<u8>) -> World {
    let tape = &mut Tape::new(octets);
    let mut records = FactRecords::default();
    add_grants(tape, &mut records);
    add_organizations(tape, &mut records);
    for number in [61, 62, 63] {
        let state = match tape.below(16) {
            14 => UserState::Locked,
            15 => UserState::Disabled,
            _ => UserState::Active,
        };
        // Now and then somebody is not known at all.
        if !tape.one_in(40) {
            let user = identity_core::domain::User { state, ..records::user(number) };
            records.users.push(versioned(user));
        }
    }
    let enabled = !tape.one_in(10);
    records.clients.push(versioned(identity_core::domain::ApiClient { enabled, ..records::client(64) }));
    add_catalogue(tape, &mut records);
    let subjects: Vec<_> = holders().into_iter().map(|holder| subject(tape, holder)).collect();
    let giver = tape.one_of(&subjects);
    let wanted = wanted(tape, giver, &records);
    World { records, subjects, wanted }
}

fn subject(tape: &mut Tape, holder: Holder) -> Subject {
    let scopes = matches!(holder, Holder::Client(_)).then(|| tape.most(&PERMISSIONS));
    let scopes = scopes.map(|scopes| scopes.into_iter().collect::<PermissionSet>());
    let acting_for = tape.one_in(5).then(|| tape.one_of(&organizations()));
    Subject { holder, scopes, acting_for, at: NOW }
}

/// A tree of any shape, below the first.
fn add_organizations(tape: &mut Tape, records: &mut FactRecords) {
    let mut paths: Vec<OrganizationPath> = Vec::new();
    for (number, organization) in (0..).zip(organizations()) {
        let path = if number == 0 {
            OrganizationPath::root(organization)
        } else {
            paths[usize::from(tape.below(number))].child(organization).unwrap()
        };
        let state = match tape.below(20) {
            18 => OrganizationState::Suspended,
            19 => OrganizationState::Closed,
            _ => OrganizationState::Active,
        };
        paths.push(path.clone());
        let organization = identity_core::domain::Organization { state, ..records::organization(path) };
        records.organizations.push(versioned(organization));
    }
}

/// Services, roles and contracts.
fn add_catalogue(tape: &mut Tape, records: &mut FactRecords) {
    for id in services() {
        let (needs_contract, enabled) = (!tape.one_in(3), !tape.one_in(10));
        let service = identity_core::domain::Service { needs_contract, enabled, ..records::service(id) };
        records.services.push(versioned(service));
    }
    for id in roles() {
        // The last is a part of the one before it, so that whoever holds that can give this.
        let greater = records.roles.last().filter(|_| id == roles()[3]).map(|role| role.record.clone());
        let mut permissions = match &greater {
            Some(greater) => tape.most(&greater.permissions.iter().copied().collect::<Vec<_>>()),
            None => tape.most(&PERMISSIONS),
        };
        // Only such a role can be given whole from a grant that is limited to services.
        if tape.one_in(3) {
            permissions.retain(|permission| permission.within_service());
        }
        let named = |tape: &mut Tape| -> std::collections::BTreeSet<RoleKey> {
            tape.most(&["reader", "admin"].map(key))
        };
        let application_roles = match greater {
            Some(greater) => greater.application_roles,
            None => services().map(|service| (service, named(tape))).into(),
        };
        let role = identity_core::domain::Role {
            owner: if tape.one_in(5) { Some(tape.one_of(&organizations())) } else { None },
            enabled: !tape.one_in(12),
            ..records::role(id, permissions, application_roles)
        };
        records.roles.push(versioned(role));
    }
    for id in contracts().into_iter().take(usize::from(tape.below(5))) {
        let contract = records::contract(id, tape.one_of(&organizations()), tape.most(&services()));
        let contract = identity_core::domain::Contract { period: tape.period(), ..contract };
        records.contracts.push(versioned(contract));
    }
}

fn add_grants(tape: &mut Tape, records: &mut FactRecords) {
    for number in 0..u128::from(tape.below(10)) {
        let above = records.grants.len();
        let parent_grant = (above > 0 && !tape.one_in(5)).then(|| {
            // Mostly the last one, so that chains grow.
            let back = if tape.one_in(4) { usize::from(tape.below(u8::try_from(above).unwrap())) } else { 0 };
            records.grants[above - 1 - back].record.clone()
        });
        let grant = match parent_grant.filter(|parent_grant| parent_grant.path.steps().len() < 5) {
            Some(parent_grant) => hanging(tape, id(41 + number), &parent_grant),
            None => grant(tape, id(41 + number)),
        };
        records.grants.push(versioned(grant));
    }
}

fn grant(tape: &mut Tape, grant: GrantId) -> Grant {
    let plain =
        records::grant(grant, tape.one_of(&holders()), tape.one_of(&roles()), tape.one_of(&organizations()));
    if tape.one_in(2) {
        return plain;
    }
    Grant {
        scope: if tape.one_in(4) { GrantScope::Organization } else { GrantScope::Subtree },
        rights: match tape.below(8) {
            6 => Rights::Act,
            7 => Rights::Grant,
            _ => Rights::ActAndGrant,
        },
        services: tape.limit(&services()),
        contracts: tape.limit(&contracts()),
        period: tape.period(),
        revoked_at: tape.one_in(14).then_some(NOW),
        ..plain
    }
}

/// One that derives from another: mostly a mandate of what that one gives, now and then plainly given under it.
fn hanging(tape: &mut Tape, id: GrantId, parent_grant: &Grant) -> Grant {
    let own = grant(tape, id);
    let left = parent_grant.mandate.as_ref().map_or(4, |mandate| mandate.max_delegation_depth);
    if !tape.one_in(3) {
        let same = Grant { role: parent_grant.role, organization: parent_grant.organization, ..own };
        if tape.one_in(8) {
            return Grant { path: parent_grant.path.child(id).unwrap(), ..same };
        }
        let max_delegation_depth = if tape.one_in(8) { 0 } else { left.saturating_sub(1) };
        return records::mandate(same, parent_grant, max_delegation_depth);
    }
    let role = if tape.one_in(4) { own.role } else { parent_grant.role };
    let organization = if tape.one_in(3) { own.organization } else { parent_grant.organization };
    let max_delegation_depth = if tape.one_in(6) { tape.below(4) } else { left.saturating_sub(1) };
    let answer = match tape.below(12) {
        10 => MandateAnswer::Open,
        11 => MandateAnswer::Declined,
        _ => MandateAnswer::Accepted,
    };
    let mandate =
        (!tape.one_in(5)).then(|| Mandate::offered(max_delegation_depth, None).answered(answer, NOW));
    Grant { path: path(tape, id, parent_grant), mandate, role, organization, ..own }
}

/// Where the grant hangs; rarely on one that is not there, or not where that one stands itself.
fn path(tape: &mut Tape, id: GrantId, parent_grant: &Grant) -> GrantPath {
    match tape.below(24) {
        22 => GrantPath::root(records::id(99)).child(id).unwrap(),
        23 => GrantPath::root(records::id(99)).child(parent_grant.id).unwrap().child(id).unwrap(),
        _ => parent_grant.path.child(id).unwrap(),
    }
}

pub(crate) fn wanted(tape: &mut Tape, giver: Subject, records: &FactRecords) -> FactsQuery {
    let own: Vec<_> = records.grants.iter().filter(|grant| grant.holder == giver.holder).collect();
    let mut grant = grant(tape, id(90));
    // Mostly the same as one of the giver's, so that giving works often enough.
    if !own.is_empty() && !tape.one_in(4) {
        let like = own[usize::from(tape.below(u8::try_from(own.len()).unwrap()))];
        grant.role = if tape.one_in(4) { roles()[3] } else { like.role };
        grant.organization = if tape.one_in(3) { grant.organization } else { like.organization };
        grant.scope = if tape.one_in(3) { grant.scope } else { like.scope };
        grant.services = if tape.one_in(3) { grant.services } else { like.services.clone() };
        grant.contracts = if tape.one_in(3) { grant.contracts } else { like.contracts.clone() };
        grant.period = if tape.one_in(3) { grant.period } else { like.period };
    }
    let terms = tape.one_in(2).then(|| MandateTerms {
        scope: grant.scope,
        rights: grant.rights,
        contracts: grant.contracts.clone(),
        period: grant.period,
        max_delegation_depth: tape.below(3),
        reason: None,
    });
    let parent_grant = tape.one_in(6).then(|| id(41 + u128::from(tape.below(9))));
    FactsQuery { giver, grant, terms, parent_grant }
}
