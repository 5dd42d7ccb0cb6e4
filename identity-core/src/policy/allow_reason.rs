use super::facts::Facts;
use super::link::Link;
use super::request::Subject;
use crate::domain::{Holder, RecordId, Version};
use crate::ids::{ContractId, GrantId, OrganizationId, RoleId, ServiceId};

/// What stands behind an allow: a grant, which may derive from others, and where it is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct AllowReason {
    /// The grant that allows it.
    pub grant: GrantId,
    /// Where the grant stands among the facts.
    pub(super) at: u32,
    /// The organisation that it is about.
    pub(super) place: u32,
    /// The service that is used, where one is in play.
    pub(super) service: Option<ServiceId>,
    /// The contract that a service needs, where one is in play: its place among the facts.
    pub(super) contract: Option<usize>,
}

/// One grant of a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ChainLink {
    /// The grant.
    pub grant: GrantId,
    /// Who holds it.
    pub holder: Holder,
    /// Its role.
    pub role: RoleId,
    /// Where it was given.
    pub organization: OrganizationId,
    /// Whether it is used below the organisation where it was given.
    pub inherited: bool,
    /// Whether it was delegated as a mandate.
    pub mandate: bool,
}

impl AllowReason {
    pub(super) const fn of(at: u32, grant: GrantId, place: u32) -> Self {
        Self { grant, at, place, service: None, contract: None }
    }

    /// The mandate by which the subject acts, if they do.
    pub fn mandate(&self, facts: &Facts) -> Option<GrantId> {
        facts.link_at(self.at).filter(|link| link.is_mandate()).map(|link| link.id)
    }

    /// The grants behind the answer, from the one that allows it up to the root grant.
    pub fn chain(&self, facts: &Facts) -> Vec<ChainLink> {
        let link = |link: &Link| {
            Some(ChainLink {
                grant: link.id,
                holder: facts.parties.get(link.party)?.holder,
                role: facts.role_of(link)?.id,
                organization: facts.place_at(link.place())?.id,
                inherited: link.place() != self.place,
                mandate: link.is_mandate(),
            })
        };
        facts.chain(self.at).filter_map(|(_, found)| link(found)).collect()
    }

    /// The contract that a service is used by, where one is in play.
    pub fn contract(&self, facts: &Facts) -> Option<ContractId> {
        self.contract.and_then(|at| facts.contracts.get(at)).map(|contract| contract.id)
    }

    /// The records, as they were read, that the answer rests on. A change that follows from the answer requires every
    /// one of them.
    pub fn evidence(&self, subject: &Subject, facts: &Facts) -> Vec<(RecordId, Version)> {
        let mut found = Vec::new();
        found.extend(holder_evidence(subject.holder, facts));
        if let Holder::Organization(id) = subject.holder {
            lineage(facts.place(id), facts, &mut found);
        }
        if facts.link_at(self.at).is_some_and(Link::is_derived) {
            let acting_for = subject.acting_for.and_then(|organization| facts.place(organization));
            lineage(acting_for, facts, &mut found);
        }
        for (at, link) in facts.chain(self.at) {
            found.push((link.id.into(), link.version.into()));
            found.extend(facts.role_of(link).map(|role| (role.id.into(), role.version)));
            let holder = facts.parties.get(link.party).filter(|_| at != self.at);
            found.extend(holder.and_then(|party| holder_evidence(party.holder, facts)));
            if let Some(Holder::Organization(id)) = holder.map(|party| party.holder) {
                lineage(facts.place(id), facts, &mut found);
            }
            gate_evidence(link, subject, facts, &mut found);
        }
        // Every grant of the chain was given here or above.
        lineage(Some(self.place), facts, &mut found);
        if let Some((id, service)) = self.service.and_then(|id| facts.services.get_key_value(&id)) {
            found.push(((*id).into(), service.version));
        }
        if let Some(contract) = self.contract.and_then(|at| facts.contracts.get(at)) {
            found.push((contract.id.into(), contract.version));
        }
        found
    }
}

fn holder_evidence(holder: Holder, facts: &Facts) -> Option<(RecordId, Version)> {
    let version = facts.parties.version(facts.party(holder)?.at)?.into();
    match holder {
        Holder::User(id) => Some((id.into(), version)),
        Holder::Client(id) => Some((id.into(), version)),
        // Its organisation and all above it are named with their places.
        Holder::Organization(_) => None,
    }
}

/// An organisation and all above it, as they were read.
fn lineage(place: Option<u32>, facts: &Facts, found: &mut Vec<(RecordId, Version)>) {
    let line = place.into_iter().flat_map(|at| facts.upwards(at));
    found.extend(line.map(|(_, place)| (place.id.into(), place.version.into())));
}

/// The services and contracts that keep a limited grant open now.
fn gate_evidence(link: &Link, subject: &Subject, facts: &Facts, found: &mut Vec<(RecordId, Version)>) {
    let Some(limits) = &link.limits else { return };
    let services = limits.services.iter().flatten().filter_map(|id| facts.services.get_key_value(id));
    found.extend(services.map(|(id, service)| ((*id).into(), service.version)));
    let in_force = facts
        .upwards(link.place())
        .flat_map(|(_, place)| facts.contracts_of(place.id))
        .map(|(_, contract)| contract)
        .filter(|contract| contract.period.contains(subject.at) && link.allows_contract(contract.id));
    found.extend(in_force.map(|contract| (contract.id.into(), contract.version)));
}
