use super::decide::validity_bar;
use super::{Because, Facts};
use crate::domain::{Grant, GrantScope, Period, Rights, Role};
use crate::ids::{ContractId, OrganizationId, ServiceId};
use crate::policy::Permission;
use crate::values::RoleKey;
use std::collections::BTreeSet;

/// A role that somebody wants to give.
#[derive(Debug, Clone, Copy)]
pub struct Gift<'a> {
    /// The role.
    pub role: &'a Role,
    /// At which organisation.
    pub organization: OrganizationId,
    /// How far down.
    pub scope: GrantScope,
    /// To act, to grant, or both.
    pub rights: Rights,
    /// Only for these services.
    pub services: Option<&'a BTreeSet<ServiceId>>,
    /// Only by these contracts.
    pub contracts: Option<&'a BTreeSet<ContractId>>,
    /// For how long.
    pub period: Period,
}

/// The part of a gift that the giver does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotHeld {
    /// The giver is locked or switched off.
    InactiveGiver,
    /// The role is switched off.
    DisabledRole,
    /// The role belongs to another organisation.
    ForeignRole,
    /// This permission.
    Permission(Permission),
    /// This application role of this service.
    ApplicationRole(ServiceId, RoleKey),
}

/// Whether the subject of `facts` may give `gift`: for everything in the role they hold an effective
/// grant with the right to grant, that reaches as far, for the same services, for as long.
///
/// Nobody can give what they do not hold. The answer tells the grants that it rests on.
pub fn may_give(gift: &Gift<'_>, facts: &Facts) -> Result<Vec<Because>, NotHeld> {
    if !facts.subject.is_active() {
        return Err(NotHeld::InactiveGiver);
    }
    if !gift.role.enabled {
        return Err(NotHeld::DisabledRole);
    }
    let lineage =
        facts.path(gift.organization).map(crate::domain::OrganizationPath::steps).unwrap_or_default();
    if gift.role.owner.is_some_and(|owner| !lineage.contains(&owner)) {
        return Err(NotHeld::ForeignRole);
    }
    let mut because: Vec<Because> = Vec::new();
    let mut rest_on = |found: Because| {
        if !because.contains(&found) {
            because.push(found);
        }
    };
    for permission in &gift.role.permissions {
        let holds = |_: &Grant, role: &Role| role.permissions.contains(permission);
        rest_on(source(gift, facts, holds).ok_or(NotHeld::Permission(*permission))?);
    }
    let wanted = |service: &ServiceId| gift.services.is_none_or(|services| services.contains(service));
    for (service, application_roles) in
        gift.role.application_roles.iter().filter(|(service, _)| wanted(service))
    {
        for application_role in application_roles {
            let holds = |grant: &Grant, role: &Role| confers(grant, role, *service, application_role);
            let missing = || NotHeld::ApplicationRole(*service, application_role.clone());
            rest_on(source(gift, facts, holds).ok_or_else(missing)?);
        }
    }
    Ok(because)
}

/// Whether a grant of a role carries an application role of a service.
pub(super) fn confers(grant: &Grant, role: &Role, service: ServiceId, application_role: &RoleKey) -> bool {
    grant.services.as_ref().is_none_or(|services| services.contains(&service))
        && role.application_roles.get(&service).is_some_and(|roles| roles.contains(application_role))
}

/// The subject's grant from which a part of the gift can come.
fn source(gift: &Gift<'_>, facts: &Facts, holds: impl Fn(&Grant, &Role) -> bool) -> Option<Because> {
    facts.grants.iter().enumerate().find_map(|(at, grant)| {
        let role = facts.roles.get(&grant.role)?;
        let fits = holds(grant, role)
            && grant.rights.may_grant()
            && validity_bar(facts, grant).is_none()
            && facts.reaches(grant, gift.organization)
            && facts.first_inactive(gift.organization).is_none()
            && covers_scope(grant, gift)
            && covers_set(grant.services.as_ref(), gift.services)
            && covers_set(grant.contracts.as_ref(), gift.contracts)
            && outlives(grant, gift.period);
        let (grant, organization) = (grant.id, gift.organization);
        fits.then_some(Because { grant, at, service: None, contract: None, organization })
    })
}

/// Whether the grant reaches as far down as the gift.
fn covers_scope(grant: &Grant, gift: &Gift<'_>) -> bool {
    grant.scope == GrantScope::Subtree || gift.scope == GrantScope::Organization
}

/// Whether a limit of the grant, if it has one, leaves room for the gift's.
fn covers_set<T: Ord>(own: Option<&BTreeSet<T>>, given: Option<&BTreeSet<T>>) -> bool {
    own.is_none_or(|own| given.is_some_and(|given| given.is_subset(own)))
}

/// Whether the grant lasts at least as long as the gift.
fn outlives(grant: &Grant, period: Period) -> bool {
    match (grant.period.not_after, period.not_after) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(own), Some(given)) => given <= own,
    }
}
