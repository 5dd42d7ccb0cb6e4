use crate::Timestamp;
use crate::authority::DecisionContext;
use crate::domain::{Contract, Service};
use crate::ids::OrganizationId;
use crate::store::Versioned;

/// A contract with the names of its services.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ContractDetails {
    /// The contract.
    pub contract: Versioned<Contract>,
    /// Its services.
    pub services: Vec<Service>,
    /// Whether it holds now.
    pub in_force: bool,
}

pub(crate) fn with_services(
    known: &DecisionContext,
    organization: OrganizationId,
    now: Timestamp,
) -> Vec<ContractDetails> {
    let own = known.contracts.iter().filter(|contract| contract.organization == organization);
    let services = |contract: &Contract| {
        let named = contract.services.iter().filter_map(|id| known.services.get(id));
        named.map(|service| service.record.clone()).collect()
    };
    own.map(|contract| ContractDetails {
        contract: contract.clone(),
        services: services(contract),
        in_force: contract.period.contains(now),
    })
    .collect()
}
