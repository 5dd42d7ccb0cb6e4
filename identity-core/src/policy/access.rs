use super::allow_reason::AllowReason;
use super::chosen::Chosen;
use super::deny_reason::DenyReason;
use super::facts::Facts;
use super::grant_status::{effect, service_obstacle};
use super::link::Link;
use super::request::Subject;
use crate::ids::{OrganizationId, ServiceId};
use crate::values::RoleKey;
use std::collections::BTreeSet;

/// What a service is told of somebody who acts for an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Access {
    /// The application roles of that service at that organisation; never empty.
    pub roles: BTreeSet<RoleKey>,
    /// The grants and the contract behind them.
    pub because: Vec<AllowReason>,
}

/// Whether somebody may use `service` for `organization`, and in which application roles.
///
/// It takes an effective grant that carries an application role there, an active organisation with everything above it,
/// an enabled service and, where the service needs one, a contract in force.
pub fn access(
    subject: &Subject,
    organization: OrganizationId,
    service: ServiceId,
    facts: &Facts,
) -> Result<Access, DenyReason> {
    let party = facts.party(subject.holder).filter(|party| party.active).ok_or(DenyReason::ActiveSubject)?;
    let place = facts.place(organization).ok_or(DenyReason::ActiveOrganization(organization))?;
    let entitled = facts
        .first_inactive(organization)
        .map(DenyReason::ActiveOrganization)
        .or_else(|| service_obstacle(organization, service, subject.at, facts));
    let chosen = Chosen::of(subject, facts);
    let mut nearest = DenyReason::Grant;
    let mut granted = Access { roles: BTreeSet::new(), because: Vec::new() };
    for (at, link) in facts.links_of(&party) {
        let roles = application_roles(at, service, facts);
        if roles.is_empty() || !link.reach.covers(place) {
            continue;
        }
        let obstacle = (!link.rights.may_act())
            .then_some(DenyReason::RightToAct(link.id))
            .or_else(|| effect(at, link, subject.at, facts))
            .or_else(|| (!chosen.allows(link)).then_some(DenyReason::ActingFor(organization)))
            .or(entitled);
        let contract = obstacle.map_or_else(|| contract_of(subject, at, organization, service, facts), Err);
        match contract {
            Err(missing) => nearest = nearest.max(missing),
            Ok(contract) => {
                let because = AllowReason::of(at, link.id, place);
                granted.because.push(AllowReason { service: Some(service), contract, ..because });
                granted.roles.extend(roles);
            }
        }
    }
    if granted.roles.is_empty() { Err(nearest) } else { Ok(granted) }
}

/// The application roles of a service that every grant of a chain names.
pub(super) fn application_roles(at: u32, service: ServiceId, facts: &Facts) -> BTreeSet<RoleKey> {
    let named = |link: &Link| {
        let role = facts.role_of(link).filter(|_| link.allows_service(service));
        role.and_then(|role| role.application_roles.get(&service)).cloned().unwrap_or_default()
    };
    let mut chain = facts.chain(at).map(|(_, link)| named(link));
    let own = chain.next().unwrap_or_default();
    chain.fold(own, |roles, above| roles.intersection(&above).cloned().collect())
}

/// The contract by which a chain works: one that every grant of it allows; none where neither the service nor any of the
/// grants asks for one.
fn contract_of(
    subject: &Subject,
    at: u32,
    organization: OrganizationId,
    service: ServiceId,
    facts: &Facts,
) -> Result<Option<usize>, DenyReason> {
    let needed = facts.services.get(&service).is_some_and(|found| found.needs_contract);
    let named = facts.chain(at).any(|(_, link)| link.names_contracts());
    if !needed && !named {
        return Ok(None);
    }
    let allowed = |contract| facts.chain(at).all(|(_, link)| link.allows_contract(contract));
    let found = facts.contract_for(organization, service, subject.at, allowed);
    found.map(Some).ok_or(DenyReason::Contract(service))
}
