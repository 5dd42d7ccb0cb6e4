//! The roles that there are.

use crate::authority::{AccessError, Caller, Identity};
use crate::domain::{Role, Service};
use crate::ids::{OrganizationId, RoleId, ServiceId};
use crate::policy::{DelegationRequest, Permission};
use crate::store::{StoreError, Versioned};
use std::collections::{BTreeMap, BTreeSet};

impl Identity {
    /// The roles that the caller can give at an organisation: of the deployment and of those above it.
    pub async fn givable_roles(&self, caller: &Caller, id: OrganizationId) -> Result<Vec<Role>, AccessError> {
        let known = self.may_look(caller, Permission::OrganizationView, id).await?;
        let path = known.organizations.get(&id).map(|found| &found.path).ok_or(AccessError::NotFound)?;
        let roles = self.lineage_roles(path).await?;
        let givable =
            |role: &Versioned<Role>| known.can_delegate(&DelegationRequest::of_role(role, id)).is_ok();
        Ok(roles.into_iter().filter(givable).map(|role| role.record).collect())
    }

    /// The roles that somebody can hold at an organisation: of the deployment, of those above it, and its own. For those who
    /// may see who has which role.
    pub async fn roles_at_hand(&self, caller: &Caller, id: OrganizationId) -> Result<Vec<Role>, AccessError> {
        let known = self.may_look(caller, Permission::GrantView, id).await?;
        let path = known.organizations.get(&id).map(|found| &found.path).ok_or(AccessError::NotFound)?;
        Ok(self.lineage_roles(path).await?.into_iter().map(|role| role.record).collect())
    }

    /// The roles and services of these ids, and the services in which the roles give application roles, for showing
    /// them by name; unknown ids are left out.
    #[doc(hidden)]
    pub async fn names(
        &self,
        roles: &BTreeSet<RoleId>,
        services: &BTreeSet<ServiceId>,
    ) -> Result<(BTreeMap<RoleId, Role>, BTreeMap<ServiceId, Service>), StoreError> {
        let roles = self.roles_by_id(roles.iter().copied()).await?;
        let of_roles = roles.iter().flat_map(|role| role.application_roles.keys());
        let ids: BTreeSet<_> = services.iter().chain(of_roles).copied().collect();
        let services = self.services_by_id(ids).await?;
        let roles = roles.into_iter().map(|role| (role.id, role.record)).collect();
        Ok((roles, services.into_iter().map(|service| (service.id, service.record)).collect()))
    }
}
