//! Reading together what decisions rest on.

use super::error::StoreError;
use super::table::{Table, all};
use crate::domain::{
    ApiClient, Contract, ContractFilter, Entity, Grant, GrantFilter, Holder, Membership, MembershipFilter,
    Organization, Role, RoleFilter, Service, ServiceFilter, Session, SessionKey, User, UserFilter, Versioned,
};
use crate::ids::{GrantId, OrganizationId, ServiceId, UserId};
use crate::policy::Facts;
use crate::secrets::TokenDigest;
use std::collections::{BTreeMap, BTreeSet};

/// About whom and what decisions are to be taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FactsQuery {
    /// The people, clients and organisations whose grants count.
    pub holders: Vec<Holder>,
    /// The organisations that are asked about.
    pub organizations: Vec<OrganizationId>,
    /// The people whose memberships are read. The organisations that they belong to are asked about, too.
    pub members: Vec<UserId>,
    /// The session with this token. Its person is among the holders and the members, and the organisation acted for is
    /// asked about.
    pub session: Option<TokenDigest>,
    /// Services to read besides those that the other records name.
    pub services: Vec<ServiceId>,
}

/// What decisions about [`FactsQuery`] rest on, each record once, in the order of the ids:
///
/// - the session, whether it is live or not;
/// - the grants of the holders that were not revoked, and every grant that one of these derives from, revoked or not;
/// - the roles of these grants;
/// - the people and clients among the holders, and those who hold a grant from which another derives;
/// - the memberships of the people asked about;
/// - the organisations asked about, those that these people belong to, those among the holders, those that hold one of the grants and those where one was
///   given, each with everything above it;
/// - the contracts of these organisations;
/// - the services asked about, those that have an application role in one of the roles, and those that one of the grants
///   or contracts is for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FactRecords {
    /// The session that was asked for.
    pub session: Option<Versioned<Session>>,
    /// People.
    pub users: Vec<Versioned<User>>,
    /// Programs.
    pub clients: Vec<Versioned<ApiClient>>,
    /// Grants.
    pub grants: Vec<Versioned<Grant>>,
    /// Roles.
    pub roles: Vec<Versioned<Role>>,
    /// Memberships.
    pub memberships: Vec<Versioned<Membership>>,
    /// Organisations.
    pub organizations: Vec<Versioned<Organization>>,
    /// Contracts.
    pub contracts: Vec<Versioned<Contract>>,
    /// Services.
    pub services: Vec<Versioned<Service>>,
}

impl FactRecords {
    /// The records in the form that decides.
    pub fn facts(&self) -> Facts {
        let mut facts = Facts::builder();
        self.users.iter().for_each(|record| _ = facts.user(record));
        self.clients.iter().for_each(|record| _ = facts.client(record));
        self.grants.iter().for_each(|record| _ = facts.grant(record));
        self.roles.iter().for_each(|record| _ = facts.role(record));
        self.organizations.iter().for_each(|record| _ = facts.organization(record));
        self.contracts.iter().for_each(|record| _ = facts.contract(record));
        self.services.iter().for_each(|record| _ = facts.service(record));
        facts.build()
    }
}

/// The tables that decisions are read from.
pub(super) struct FactTables<'a> {
    pub(super) sessions: &'a dyn Table<Session>,
    pub(super) users: &'a dyn Table<User>,
    pub(super) clients: &'a dyn Table<ApiClient>,
    pub(super) grants: &'a dyn Table<Grant>,
    pub(super) roles: &'a dyn Table<Role>,
    pub(super) memberships: &'a dyn Table<Membership>,
    pub(super) organizations: &'a dyn Table<Organization>,
    pub(super) contracts: &'a dyn Table<Contract>,
    pub(super) services: &'a dyn Table<Service>,
}

/// Reads table after table.
pub(super) async fn load_from(
    tables: &FactTables<'_>,
    wanted: &FactsQuery,
) -> Result<FactRecords, StoreError> {
    let mut wanted = wanted.clone();
    let session = add_session(tables, &mut wanted).await?;
    let wanted = &wanted;
    let filter =
        GrantFilter { holders: Some(wanted.holders.clone()), unrevoked: true, ..GrantFilter::default() };
    let mut grants = by_id(all(tables.grants, &filter).await?);
    let above: BTreeSet<GrantId> =
        grants.values().flat_map(|grant: &Versioned<Grant>| grant.path.steps()).copied().collect();
    for id in above {
        if !grants.contains_key(&id)
            && let Some(found) = tables.grants.get(id).await?
        {
            grants.insert(id, found);
        }
    }
    let grants: Vec<_> = grants.into_values().collect();
    let roles: BTreeSet<_> = grants.iter().map(|grant| grant.role).collect();
    let roles = RoleFilter { ids: Some(roles.into_iter().collect()), owners: None };
    let holders: BTreeSet<_> =
        wanted.holders.iter().copied().chain(grants.iter().map(|grant| grant.holder)).collect();
    let roles = all(tables.roles, &roles).await?;
    let mut found = FactRecords { session, grants, roles, ..FactRecords::default() };
    add_holders(tables, &holders, &mut found).await?;
    add_memberships(tables, wanted, &mut found).await?;
    add_places(tables, wanted, &holders, &mut found).await?;
    let services = named_services(wanted, &found).into_iter().collect();
    let services = ServiceFilter { ids: Some(services), needs_contract: None };
    found.services = all(tables.services, &services).await?;
    Ok(found)
}

/// Reads the session, and asks about whose it is.
async fn add_session(
    tables: &FactTables<'_>,
    wanted: &mut FactsQuery,
) -> Result<Option<Versioned<Session>>, StoreError> {
    let Some(digest) = wanted.session else { return Ok(None) };
    let session = tables.sessions.find(&SessionKey::Token(digest)).await?;
    if let Some(session) = &session {
        wanted.holders.push(Holder::User(session.user));
        wanted.members.push(session.user);
        wanted.organizations.extend(session.acting_for);
    }
    Ok(session)
}

fn named_services(wanted: &FactsQuery, found: &FactRecords) -> BTreeSet<ServiceId> {
    let of_roles = found.roles.iter().flat_map(|role| role.application_roles.keys());
    let of_grants = found.grants.iter().flat_map(|grant| grant.services.iter().flatten());
    let of_contracts = found.contracts.iter().flat_map(|contract| contract.services.iter());
    wanted.services.iter().chain(of_roles).chain(of_grants).chain(of_contracts).copied().collect()
}

async fn add_holders(
    tables: &FactTables<'_>,
    holders: &BTreeSet<Holder>,
    found: &mut FactRecords,
) -> Result<(), StoreError> {
    let mut users = Vec::new();
    for holder in holders {
        match holder {
            Holder::User(id) => users.push(*id),
            Holder::Client(id) => found.clients.extend(tables.clients.get(*id).await?),
            Holder::Organization(_) => {}
        }
    }
    found.users = all(tables.users, &UserFilter { ids: Some(users), ..UserFilter::default() }).await?;
    Ok(())
}

async fn add_memberships(
    tables: &FactTables<'_>,
    wanted: &FactsQuery,
    found: &mut FactRecords,
) -> Result<(), StoreError> {
    let mut memberships = BTreeMap::new();
    for user in &wanted.members {
        let filter = MembershipFilter { user: Some(*user), ..MembershipFilter::default() };
        memberships.extend(by_id(all(tables.memberships, &filter).await?));
    }
    found.memberships = memberships.into_values().collect();
    Ok(())
}

async fn add_places(
    tables: &FactTables<'_>,
    wanted: &FactsQuery,
    holders: &BTreeSet<Holder>,
    found: &mut FactRecords,
) -> Result<(), StoreError> {
    let holding = holders.iter().filter_map(|holder| match holder {
        Holder::Organization(id) => Some(*id),
        Holder::User(_) | Holder::Client(_) => None,
    });
    let given = found.grants.iter().map(|grant| grant.organization);
    let joined = found.memberships.iter().map(|membership| membership.organization);
    let asked = wanted.organizations.iter().copied().chain(joined);
    let mut open: BTreeSet<_> = asked.chain(holding).chain(given).collect();
    let mut places: BTreeMap<OrganizationId, Versioned<Organization>> = BTreeMap::new();
    while let Some(id) = open.pop_first() {
        if places.contains_key(&id) {
            continue;
        }
        if let Some(place) = tables.organizations.get(id).await? {
            open.extend(place.path.steps().iter().copied());
            places.insert(id, place);
        }
    }
    let mut contracts = BTreeMap::new();
    for id in places.keys() {
        let filter = ContractFilter { organization: Some(*id) };
        contracts.extend(by_id(all(tables.contracts, &filter).await?));
    }
    found.organizations = places.into_values().collect();
    found.contracts = contracts.into_values().collect();
    Ok(())
}

fn by_id<T: Entity>(records: Vec<Versioned<T>>) -> BTreeMap<T::Id, Versioned<T>>
where
    T::Id: Ord,
{
    records.into_iter().map(|record| (record.record.id(), record)).collect()
}
