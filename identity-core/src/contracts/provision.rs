//! The CRM's feed of contracts.

use super::provision_error::ProvisionContractError;
use crate::Timestamp;
use crate::authority::{Caller, Identity, Trace, on_fresh_facts};
use crate::domain::{Action, Contract, ContractKey, OrganizationKey, Period, ServiceKeyed};
use crate::ids::{OrganizationId, ServiceId};
use crate::policy::Permission;
use crate::provisioning::{ProvisionOutcome, Provisioned, is_outdated, same_version};
use crate::store::{Version, Versioned};
use crate::values::{ExternalId, ServiceKey};
use std::collections::BTreeSet;

/// A contract as the CRM tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProvisionContract {
    /// The CRM's id.
    pub external_id: ExternalId,
    /// The CRM's id of the organisation.
    pub organization: ExternalId,
    /// The services that it entitles to.
    pub services: BTreeSet<ServiceKey>,
    /// From when.
    pub starts_at: Timestamp,
    /// Until when; `None` = without end.
    pub ends_at: Option<Timestamp>,
    /// The version of the CRM's record.
    pub source_version: Option<u64>,
    /// Only if the contract here is still in this version (`If-Match`).
    pub expected: Option<Version>,
}

impl ProvisionContract {
    /// A contract without end, which entitles an organisation to `services`.
    pub fn new(
        external_id: ExternalId,
        organization: ExternalId,
        services: impl IntoIterator<Item = ServiceKey>,
        starts_at: Timestamp,
    ) -> Self {
        Self {
            external_id,
            organization,
            services: services.into_iter().collect(),
            starts_at,
            ends_at: None,
            source_version: None,
            expected: None,
        }
    }

    /// Sets when it ends; that moment itself is not in it.
    #[must_use]
    pub fn ends_at(self, ends_at: Timestamp) -> Self {
        Self { ends_at: Some(ends_at), ..self }
    }

    /// Sets the version of the CRM's record.
    #[must_use]
    pub fn source_version(self, version: u64) -> Self {
        Self { source_version: Some(version), ..self }
    }

    /// Changes it only if the contract here is still in this version (`If-Match`).
    #[must_use]
    pub fn expected(self, version: Version) -> Self {
        Self { expected: Some(version), ..self }
    }
}

impl Identity {
    /// Creates or changes a contract by the CRM's id; the same call again changes nothing.
    ///
    /// Needs `contract.provision` at the organisation.
    pub async fn provision_contract(
        &self,
        caller: &Caller,
        wanted: &ProvisionContract,
    ) -> Result<Provisioned<Contract>, ProvisionContractError> {
        on_fresh_facts!(self.try_provision_contract(caller, wanted))
    }

    async fn try_provision_contract(
        &self,
        caller: &Caller,
        wanted: &ProvisionContract,
    ) -> Result<Provisioned<Contract>, ProvisionContractError> {
        if wanted.ends_at.is_some_and(|end| end <= wanted.starts_at) {
            return Err(ProvisionContractError::EmptyPeriod);
        }
        let organization = self.known_organization(caller, &wanted.organization).await?;
        let key = ContractKey::External(wanted.external_id.clone());
        match self.store.contracts().find(&key).await? {
            Some(stored) => self.update_contract(caller, wanted, stored, organization).await,
            None => self.create_contract(caller, wanted, organization).await,
        }
    }

    async fn known_organization(
        &self,
        caller: &Caller,
        external_id: &ExternalId,
    ) -> Result<OrganizationId, ProvisionContractError> {
        let key = OrganizationKey::External(external_id.clone());
        if let Some(found) = self.store.organizations().find(&key).await? {
            return Ok(found.id);
        }
        let permission = Permission::ContractProvision;
        self.may_hear_of_unknown(caller, permission).await?;
        Err(ProvisionContractError::UnknownOrganization(external_id.clone()))
    }

    async fn known_services(
        &self,
        keys: &BTreeSet<ServiceKey>,
    ) -> Result<BTreeSet<ServiceId>, ProvisionContractError> {
        let mut found = BTreeSet::new();
        for key in keys {
            let service = self.store.services().find(&ServiceKeyed::Key(key.clone())).await?;
            let unknown = || ProvisionContractError::UnknownService(key.clone());
            found.insert(service.ok_or_else(unknown)?.id);
        }
        Ok(found)
    }

    async fn create_contract(
        &self,
        caller: &Caller,
        wanted: &ProvisionContract,
        organization: OrganizationId,
    ) -> Result<Provisioned<Contract>, ProvisionContractError> {
        let (mut act, _) = self.authorize(caller, Permission::ContractProvision, organization).await?;
        if wanted.expected.is_some() {
            return Err(ProvisionContractError::PreconditionFailed);
        }
        let now = self.instant(caller);
        let contract = Contract {
            id: self.new_id(),
            external_id: wanted.external_id.clone(),
            organization,
            services: self.known_services(&wanted.services).await?,
            period: Period { starts_at: Some(wanted.starts_at), ends_at: wanted.ends_at },
            source_version: wanted.source_version,
            created_at: now,
            updated_at: now,
        };
        act.changes().insert(contract.clone());
        let trace = Trace::of(contract.id).at(organization).with("external_id", &contract.external_id);
        self.commit(act.finish(self, Action::ContractCreated, trace)).await?;
        Ok(Provisioned {
            record: Versioned::new(contract, Version::FIRST),
            outcome: ProvisionOutcome::Created,
        })
    }

    async fn update_contract(
        &self,
        caller: &Caller,
        wanted: &ProvisionContract,
        stored: Versioned<Contract>,
        organization: OrganizationId,
    ) -> Result<Provisioned<Contract>, ProvisionContractError> {
        let (mut act, _) = self.authorize(caller, Permission::ContractProvision, stored.organization).await?;
        if wanted.expected.is_some_and(|expected| expected != stored.version) {
            return Err(ProvisionContractError::PreconditionFailed);
        }
        if is_outdated(stored.source_version, wanted.source_version) {
            return Ok(Provisioned { record: stored, outcome: ProvisionOutcome::Outdated });
        }
        let changed = Contract {
            organization,
            services: self.known_services(&wanted.services).await?,
            period: Period { starts_at: Some(wanted.starts_at), ends_at: wanted.ends_at },
            source_version: wanted.source_version.or(stored.source_version),
            ..stored.record.clone()
        };
        if changed == stored.record {
            return Ok(Provisioned { record: stored, outcome: ProvisionOutcome::Unchanged });
        }
        if let Some(version) = same_version(stored.source_version, wanted.source_version) {
            return Err(ProvisionContractError::SameVersionOtherContent(version));
        }
        if organization != stored.organization {
            let (mut there, _) = self.authorize(caller, Permission::ContractProvision, organization).await?;
            act.absorb(&mut there);
        }
        let changed = Contract { updated_at: self.instant(caller), ..changed };
        act.changes().update(changed.clone(), stored.version);
        let trace = Trace::of(stored.id).at(organization).with("external_id", &stored.external_id);
        self.commit(act.finish(self, Action::ContractUpdated, trace)).await?;
        Ok(Provisioned {
            record: Versioned::new(changed, stored.version.next()),
            outcome: ProvisionOutcome::Updated,
        })
    }
}
