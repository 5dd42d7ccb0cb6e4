//! The roles that there are.

use crate::authority::{AccessError, Caller, Identity};
use crate::domain::{Role, RoleFilter, Service, ServiceFilter};
use crate::ids::{OrganizationId, RoleId, ServiceId};
use crate::policy::{DelegationRequest, Permission};
use crate::store::{StoreError, Versioned};
use std::collections::BTreeMap;

impl Identity {
    /// The roles that the caller can give at an organisation: of the deployment and of those above it.
    pub async fn givable_roles(&self, caller: &Caller, id: OrganizationId) -> Result<Vec<Role>, AccessError> {
        let known = self.may_look(caller, Permission::OrganizationView, id).await?;
        let roles = self.all(self.store.roles(), &RoleFilter::default()).await?;
        let givable =
            |role: &Versioned<Role>| known.can_delegate(&DelegationRequest::of_role(role, id)).is_ok();
        Ok(roles.into_iter().filter(givable).map(|role| role.record).collect())
    }

    /// The names of roles and services, for showing grants and contracts by name.
    pub async fn names(&self) -> Result<(BTreeMap<RoleId, Role>, BTreeMap<ServiceId, Service>), StoreError> {
        let roles = self.all(self.store.roles(), &RoleFilter::default()).await?;
        let services = self.all(self.store.services(), &ServiceFilter {}).await?;
        let roles = roles.into_iter().map(|role| (role.id, role.record)).collect();
        Ok((roles, services.into_iter().map(|service| (service.id, service.record)).collect()))
    }
}
