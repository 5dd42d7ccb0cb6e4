use super::decide::grant_bar;
use super::giving::confers;
use super::{Because, Facts, Missing};
use crate::domain::Grant;
use crate::ids::{OrganizationId, ServiceId};
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
    let entitled = entitlement(organization, service, facts);
    let mut nearest = Missing::Grant;
    let mut granted = Access { roles: BTreeSet::new(), because: Vec::new() };
    for (at, grant) in facts.grants.iter().enumerate() {
        let Some(role) = facts.roles.get(&grant.role) else { continue };
        let named = role.application_roles.get(&service).into_iter().flatten();
        let roles: Vec<_> = named.filter(|name| confers(grant, role, service, name)).cloned().collect();
        if roles.is_empty() || !facts.reaches(grant, organization) {
            continue;
        }
        let usable = grant_bar(facts, grant).map_or(entitled, Err);
        match usable.and_then(|()| contract_of(facts, grant, organization, service)) {
            Err(missing) => nearest = nearest.max(missing),
            Ok(contract) => {
                granted.roles.extend(roles);
                let service = Some(service);
                granted.because.push(Because { grant: grant.id, at, service, contract, organization });
            }
        }
    }
    if granted.roles.is_empty() { Err(nearest) } else { Ok(granted) }
}

/// The contract by which a grant works: one of those that it is limited to, or else any that the service
/// needs; none where neither asks for one.
fn contract_of(
    facts: &Facts,
    grant: &Grant,
    organization: OrganizationId,
    service: ServiceId,
) -> Result<Option<usize>, Missing> {
    let needed = facts.services.get(&service).is_some_and(|found| found.needs_contract);
    if !needed && grant.contracts.is_none() {
        return Ok(None);
    }
    let found = facts.contract_for(organization, service, grant.contracts.as_ref());
    found.map(Some).ok_or(Missing::Contract(service))
}

/// Whether the organisation itself may use the service.
fn entitlement(organization: OrganizationId, service: ServiceId, facts: &Facts) -> Result<(), Missing> {
    if let Some(inactive) = facts.first_inactive(organization) {
        return Err(Missing::ActiveOrganization(inactive));
    }
    let Some(found) = facts.services.get(&service).filter(|found| found.enabled) else {
        return Err(Missing::EnabledService(service));
    };
    if !found.needs_contract || facts.contract_for(organization, service, None).is_some() {
        return Ok(());
    }
    Err(last_end(organization, service, facts)
        .map_or(Missing::Contract(service), |end| Missing::ContractEnded(service, end)))
}

/// When the organisation's last contract for the service ended.
fn last_end(organization: OrganizationId, service: ServiceId, facts: &Facts) -> Option<crate::Timestamp> {
    let own = facts
        .contracts
        .iter()
        .filter(|contract| contract.organization == organization && contract.services.contains(&service));
    own.filter_map(|contract| contract.period.not_after).filter(|end| *end <= facts.now).max()
}
