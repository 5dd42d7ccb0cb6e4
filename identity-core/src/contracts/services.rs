//! The services that an organisation can use.

use crate::authority::{AccessError, Caller, DecisionContext, Identity};
use crate::domain::{Service, ServiceFilter};
use crate::ids::OrganizationId;
use crate::policy::Permission;
use crate::store::StoreError;
use std::collections::BTreeMap;

impl Identity {
    /// The services that an organisation can use now, for those who may see it: those that need no contract, and those of
    /// its contracts and of the contracts of all above it.
    pub async fn organization_services(
        &self,
        caller: &Caller,
        id: OrganizationId,
    ) -> Result<Vec<Service>, AccessError> {
        let known = self.may_look(caller, Permission::OrganizationView, id).await?;
        Ok(self.services_of(&known, id).await?)
    }

    /// [`organization_services`](Self::organization_services) by facts that were read before.
    pub(crate) async fn services_of(
        &self,
        known: &DecisionContext,
        organization: OrganizationId,
    ) -> Result<Vec<Service>, StoreError> {
        let line = known.lineage(organization);
        let contracted = |service: &Service| {
            known.contracts.iter().any(|contract| {
                line.contains(&contract.organization)
                    && contract.services.contains(&service.id)
                    && contract.period.contains(known.subject.at)
            })
        };
        let free = ServiceFilter { ids: None, needs_contract: Some(false) };
        let free = self.all(self.store.services(), &free).await?;
        let bound = known.services.values().filter(|service| service.needs_contract && contracted(service));
        let services = free.iter().chain(bound).filter(|service| service.enabled);
        let by_id: BTreeMap<_, _> = services.map(|service| (service.id, service.record.clone())).collect();
        Ok(by_id.into_values().collect())
    }
}
