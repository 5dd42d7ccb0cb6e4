use super::decide::grant_bar;
use super::giving::confers;
use super::{Because, Facts, Missing};
use crate::domain::Grant;
use crate::ids::{ContractId, OrganizationId, ServiceId};
use crate::values::RoleKey;
use std::collections::BTreeSet;

/// What a service is told of somebody who acts for an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// The application roles of that service at that organisation; never empty.
    pub roles: BTreeSet<RoleKey>,
    /// The grants and the contract behind them.
    pub because: Vec<Because>,
}

/// Whether the subject of `facts` may use `service` for `organization`, and in which application roles.
///
/// It takes an effective grant that carries an application role there, an active organisation with
/// everything above it, an enabled service and, where the service needs one, a contract in force.
pub fn access(organization: OrganizationId, service: ServiceId, facts: &Facts) -> Result<Access, Missing> {
    if !facts.subject.is_active() {
        return Err(Missing::ActiveSubject);
    }
    let contract = entitlement(organization, service, facts);
    let mut nearest = Missing::Grant;
    let mut granted = Access { roles: BTreeSet::new(), because: Vec::new() };
    for (at, grant) in facts.grants.iter().enumerate() {
        let Some(role) = facts.roles.get(&grant.role) else { continue };
        let named = role.application_roles.get(&service).into_iter().flatten();
        let roles: Vec<_> = named.filter(|name| confers(grant, role, service, name)).cloned().collect();
        if roles.is_empty() || !facts.reaches(grant, organization) {
            continue;
        }
        let bar = grant_bar(facts, grant).or_else(|| contract_bar(facts, grant, &contract, service));
        if let Some(missing) = bar {
            nearest = nearest.max(missing);
        } else {
            granted.roles.extend(roles);
            granted.because.push(Because { grant: grant.id, at, contract: None, organization });
        }
    }
    if granted.roles.is_empty() {
        return Err(nearest);
    }
    let contract = contract?;
    granted.because.iter_mut().for_each(|because| because.contract = contract);
    Ok(granted)
}

/// What keeps a grant that is limited to certain contracts from working by the contract in force.
fn contract_bar(
    facts: &Facts,
    grant: &Grant,
    contract: &Result<Option<usize>, Missing>,
    service: ServiceId,
) -> Option<Missing> {
    let Ok(in_force) = contract else { return None };
    let found = in_force.and_then(|at| facts.contracts.get(at));
    let fits = |limit: &BTreeSet<ContractId>| found.is_some_and(|found| limit.contains(&found.id));
    (!grant.contracts.as_ref().is_none_or(fits)).then_some(Missing::Contract(service))
}

/// Whether the organisation itself may use the service: the contract by which it may, if it needs one.
fn entitlement(
    organization: OrganizationId,
    service: ServiceId,
    facts: &Facts,
) -> Result<Option<usize>, Missing> {
    if let Some(inactive) = facts.first_inactive(organization) {
        return Err(Missing::ActiveOrganization(inactive));
    }
    let Some(found) = facts.services.get(&service).filter(|found| found.enabled) else {
        return Err(Missing::EnabledService(service));
    };
    if !found.needs_contract {
        return Ok(None);
    }
    match facts.contract_for(organization, service) {
        Some(contract) => Ok(Some(contract)),
        None => Err(last_end(organization, service, facts)
            .map_or(Missing::Contract(service), |end| Missing::ContractEnded(service, end))),
    }
}

/// When the organisation's last contract for the service ended.
fn last_end(organization: OrganizationId, service: ServiceId, facts: &Facts) -> Option<crate::Timestamp> {
    let own = facts
        .contracts
        .iter()
        .filter(|contract| contract.organization == organization && contract.services.contains(&service));
    own.filter_map(|contract| contract.period.not_after).filter(|end| *end <= facts.now).max()
}
