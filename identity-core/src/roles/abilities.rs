//! What somebody can do, and who can do something.

use crate::authority::{AccessError, Caller, DecisionContext, Identity, NamedAllow, NamedDeny};
use crate::domain::{Holder, Service};
use crate::ids::{OrganizationId, UserId};
use crate::policy::{DenyReason, Permission, what_can, who_can};
use crate::store::Versioned;

/// What somebody can do at an organisation, by which chain.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Ability {
    /// The act.
    pub permission: Permission,
    /// What stands behind it.
    pub because: NamedAllow,
}

/// A service that somebody can use at an organisation, by which chain.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct UsableService {
    /// The service's name.
    pub service: String,
    /// What stands behind it.
    pub because: NamedAllow,
}

/// A service that somebody has a role for at an organisation, and cannot use there now.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ClosedService {
    /// The service's name.
    pub service: String,
    /// The organisation.
    pub organization: OrganizationId,
    /// The organisation's name.
    pub organization_name: String,
    /// What keeps it closed: the contract, the service or the organisation.
    pub why: NamedDeny,
}

/// Somebody who can do something, by which chain.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct AbleHolder {
    /// The person or client.
    pub holder: Holder,
    /// Its name.
    pub name: String,
    /// What stands behind it.
    pub because: NamedAllow,
}

impl Identity {
    /// What a member of an organisation, or somebody with a mandate of it, can do there. For those who may see who has
    /// which role.
    pub async fn what_can(
        &self,
        caller: &Caller,
        organization: OrganizationId,
        user: UserId,
    ) -> Result<Vec<Ability>, AccessError> {
        let own_facts = self.may_look(caller, Permission::GrantView, organization).await?;
        let found = self.facts_at_places(user, &[organization]).await?;
        let found = found.and_then(|(places, known)| {
            let able = what_can(&known.subject, organization, &known.facts);
            (places.contains(&organization) || !able.is_empty()).then_some((able, known))
        });
        let Some((able, known)) = found else {
            return Err(self.not_found_refusal_with(caller, Permission::GrantView, &own_facts).await?);
        };
        let ability = |(permission, because)| Ability {
            permission,
            because: known.named_allow(&because, organization),
        };
        Ok(able.into_iter().map(ability).collect())
    }

    /// The services that somebody can use for an organisation, for the same people as [`what_can`](Self::what_can); none for
    /// somebody who has nothing to do with it.
    pub async fn usable_services(
        &self,
        caller: &Caller,
        organization: OrganizationId,
        user: UserId,
    ) -> Result<Vec<UsableService>, AccessError> {
        self.may_look(caller, Permission::GrantView, organization).await?;
        let Some((_, known)) = self.facts_at_places(user, &[organization]).await? else {
            return Ok(Vec::new());
        };
        let usable = |service: &Versioned<Service>| {
            let access = known.access(organization, service.id).ok()?;
            let because = known.named_allow(access.because.first()?, organization);
            Some(UsableService { service: service.name.to_string(), because })
        };
        Ok(known.services.values().filter_map(usable).collect())
    }

    /// The services that somebody has a role for at an organisation, and that are closed to them there now, for the same people
    /// as [`usable_services`](Self::usable_services).
    pub async fn closed_services(
        &self,
        caller: &Caller,
        organization: OrganizationId,
        user: UserId,
    ) -> Result<Vec<ClosedService>, AccessError> {
        self.may_look(caller, Permission::GrantView, organization).await?;
        let found = self.facts_at_places(user, &[organization]).await?;
        Ok(found.map(|(_, known)| closed(&known, [organization])).unwrap_or_default())
    }

    /// Who can do something at an organisation now, those of the organisation itself first. For those who may see who
    /// has which role.
    ///
    /// People who hold it above the organisation, such as the operator's staff, are named too: an administrator can see
    /// who looks into their organisation.
    pub async fn who_can(
        &self,
        caller: &Caller,
        organization: OrganizationId,
        permission: Permission,
    ) -> Result<Vec<AbleHolder>, AccessError> {
        let known = self.may_look(caller, Permission::GrantView, organization).await?;
        let Some(found) = known.organizations.get(&organization) else { return Err(AccessError::NotFound) };
        let known = self.holders_of(permission, found, found.path.steps()).await?;
        let able = who_can(permission, organization, self.instant(caller), &known.facts);
        let able = able.into_iter().map(|(holder, because)| AbleHolder {
            holder,
            name: known.holder_name(holder),
            because: known.named_allow(&because, organization),
        });
        Ok(able.collect())
    }
}

/// The services that the subject has a role for at some organisations, and that are closed there for a reason that no role
/// removes.
pub(crate) fn closed(
    known: &DecisionContext,
    organizations: impl IntoIterator<Item = OrganizationId>,
) -> Vec<ClosedService> {
    let mut found = Vec::new();
    for organization in organizations {
        // The operator makes contracts, and has none with itself.
        let is_root = known.organizations.get(&organization).is_none_or(|found| found.parent().is_none());
        for service in known.services.values().filter(|service| service.start_url.is_some()) {
            let Err(reason) = known.access(organization, service.id) else { continue };
            if keeps_closed(reason) && !(is_root && matches!(reason, DenyReason::Contract(_))) {
                found.push(ClosedService {
                    service: service.name.to_string(),
                    organization,
                    organization_name: known.organization_name(organization),
                    why: known.named_deny(reason),
                });
            }
        }
    }
    found
}

/// Whether it is the contract, the service or the organisation, and no role, that is missing.
const fn keeps_closed(reason: DenyReason) -> bool {
    matches!(
        reason,
        DenyReason::ActiveOrganization(_)
            | DenyReason::EnabledService(_)
            | DenyReason::ContractOfGrant(_)
            | DenyReason::ContractEnded(..)
            | DenyReason::Contract(_)
    )
}
