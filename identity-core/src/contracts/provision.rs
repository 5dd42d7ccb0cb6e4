//! The CRM's feed of contracts.

use super::provision_error::ProvisionContractError;
use super::update::ToldContract;
use crate::Timestamp;
use crate::authority::{Caller, Identity, Trace, on_fresh_facts};
use crate::domain::{Action, Contract, Period};
use crate::policy::Permission;
use crate::provisioning::{FeedVersion, ProvisionOutcome, Provisioned};
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
    /// What the call says of versions.
    pub version: FeedVersion,
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
            version: FeedVersion::UNSAID,
        }
    }

    /// Sets when it ends; that moment itself is not in it.
    #[must_use]
    pub fn ends_at(self, ends_at: Timestamp) -> Self {
        Self { ends_at: Some(ends_at), ..self }
    }

    /// Sets what the call says of versions: that of the CRM's record, or that of the contract here.
    #[must_use]
    pub fn version(self, version: impl Into<FeedVersion>) -> Self {
        Self { version: version.into(), ..self }
    }
}

impl Identity {
    /// Creates or changes a contract by the CRM's id; the same call again changes nothing.
    ///
    /// Needs `contract.provision` at the organisation. A contract that was [ended](Self::end_contract) stays so until a
    /// call is newer than its end: by the version of the CRM's record, or because it names the version of the ended record.
    pub async fn provision_contract(
        &self,
        caller: &Caller,
        wanted: &ProvisionContract,
    ) -> Result<Provisioned<Contract>, ProvisionContractError> {
        let _turn = self.turn(&wanted.external_id).await;
        on_fresh_facts!(self.try_provision_contract(caller, wanted))
    }

    async fn try_provision_contract(
        &self,
        caller: &Caller,
        wanted: &ProvisionContract,
    ) -> Result<Provisioned<Contract>, ProvisionContractError> {
        // Read in any case, so that the reads before an answer do not tell which organisations exist.
        let stored = self.contract_by_external_id(&wanted.external_id).await?;
        let organization = self.told_organization(caller, &wanted.organization).await?;
        let told = ToldContract {
            organization,
            services: Some(&wanted.services),
            period: Period { starts_at: Some(wanted.starts_at), ends_at: wanted.ends_at },
            version: wanted.version,
        };
        if told.period.is_empty() {
            return Err(ProvisionContractError::EmptyPeriod);
        }
        match stored {
            Some(stored) => self.update_contract(caller, &told, stored).await,
            None => self.create_contract(caller, &wanted.external_id, &told).await,
        }
    }

    async fn create_contract(
        &self,
        caller: &Caller,
        external_id: &ExternalId,
        told: &ToldContract<'_>,
    ) -> Result<Provisioned<Contract>, ProvisionContractError> {
        let (mut act, _) = self.authorize(caller, Permission::ContractProvision, told.organization).await?;
        if !told.version.is_meant_for::<Contract>(None) {
            return Err(ProvisionContractError::PreconditionFailed);
        }
        let now = self.instant(caller);
        let contract = Contract {
            id: self.new_id(),
            external_id: external_id.clone(),
            organization: told.organization,
            services: self.told_services(told.services).await?.unwrap_or_default(),
            period: told.period,
            source_version: told.version.source,
            ended_at: None,
            created_at: now,
            updated_at: now,
        };
        act.changes().insert(contract.clone());
        let trace = Trace::of(contract.id).at(told.organization).with("external_id", &contract.external_id);
        self.commit(act.finish(self, Action::ContractCreated, trace)).await?;
        Ok(Provisioned::new(Versioned::new(contract, Version::FIRST), ProvisionOutcome::Created))
    }
}
