//! Partial changes to a contract.

use super::provision_error::ProvisionContractError;
use super::update::ToldContract;
use crate::Timestamp;
use crate::authority::{Caller, Identity, on_fresh_facts};
use crate::domain::{Contract, Period};
use crate::policy::Permission;
use crate::provisioning::{FeedVersion, Provisioned};
use crate::values::{ExternalId, ServiceKey};
use std::collections::BTreeSet;

/// What the CRM tells of a change to a contract; what it leaves out stays.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PatchContract {
    /// The CRM's id.
    pub external_id: ExternalId,
    /// The CRM's id of the organisation.
    pub organization: Option<ExternalId>,
    /// The services that it entitles to.
    pub services: Option<BTreeSet<ServiceKey>>,
    /// From when.
    pub starts_at: Option<Timestamp>,
    /// Until when; `Some(None)` = without end.
    pub ends_at: Option<Option<Timestamp>>,
    /// What the call says of versions.
    pub version: FeedVersion,
}

impl PatchContract {
    /// A patch that changes nothing.
    pub const fn new(external_id: ExternalId) -> Self {
        Self {
            external_id,
            organization: None,
            services: None,
            starts_at: None,
            ends_at: None,
            version: FeedVersion::UNSAID,
        }
    }

    fn period(&self, stored: &Contract) -> Period {
        Period {
            starts_at: self.starts_at.or(stored.period.starts_at),
            ends_at: self.ends_at.unwrap_or(stored.period.ends_at),
        }
    }
}

impl Identity {
    /// Changes what the patch names of a contract, by the CRM's id. One that ended stays so, as with
    /// [`provision_contract`](Self::provision_contract).
    ///
    /// Needs `contract.provision` at the organisation, and at the one that it goes to.
    pub async fn patch_contract(
        &self,
        caller: &Caller,
        patch: &PatchContract,
    ) -> Result<Provisioned<Contract>, ProvisionContractError> {
        let _turn = self.turn(&patch.external_id).await;
        on_fresh_facts!(self.try_patch_contract(caller, patch))
    }

    async fn try_patch_contract(
        &self,
        caller: &Caller,
        patch: &PatchContract,
    ) -> Result<Provisioned<Contract>, ProvisionContractError> {
        let stored = self.contract_by_external_id(&patch.external_id).await?;
        let Some(stored) = stored.filter(|stored| !stored.is_unknown()) else {
            return Err(self.not_found_refusal(caller, Permission::ContractProvision).await?.into());
        };
        // What follows tells of the record, so only who may change it gets there.
        self.authorize(caller, Permission::ContractProvision, stored.organization).await?;
        let organization = match &patch.organization {
            Some(external_id) => self.told_organization(caller, external_id).await?,
            None => stored.organization,
        };
        let told = ToldContract {
            organization,
            services: patch.services.as_ref(),
            period: patch.period(&stored),
            version: patch.version,
        };
        if told.period.is_empty() && told.period != stored.period {
            return Err(ProvisionContractError::EmptyPeriod);
        }
        self.update_contract(caller, &told, stored).await
    }
}
