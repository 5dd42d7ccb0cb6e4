//! The roles and services that a call names.

use super::give_error::GiveError;
use crate::authority::{DecisionContext, Identity};
use crate::domain::{Role, RoleRef, ServiceKeyed};
use crate::ids::{OrganizationId, RoleId, ServiceId};
use crate::store::{StoreError, Versioned};
use crate::values::{RoleKey, ServiceKey};
use std::collections::BTreeSet;

impl Identity {
    /// The services of these names, also added to the facts; `None` when the list does not limit.
    pub(crate) async fn resolve_services(
        &self,
        known: &mut DecisionContext,
        keys: Option<&BTreeSet<ServiceKey>>,
    ) -> Result<Option<BTreeSet<ServiceId>>, GiveError> {
        let Some(keys) = keys else { return Ok(None) };
        let mut found = BTreeSet::new();
        for key in keys {
            let service = self.resolve_service(known, key).await?;
            found.insert(service.ok_or_else(|| GiveError::UnknownService(key.clone()))?);
        }
        Ok(Some(found))
    }

    /// The service of this name, also added to the facts; `None` if there is none.
    pub(super) async fn resolve_service(
        &self,
        known: &mut DecisionContext,
        key: &ServiceKey,
    ) -> Result<Option<ServiceId>, StoreError> {
        let found = self.store.services().find(&ServiceKeyed::Key(key.clone())).await?;
        let id = found.as_ref().map(|service| service.id);
        known.services.extend(found.map(|service| (service.id, service)));
        Ok(id)
    }

    /// The roles of these names, also added to the facts: of the organisation, or of the nearest one above it, or of the
    /// deployment.
    pub(crate) async fn resolve_roles(
        &self,
        known: &mut DecisionContext,
        organization: OrganizationId,
        keys: &BTreeSet<RoleKey>,
    ) -> Result<Vec<Versioned<Role>>, GiveError> {
        if keys.is_empty() {
            return Err(GiveError::NoRole);
        }
        let lineage = known.lineage(organization).iter().rev();
        let owners: Vec<_> = lineage.copied().map(Some).chain([None]).collect();
        let mut found = Vec::new();
        'keys: for key in keys {
            for owner in &owners {
                if let Some(role) = self.store.roles().find(&RoleRef::Named(*owner, key.clone())).await? {
                    found.push(role);
                    continue 'keys;
                }
            }
            return Err(GiveError::UnknownRole(key.clone()));
        }
        self.add_roles(known, &found).await?;
        Ok(found)
    }

    /// The roles of these ids, also added to the facts.
    pub(crate) async fn roles_of(
        &self,
        known: &mut DecisionContext,
        ids: &BTreeSet<RoleId>,
    ) -> Result<Vec<Versioned<Role>>, StoreError> {
        self.read_roles(known, ids.iter().copied()).await?;
        Ok(ids.iter().filter_map(|id| known.roles.get(id)).cloned().collect())
    }
}
