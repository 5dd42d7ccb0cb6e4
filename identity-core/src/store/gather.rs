//! Reading together what decisions rest on.

use super::{Entity, Page, Store, StoreError, Table, Versioned};
use crate::domain::{
    ApiClient, Contract, ContractFilter, Grant, GrantFilter, Holder, Organization, Role, RoleFilter, Service,
    ServiceFilter, User, UserFilter,
};
use crate::ids::{GrantId, OrganizationId};
use crate::policy::Facts;
use std::collections::{BTreeMap, BTreeSet};

/// About whom and what decisions are to be taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The people, programs and organisations whose grants count.
    pub holders: Vec<Holder>,
    /// The organisations that are asked about.
    pub organizations: Vec<OrganizationId>,
}

/// What decisions about [`Wanted`] rest on, each record once, in the order of the ids:
///
/// - the grants of the holders that were not taken back, and every grant that one of these hangs on, taken back or not;
/// - the roles of these grants;
/// - the people and programs among the holders, and those who hold a grant on which another hangs;
/// - the organisations asked about, those among the holders, those that hold one of the grants and those where one was
///   given, each with everything above it;
/// - the contracts of these organisations;
/// - every service.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Gathered {
    /// People.
    pub users: Vec<Versioned<User>>,
    /// Programs.
    pub clients: Vec<Versioned<ApiClient>>,
    /// Grants.
    pub grants: Vec<Versioned<Grant>>,
    /// Roles.
    pub roles: Vec<Versioned<Role>>,
    /// Organisations.
    pub organizations: Vec<Versioned<Organization>>,
    /// Contracts.
    pub contracts: Vec<Versioned<Contract>>,
    /// Services.
    pub services: Vec<Versioned<Service>>,
}

impl Gathered {
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

/// Gathers by reading table after table: what [`Store::gather`] does unless the store knows a shorter way.
pub async fn gather_by_tables<S: Store + ?Sized>(store: &S, wanted: &Wanted) -> Result<Gathered, StoreError> {
    let filter =
        GrantFilter { holders: Some(wanted.holders.clone()), unrevoked: true, ..GrantFilter::default() };
    let mut grants = by_id(all(store.grants(), &filter).await?);
    let above: BTreeSet<GrantId> =
        grants.values().flat_map(|grant: &Versioned<Grant>| grant.path.steps()).copied().collect();
    for id in above {
        if !grants.contains_key(&id)
            && let Some(found) = store.grants().get(id).await?
        {
            grants.insert(id, found);
        }
    }
    let grants: Vec<_> = grants.into_values().collect();
    let roles: BTreeSet<_> = grants.iter().map(|grant| grant.role).collect();
    let roles = RoleFilter { ids: Some(roles.into_iter().collect()), ..RoleFilter::default() };
    let holders: BTreeSet<_> =
        wanted.holders.iter().copied().chain(grants.iter().map(|grant| grant.holder)).collect();
    let mut found = Gathered { roles: all(store.roles(), &roles).await?, grants, ..Gathered::default() };
    add_holders(store, &holders, &mut found).await?;
    add_places(store, wanted, &holders, &mut found).await?;
    found.services = all(store.services(), &ServiceFilter {}).await?;
    Ok(found)
}

async fn add_holders<S: Store + ?Sized>(
    store: &S,
    holders: &BTreeSet<Holder>,
    found: &mut Gathered,
) -> Result<(), StoreError> {
    let mut users = Vec::new();
    for holder in holders {
        match holder {
            Holder::User(id) => users.push(*id),
            Holder::Client(id) => found.clients.extend(store.api_clients().get(*id).await?),
            Holder::Organization(_) => {}
        }
    }
    found.users = all(store.users(), &UserFilter { ids: Some(users) }).await?;
    Ok(())
}

async fn add_places<S: Store + ?Sized>(
    store: &S,
    wanted: &Wanted,
    holders: &BTreeSet<Holder>,
    found: &mut Gathered,
) -> Result<(), StoreError> {
    let holding = holders.iter().filter_map(|holder| match holder {
        Holder::Organization(id) => Some(*id),
        Holder::User(_) | Holder::Client(_) => None,
    });
    let given = found.grants.iter().map(|grant| grant.organization);
    let mut open: BTreeSet<_> = wanted.organizations.iter().copied().chain(holding).chain(given).collect();
    let mut places: BTreeMap<OrganizationId, Versioned<Organization>> = BTreeMap::new();
    while let Some(id) = open.pop_first() {
        if places.contains_key(&id) {
            continue;
        }
        if let Some(place) = store.organizations().get(id).await? {
            open.extend(place.path.steps().iter().copied());
            places.insert(id, place);
        }
    }
    let mut contracts = BTreeMap::new();
    for id in places.keys() {
        let filter = ContractFilter { organization: Some(*id) };
        contracts.extend(by_id(all(store.contracts(), &filter).await?));
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

/// All records that a filter lets through. Only for lists that are short by their nature.
pub(crate) async fn all<T: Entity>(
    table: &dyn Table<T>,
    filter: &T::Filter,
) -> Result<Vec<Versioned<T>>, StoreError> {
    let mut found = Vec::new();
    let mut page = Page::first(Page::MAX_LIMIT);
    loop {
        let slice = table.list(filter, &page).await?;
        found.extend(slice.items);
        match slice.next {
            Some(next) => page = page.after(next),
            None => return Ok(found),
        }
    }
}
