//! What somebody can give as a mandate.

use crate::authority::{AccessError, Caller, Identity};
use crate::domain::{Role, Service};
use crate::ids::{OrganizationId, ServiceId};
use crate::policy::{DelegationRequest, Permission};
use crate::roles::InvalidTerms;
use std::collections::BTreeSet;

/// What somebody can give as a mandate to act for an organisation.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct MandateOptions {
    /// The roles, those that are held by mandate only first.
    pub roles: Vec<Role>,
    /// The services of the organisation for which at least one of the roles can be given.
    pub services: Vec<Service>,
    /// Its other services.
    pub withheld: Vec<Service>,
    /// The most hands that such a mandate can be let pass through.
    pub max_delegation_depth: u8,
}

impl Identity {
    /// What the caller can give as a mandate to act for an organisation; nothing without `mandate.manage` there or a
    /// mandate that may be passed on.
    pub async fn mandate_options(
        &self,
        caller: &Caller,
        id: OrganizationId,
    ) -> Result<MandateOptions, AccessError> {
        let known = self.may_look(caller, Permission::OrganizationView, id).await?;
        let path =
            known.organizations.get(&id).map(|found| found.path.clone()).ok_or(AccessError::NotFound)?;
        let manages = known.allows(Permission::MandateManage, id);
        let can_give = |request: &DelegationRequest<'_>| {
            let giving = known.can_delegate(request).ok();
            giving.is_some_and(|giving| {
                manages || giving.parent_grant.is_some_and(|parent_grant| parent_grant.is_mandate)
            })
        };
        let roles = self.lineage_roles(&path).await?;
        let mut roles: Vec<Role> = roles
            .into_iter()
            .map(|role| role.record)
            .filter(|role| can_give(&as_mandate(role, id, None)))
            .collect();
        roles.sort_by_key(|role| !role.mandate_only);
        let for_service = |service: &Service| {
            let only = BTreeSet::from([service.id]);
            roles.iter().any(|role| can_give(&as_mandate(role, id, Some(&only))))
        };
        let services = self.services_of(&known, id).await?;
        let (services, withheld) = services.into_iter().partition(for_service);
        let max_delegation_depth = InvalidTerms::MAX_DELEGATION_DEPTH;
        Ok(MandateOptions { roles, services, withheld, max_delegation_depth })
    }
}

/// The request that a role is as a mandate that is not passed on.
fn as_mandate<'a>(
    role: &'a Role,
    organization: OrganizationId,
    services: Option<&'a BTreeSet<ServiceId>>,
) -> DelegationRequest<'a> {
    DelegationRequest {
        max_delegation_depth: Some(0),
        ..DelegationRequest::plain(role, organization, services)
    }
}
