//! Organisations with what hangs on them.

use crate::Identity;
use crate::domain::{
    AuditEvent, AuditFilter, Contract, ContractFilter, ContractKey, MessageState, Organization,
    OrganizationFilter, OutboxFilter, OutboxMessage, Role, RoleFilter, Service,
};
use crate::ids::{ContractId, OrganizationId};
use crate::policy::Permission;
use crate::store::{Order, Page, Slice, StoreError, Versioned};
use crate::use_cases::AccessError;
use crate::use_cases::Caller;
use crate::use_cases::facts::Known;
use crate::values::ExternalId;
use std::collections::{BTreeMap, BTreeSet};

/// An organisation with what hangs on it.
#[derive(Debug, Clone, PartialEq)]
pub struct OrganizationDetails {
    /// The organisation.
    pub organization: Versioned<Organization>,
    /// Its contracts, if the caller may see them.
    pub contracts: Vec<ContractDetails>,
    /// What the caller may do here.
    pub permitted: BTreeSet<Permission>,
}

/// A contract with the names of its services.
#[derive(Debug, Clone, PartialEq)]
pub struct ContractDetails {
    /// The contract.
    pub contract: Versioned<Contract>,
    /// Its services.
    pub services: Vec<Service>,
    /// Whether it holds now.
    pub in_force: bool,
}

impl Identity {
    /// The organisations that the caller may see, oldest first, those whose name contains `search`.
    pub async fn organizations(
        &self,
        caller: &Caller,
        search: Option<&str>,
        page: &Page,
    ) -> Result<Slice<Organization>, AccessError> {
        let within = Some(self.facts(caller, &[]).await?.scope(Permission::OrganizationView));
        let name_contains = search.map(ToOwned::to_owned).filter(|text| !text.is_empty());
        let filter = OrganizationFilter { within, parent: None, name_contains };
        Ok(self.store.organizations().list(&filter, page).await?)
    }

    /// One organisation, with its contracts and what the caller may do there.
    pub async fn organization(
        &self,
        caller: &Caller,
        id: OrganizationId,
    ) -> Result<OrganizationDetails, AccessError> {
        let known = self.may_look(caller, Permission::OrganizationView, id).await?;
        let organization = known.organizations.get(&id).cloned().ok_or(AccessError::NotFound)?;
        let permitted: BTreeSet<_> = known.permissions(id).iter().collect();
        let contracts = if permitted.contains(&Permission::ContractView) {
            with_services(&known, id, self.now())
        } else {
            Vec::new()
        };
        Ok(OrganizationDetails { organization, contracts, permitted })
    }

    /// The contracts of an organisation.
    pub async fn contracts(
        &self,
        caller: &Caller,
        id: OrganizationId,
        page: &Page,
    ) -> Result<Slice<Contract>, AccessError> {
        self.may_look(caller, Permission::ContractView, id).await?;
        Ok(self.store.contracts().list(&ContractFilter { organization: Some(id) }, page).await?)
    }

    /// The history of an organisation, newest first.
    pub async fn audit(
        &self,
        caller: &Caller,
        id: OrganizationId,
        page: &Page,
    ) -> Result<Slice<AuditEvent>, AccessError> {
        self.may_look(caller, Permission::AuditView, id).await?;
        let filter = AuditFilter { organization: Some(id), actor: None };
        Ok(self.store.audit_events().list(&filter, &page.in_order(Order::Descending)).await?)
    }

    /// Messages that were given up, for those who may see them at the operator.
    pub async fn dead_letters(
        &self,
        caller: &Caller,
        page: &Page,
    ) -> Result<Slice<OutboxMessage>, AccessError> {
        let operator = self.operator().await?.ok_or(AccessError::NotFound)?;
        self.may_look(caller, Permission::OutboxView, operator.id).await?;
        let filter = OutboxFilter { state: Some(MessageState::Dead), invitations: None };
        Ok(self.store.outbox_messages().list(&filter, page).await?)
    }

    /// The ids of contracts that the CRM calls so. A name that nobody has gives an id that no contract has, so that
    /// whatever it is used for refuses it like a foreign one, and only after it has looked who asks.
    pub async fn contract_ids(
        &self,
        names: &BTreeSet<ExternalId>,
    ) -> Result<BTreeSet<ContractId>, StoreError> {
        let mut ids = BTreeSet::new();
        for name in names {
            let found = self.store.contracts().find(&ContractKey::External(name.clone())).await?;
            ids.insert(found.map_or_else(|| ContractId::from(uuid::Uuid::nil()), |found| found.id));
        }
        Ok(ids)
    }

    /// What the CRM calls these contracts, for showing grants that are limited to them.
    pub async fn contract_names(
        &self,
        ids: &BTreeSet<ContractId>,
    ) -> Result<BTreeMap<ContractId, ExternalId>, StoreError> {
        let mut names = BTreeMap::new();
        for id in ids {
            let found = self.store.contracts().get(*id).await?;
            names.extend(found.map(|found| (*id, found.record.external_id)));
        }
        Ok(names)
    }

    /// The names of roles and services, for showing grants and contracts by name.
    pub async fn names(
        &self,
    ) -> Result<(BTreeMap<crate::ids::RoleId, Role>, BTreeMap<crate::ids::ServiceId, Service>), StoreError>
    {
        let roles = self.all(self.store.roles(), &RoleFilter::default()).await?;
        let services = self.all(self.store.services(), &crate::domain::ServiceFilter {}).await?;
        let roles = roles.into_iter().map(|role| (role.id, role.record)).collect();
        Ok((roles, services.into_iter().map(|service| (service.id, service.record)).collect()))
    }
}

fn with_services(known: &Known, organization: OrganizationId, now: crate::Timestamp) -> Vec<ContractDetails> {
    let own = known.contracts.iter().filter(|contract| contract.organization == organization);
    let services = |contract: &Contract| {
        let named = contract.services.iter().filter_map(|id| known.services.get(id));
        named.map(|service| service.record.clone()).collect()
    };
    own.map(|contract| ContractDetails {
        contract: contract.clone(),
        services: services(contract),
        in_force: contract.period.contains(now),
    })
    .collect()
}
