//! The roles of an organisation's lineage, and the roles and services that a request names, read beside the facts.
//!
//! A role can be given at the organisation that owns it and below, or anywhere if the deployment owns it. So whatever is
//! asked about an organisation needs the roles of its lineage, and never all that there are.

use super::decision_context::DecisionContext;
use super::identity::Identity;
use crate::domain::{OrganizationPath, Role, RoleFilter, Service, ServiceFilter};
use crate::ids::{RoleId, ServiceId};
use crate::store::{StoreError, Versioned};
use std::collections::BTreeSet;

impl Identity {
    /// The roles that can be given at an organisation: those of the deployment, of the organisation and of all above it.
    pub(crate) async fn lineage_roles(
        &self,
        path: &OrganizationPath,
    ) -> Result<Vec<Versioned<Role>>, StoreError> {
        let owners = path.steps().iter().copied().map(Some).chain([None]).collect();
        let filter = RoleFilter { owners: Some(owners), ..RoleFilter::default() };
        self.all(self.store.roles(), &filter).await
    }

    /// The roles of these ids; unknown ones are left out.
    pub(crate) async fn roles_by_id(
        &self,
        ids: impl IntoIterator<Item = RoleId>,
    ) -> Result<Vec<Versioned<Role>>, StoreError> {
        let ids: BTreeSet<_> = ids.into_iter().collect();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let filter = RoleFilter { ids: Some(ids.into_iter().collect()), ..RoleFilter::default() };
        self.all(self.store.roles(), &filter).await
    }

    /// The services of these ids; unknown ones are left out.
    pub(crate) async fn services_by_id(
        &self,
        ids: BTreeSet<ServiceId>,
    ) -> Result<Vec<Versioned<Service>>, StoreError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let filter = ServiceFilter { ids: Some(ids.into_iter().collect()), ..ServiceFilter::default() };
        self.all(self.store.services(), &filter).await
    }

    /// Adds roles, and the services in which they give application roles, to what is known.
    pub(crate) async fn read_roles(
        &self,
        known: &mut DecisionContext,
        roles: impl IntoIterator<Item = RoleId>,
    ) -> Result<(), StoreError> {
        let missing = roles.into_iter().filter(|role| !known.roles.contains_key(role));
        let found = self.roles_by_id(missing.collect::<Vec<_>>()).await?;
        self.add_roles(known, &found).await
    }

    /// Adds roles that were read, and the services in which they give application roles, to what is known.
    pub(crate) async fn add_roles(
        &self,
        known: &mut DecisionContext,
        roles: &[Versioned<Role>],
    ) -> Result<(), StoreError> {
        known.roles.extend(roles.iter().map(|role| (role.id, role.clone())));
        self.read_services(known, roles.iter().flat_map(|role| role.application_roles.keys().copied())).await
    }

    /// Adds services to what is known, so that they can be named; no decision rests on them.
    pub(crate) async fn read_services(
        &self,
        known: &mut DecisionContext,
        services: impl IntoIterator<Item = ServiceId>,
    ) -> Result<(), StoreError> {
        let missing: BTreeSet<_> =
            services.into_iter().filter(|service| !known.services.contains_key(service)).collect();
        let found = self.services_by_id(missing).await?;
        known.services.extend(found.into_iter().map(|service| (service.id, service)));
        Ok(())
    }
}
