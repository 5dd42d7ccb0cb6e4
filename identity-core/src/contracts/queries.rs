//! Contracts, for those who may see them.

use crate::authority::{AccessError, Caller, Identity};
use crate::domain::{Contract, ContractFilter, ContractKey, MandateTerms};
use crate::ids::{ContractId, OrganizationId};
use crate::policy::Permission;
use crate::store::{Page, Slice, StoreError, Versioned};
use crate::values::ExternalId;
use std::collections::{BTreeMap, BTreeSet};

impl Identity {
    /// The contract of this CRM id, for callers who may see it.
    pub async fn contract(
        &self,
        caller: &Caller,
        external_id: &ExternalId,
    ) -> Result<Versioned<Contract>, AccessError> {
        let Some(found) = self.contract_by_external_id(external_id).await? else {
            return Err(self.not_found_refusal(caller, Permission::ContractView).await?);
        };
        self.may_look(caller, Permission::ContractView, found.organization).await?;
        Ok(found)
    }

    pub(super) async fn contract_by_external_id(
        &self,
        id: &ExternalId,
    ) -> Result<Option<Versioned<Contract>>, StoreError> {
        self.store.contracts().find(&ContractKey::External(id.clone())).await
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

    /// The terms of a mandate, limited to the contracts that the CRM calls so, if any are named; to be asked once it is known
    /// that the caller may give something. A name that nobody has gives an id that no contract has, so that it is refused
    /// like a foreign one.
    pub(crate) async fn with_contracts(
        &self,
        terms: MandateTerms,
        names: Option<&BTreeSet<ExternalId>>,
    ) -> Result<MandateTerms, StoreError> {
        let Some(names) = names else { return Ok(terms) };
        let mut ids = BTreeSet::new();
        for name in names {
            let found = self.store.contracts().find(&ContractKey::External(name.clone())).await?;
            ids.insert(found.map_or_else(|| ContractId::from(uuid::Uuid::nil()), |found| found.id));
        }
        Ok(MandateTerms { contracts: Some(ids), ..terms })
    }

    /// What the CRM calls these contracts, for showing grants that are limited to them.
    #[doc(hidden)]
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
}
