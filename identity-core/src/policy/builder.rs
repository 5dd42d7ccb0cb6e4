use super::chain;
use super::facts::{ContractFact, Facts, RoleFact, ServiceFact};
use super::memory::{GivenParty, Index, NONE, Parties, Place, Places};
use crate::domain::{
    ApiClient, Contract, Grant, Holder, Organization, OrganizationPath, OrganizationState, Role, Service,
    User, UserState,
};
use crate::domain::{Version, Versioned};
use crate::ids::ServiceId;
use std::collections::BTreeMap;

/// Takes in the records that [`Facts`] are made of, in any order; a record that comes twice counts once.
#[derive(Debug, Default)]
pub struct FactsBuilder<'a> {
    organizations: Vec<&'a Versioned<Organization>>,
    parties: Vec<GivenParty>,
    roles: Vec<&'a Versioned<Role>>,
    grants: Vec<&'a Versioned<Grant>>,
    contracts: Vec<&'a Versioned<Contract>>,
    services: BTreeMap<ServiceId, ServiceFact>,
}

impl Facts {
    /// A builder that takes in records, one after the other.
    pub fn builder<'a>() -> FactsBuilder<'a> {
        FactsBuilder::default()
    }
}

impl<'a> FactsBuilder<'a> {
    /// An organisation. All above it are needed too.
    pub fn organization(&mut self, organization: &'a Versioned<Organization>) -> &mut Self {
        self.organizations.push(organization);
        self
    }

    /// A person who asks, or who holds a grant from which another derives.
    pub fn user(&mut self, user: &Versioned<User>) -> &mut Self {
        self.party(Holder::User(user.id), user.version, user.state == UserState::Active)
    }

    /// A client.
    pub fn client(&mut self, client: &Versioned<ApiClient>) -> &mut Self {
        self.party(Holder::Client(client.id), client.version, client.enabled)
    }

    /// A role.
    pub fn role(&mut self, role: &'a Versioned<Role>) -> &mut Self {
        self.roles.push(role);
        self
    }

    /// A grant. All that it derives from are needed too.
    pub fn grant(&mut self, grant: &'a Versioned<Grant>) -> &mut Self {
        self.grants.push(grant);
        self
    }

    /// A contract.
    pub fn contract(&mut self, contract: &'a Versioned<Contract>) -> &mut Self {
        self.contracts.push(contract);
        self
    }

    /// A service.
    pub fn service(&mut self, service: &Versioned<Service>) -> &mut Self {
        let fact = ServiceFact {
            version: service.version,
            enabled: service.enabled,
            needs_contract: service.needs_contract,
        };
        self.services.insert(service.id, fact);
        self
    }

    fn party(&mut self, holder: Holder, version: Version, active: bool) -> &mut Self {
        self.parties.push(GivenParty { holder, version: version.into(), active });
        self
    }

    /// The facts.
    pub fn build(self) -> Facts {
        let (places, ends) = places(self.organizations);
        let mut facts = Facts {
            places: Places::of(&places),
            parties: Parties::default(),
            links: Vec::new(),
            link_index: Index::default(),
            by_place: Vec::new(),
            roles: roles(self.roles),
            services: self.services,
            contracts: contracts(self.contracts),
        };
        facts.parties = parties(&facts, self.parties, &self.grants);
        chain::add_links(&mut facts, self.grants, &ends);
        facts
    }
}

/// Puts the organisations in the order of their paths, so that everything below one follows it; with the position
/// behind the last place below each.
fn places(mut organizations: Vec<&Versioned<Organization>>) -> (Vec<Place>, Vec<u32>) {
    organizations.sort_unstable_by(|one, other| one.path.cmp(&other.path));
    organizations.dedup_by(|one, other| one.id == other.id);
    let mut places: Vec<Place> = Vec::with_capacity(organizations.len());
    let end = u32::try_from(organizations.len()).unwrap_or(NONE);
    let mut ends = vec![end; organizations.len()];
    let mut above: Vec<(u32, &OrganizationPath)> = Vec::new();
    for (at, organization) in (0_u32..).zip(organizations) {
        let path = &organization.path;
        while let Some((last, _)) = above.pop_if(|(_, over)| !path.is_within(over)) {
            close(&mut ends, last, at);
        }
        let parent =
            above.last().filter(|(_, over)| Some(over.steps().len() + 1) == Some(path.steps().len()));
        let parent = parent.map(|(parent, _)| *parent);
        let is_known = parent.is_some() || path.parent().is_none();
        let is_fit = is_known && organization.state == OrganizationState::Active;
        let barred = parent.and_then(|at| places.get(at as usize)).is_some_and(Place::is_barred) || !is_fit;
        places.push(Place::new(organization.id, organization.version, parent, barred));
        above.push((at, path));
    }
    (places, ends)
}

fn close(ends: &mut [u32], at: u32, behind: u32) {
    if let Some(end) = ends.get_mut(at as usize) {
        *end = behind;
    }
}

fn roles(roles: Vec<&Versioned<Role>>) -> Vec<RoleFact> {
    let fact = |role: &Versioned<Role>| RoleFact {
        id: role.id,
        version: role.version,
        enabled: role.enabled,
        permissions: role.permissions.iter().copied().collect(),
        application_roles: role.application_roles.clone(),
    };
    let mut facts: Vec<_> = roles.into_iter().map(fact).collect();
    facts.sort_by_key(|role| role.id);
    facts.dedup_by_key(|role| role.id);
    facts
}

fn contracts(contracts: Vec<&Versioned<Contract>>) -> Vec<ContractFact> {
    let fact = |contract: &Versioned<Contract>| ContractFact {
        id: contract.id,
        version: contract.version,
        organization: contract.organization,
        services: contract.services.iter().copied().collect(),
        period: contract.period,
    };
    let mut facts: Vec<_> = contracts.into_iter().map(fact).collect();
    facts.sort_by_key(|contract| (contract.organization, contract.id));
    facts.dedup_by_key(|contract| contract.id);
    facts
}

/// Those that were taken in, and the holders of grants who were not: organisations, which are active when they and all
/// above them are, and people who are unknown and so do nothing.
fn parties(facts: &Facts, given: Vec<GivenParty>, grants: &[&Versioned<Grant>]) -> Parties {
    let holders = grants.iter().map(|grant| match grant.holder {
        holder @ Holder::Organization(id) => {
            let place = facts.place(id).and_then(|at| facts.place_at(at));
            let version = place.map_or(Version::FIRST.into(), |place| place.version);
            let active = place.is_some_and(|place| !place.is_barred());
            GivenParty { holder, version, active }
        }
        holder @ (Holder::User(_) | Holder::Client(_)) => {
            GivenParty { holder, version: Version::FIRST.into(), active: false }
        }
    });
    let mut parties: Vec<_> = given.into_iter().chain(holders).collect();
    parties.sort_by_key(|party| party.holder);
    parties.dedup_by_key(|party| party.holder);
    Parties::of(&parties)
}
