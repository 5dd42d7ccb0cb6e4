use super::link::Link;
use super::memory::{Index, Parties, Party, Place, Places};
use super::permission_set::PermissionSet;
use crate::Timestamp;
use crate::domain::Version;
use crate::domain::{Holder, OrganizationPath, Period};
use crate::ids::{ContractId, GrantId, OrganizationId, RoleId, ServiceId};
use crate::values::RoleKey;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that decisions rest on, as read from the store at one moment, in the form that decides fast.
///
/// They may be the few records of one request or all there are. They may hold more than a decision needs,
/// never less: what is missing is taken not to exist. [`Facts::builder`] takes the records in.
#[derive(Debug, Clone)]
pub struct Facts {
    pub(super) places: Places,
    pub(super) parties: Parties,
    /// Those of one holder stand together.
    pub(super) links: Vec<Link>,
    pub(super) link_index: Index,
    /// The positions of the links, in the order of the places where they were given.
    pub(super) by_place: Vec<u32>,
    pub(super) roles: Vec<RoleFact>,
    pub(super) services: BTreeMap<ServiceId, ServiceFact>,
    /// In the order of their organisations.
    pub(super) contracts: Vec<ContractFact>,
}

#[derive(Debug, Clone)]
pub(super) struct RoleFact {
    pub(super) id: RoleId,
    pub(super) version: Version,
    pub(super) enabled: bool,
    pub(super) permissions: PermissionSet,
    pub(super) application_roles: BTreeMap<ServiceId, BTreeSet<RoleKey>>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct ServiceFact {
    pub(super) version: Version,
    pub(super) enabled: bool,
    pub(super) needs_contract: bool,
}

#[derive(Debug, Clone)]
pub(super) struct ContractFact {
    pub(super) id: ContractId,
    pub(super) version: Version,
    pub(super) organization: OrganizationId,
    pub(super) services: Box<[ServiceId]>,
    pub(super) period: Period,
}

impl Facts {
    pub(super) fn place_at(&self, at: u32) -> Option<Place> {
        self.places.get(at)
    }

    pub(super) fn link_at(&self, at: u32) -> Option<&Link> {
        self.links.get(at as usize)
    }

    pub(super) fn place(&self, id: OrganizationId) -> Option<u32> {
        self.places.find(id).map(|found| found.at)
    }

    pub(super) fn party(&self, holder: Holder) -> Option<Party> {
        self.parties.find(holder)
    }

    pub(super) fn link(&self, id: GrantId) -> Option<u32> {
        self.link_index.find(id.as_uuid(), |at| self.link_at(at).is_some_and(|link| link.id == id))
    }

    /// The links of a party with their positions.
    pub(super) fn links_of(&self, party: &Party) -> impl Iterator<Item = (u32, &Link)> {
        let behind = self.links.get(party.first_link as usize..).unwrap_or_default();
        let (known, more) = behind.split_at_checked(party.links.into()).unwrap_or((behind, &[]));
        let at = party.at;
        let more = more.iter().take_while(move |link| link.party == at);
        (party.first_link..)
            .zip(known.iter().chain(party.has_many_links().then_some(more).into_iter().flatten()))
    }

    /// The permissions that the role of a link names.
    pub(super) fn named(&self, link: &Link) -> PermissionSet {
        self.role_of(link).map_or(PermissionSet::NONE, |role| role.permissions)
    }

    pub(super) fn role_of(&self, link: &Link) -> Option<&RoleFact> {
        self.roles.get(link.role as usize)
    }

    /// A place and all above it, upwards.
    pub(super) fn upwards(&self, from: u32) -> impl Iterator<Item = (u32, Place)> {
        let step = |at: u32| self.place_at(at).map(|place| (at, place));
        std::iter::successors(step(from), move |(_, place)| step(place.parent()))
    }

    /// A grant and all that it derives from, upwards.
    pub(super) fn chain(&self, from: u32) -> impl Iterator<Item = (u32, &Link)> {
        let step = |at: u32| self.link_at(at).map(|link| (at, link));
        std::iter::successors(step(from), move |(_, link)| step(link.parent_grant))
    }

    /// Whether the limits of every grant of a chain leave room for something that is limited to these services and
    /// contracts itself; `unsaid` is the answer where it says nothing of a limit.
    pub(super) fn limits_leave_room(
        &self,
        at: u32,
        services: Option<&BTreeSet<ServiceId>>,
        contracts: Option<&BTreeSet<ContractId>>,
        unsaid: bool,
    ) -> bool {
        self.chain(at).filter_map(|(_, link)| link.limits.as_ref()).all(|limits| {
            covers(limits.services.as_deref(), services, unsaid)
                && covers(limits.contracts.as_deref(), contracts, unsaid)
        })
    }

    /// The first organisation, from the root down to `organization`, that is unknown or not active.
    pub(crate) fn first_inactive(&self, organization: OrganizationId) -> Option<OrganizationId> {
        self.place(organization).map_or(Some(organization), |at| self.bar(at))
    }

    /// The first organisation, from the root down to a place, that is not active; itself where one above is unknown.
    pub(super) fn bar(&self, at: u32) -> Option<OrganizationId> {
        self.upwards(at).filter(|(_, place)| place.is_barred()).last().map(|(_, place)| place.id)
    }

    /// Whether a place and everything above it is active.
    pub(super) fn is_active(&self, at: u32) -> bool {
        self.place_at(at).is_some_and(|place| !place.is_barred())
    }

    /// The path of a place.
    pub(super) fn path(&self, at: u32) -> Option<OrganizationPath> {
        let mut ids: Vec<_> = self.upwards(at).map(|(_, place)| place.id).collect();
        ids.reverse();
        OrganizationPath::of(ids)
    }

    /// The contracts of an organisation, with their positions.
    pub(super) fn contracts_of(
        &self,
        organization: OrganizationId,
    ) -> impl Iterator<Item = (usize, &ContractFact)> {
        let first = self.contracts.partition_point(|contract| contract.organization < organization);
        let behind = self.contracts.iter().enumerate().skip(first);
        behind.take_while(move |(_, contract)| contract.organization == organization)
    }

    /// The contract, of certain ones or of all, by which an organisation may use a service.
    pub(super) fn contract_for(
        &self,
        organization: OrganizationId,
        service: ServiceId,
        at: Timestamp,
        passes: impl Fn(ContractId) -> bool,
    ) -> Option<usize> {
        let fits = |contract: &ContractFact| {
            passes(contract.id) && contract.services.contains(&service) && contract.period.contains(at)
        };
        self.contracts_of(organization).find(|(_, contract)| fits(contract)).map(|(at, _)| at)
    }
}

/// Whether a limit, if there is one, leaves room for what is given; what says nothing of it may inherit it.
fn covers<T: Ord>(own: Option<&[T]>, given: Option<&BTreeSet<T>>, unsaid: bool) -> bool {
    own.is_none_or(|own| given.map_or(unsaid, |given| given.iter().all(|id| own.contains(id))))
}
