//! Changing a contract that is there, and keeping one that ended from being opened by what is older.

use super::provision_error::ProvisionContractError;
use crate::Timestamp;
use crate::authority::{Act, Caller, Identity, Trace};
use crate::domain::{Action, Contract, OrganizationKey, Period, ServiceKeyed};
use crate::ids::{OrganizationId, ServiceId};
use crate::policy::Permission;
use crate::provisioning::{FeedVersion, ProvisionOutcome, Provisioned};
use crate::store::Versioned;
use crate::values::{ExternalId, ServiceKey};
use std::collections::BTreeSet;

/// What a call tells of a contract, with the organisation looked up.
pub(super) struct ToldContract<'a> {
    pub(super) organization: OrganizationId,
    /// `None` = those that it has.
    pub(super) services: Option<&'a BTreeSet<ServiceKey>>,
    pub(super) period: Period,
    pub(super) version: FeedVersion,
}

impl ToldContract<'_> {
    /// Whether it may be older than the end of the contract. The version of the record here is known only to those who have
    /// seen that it ended.
    fn may_precede_the_end(&self, stored: &Contract) -> bool {
        stored.ended_at.is_some() && !self.version.is_surely_newer(stored.source_version)
    }
}

impl Identity {
    /// The organisation that a call names.
    pub(super) async fn told_organization(
        &self,
        caller: &Caller,
        external_id: &ExternalId,
    ) -> Result<OrganizationId, ProvisionContractError> {
        let key = OrganizationKey::External(external_id.clone());
        if let Some(found) = self.store.organizations().find(&key).await? {
            return Ok(found.id);
        }
        self.may_hear_of_unknown(caller, Permission::ContractProvision).await?;
        Err(ProvisionContractError::UnknownOrganization(external_id.clone()))
    }

    /// The services that a call names, if it names any.
    pub(super) async fn told_services(
        &self,
        keys: Option<&BTreeSet<ServiceKey>>,
    ) -> Result<Option<BTreeSet<ServiceId>>, ProvisionContractError> {
        let Some(keys) = keys else { return Ok(None) };
        let mut found = BTreeSet::new();
        for key in keys {
            let service = self.store.services().find(&ServiceKeyed::Key(key.clone())).await?;
            let unknown = || ProvisionContractError::UnknownService(key.clone());
            found.insert(service.ok_or_else(unknown)?.id);
        }
        Ok(Some(found))
    }

    /// Changes a contract to what the CRM tells.
    pub(super) async fn update_contract(
        &self,
        caller: &Caller,
        told: &ToldContract<'_>,
        stored: Versioned<Contract>,
    ) -> Result<Provisioned<Contract>, ProvisionContractError> {
        // One that ended before it was known belongs to nobody yet.
        let owner = if stored.is_unknown() { told.organization } else { stored.organization };
        let (mut act, _) = self.authorize(caller, Permission::ContractProvision, owner).await?;
        if !told.version.is_meant_for(Some(&stored)) {
            return Err(ProvisionContractError::PreconditionFailed);
        }
        if told.version.is_outdated(stored.source_version) || told.may_precede_the_end(&stored) {
            return self.keep_as_it_is(act, caller, told, stored).await;
        }
        let changed = self.told_by_crm(told, &stored, self.instant(caller)).await?;
        if changed == stored.record {
            return Ok(Provisioned::new(stored, ProvisionOutcome::Unchanged));
        }
        if let Some(version) = told.version.repeated(stored.source_version) {
            return Err(ProvisionContractError::SameVersionOtherContent(version));
        }
        if told.organization != owner {
            let permission = Permission::ContractProvision;
            let (mut there, _) = self.authorize(caller, permission, told.organization).await?;
            act.absorb(&mut there);
        }
        self.write_contract(act, caller, stored, changed, ProvisionOutcome::Updated).await
    }

    /// A contract with what the CRM tells, in force for the period that it tells.
    async fn told_by_crm(
        &self,
        told: &ToldContract<'_>,
        stored: &Contract,
        now: Timestamp,
    ) -> Result<Contract, ProvisionContractError> {
        let services = self.told_services(told.services).await?;
        Ok(Contract {
            organization: told.organization,
            services: services.unwrap_or_else(|| stored.services.clone()),
            period: told.period,
            source_version: told.version.source_after(stored.source_version),
            // One whose period is over stays closed to what is older than its end.
            ended_at: stored.ended_at.filter(|_| told.period.is_over(now)),
            ..stored.clone()
        })
    }

    /// Leaves a contract to what was told later. One of which only the end was known gets its organisation and its
    /// services, so that its history can be read; it stays ended.
    async fn keep_as_it_is(
        &self,
        act: Act,
        caller: &Caller,
        told: &ToldContract<'_>,
        stored: Versioned<Contract>,
    ) -> Result<Provisioned<Contract>, ProvisionContractError> {
        if !stored.is_unknown() {
            return Ok(Provisioned::new(stored, ProvisionOutcome::Outdated));
        }
        let known = self.told_by_crm(told, &stored, self.instant(caller)).await?;
        let ends = [stored.period.ends_at, told.period.ends_at];
        let ends_at = ends.into_iter().flatten().min();
        let changed = Contract {
            period: Period { starts_at: known.period.starts_at, ends_at },
            source_version: stored.source_version,
            ended_at: stored.ended_at,
            ..known
        };
        self.write_contract(act, caller, stored, changed, ProvisionOutcome::Outdated).await
    }

    async fn write_contract(
        &self,
        mut act: Act,
        caller: &Caller,
        stored: Versioned<Contract>,
        changed: Contract,
        outcome: ProvisionOutcome,
    ) -> Result<Provisioned<Contract>, ProvisionContractError> {
        let changed = Contract { updated_at: self.instant(caller), ..changed };
        act.changes().update(changed.clone(), stored.version);
        let trace = Trace::of(stored.id).at(changed.organization).with("external_id", &stored.external_id);
        self.commit(act.finish(self, Action::ContractUpdated, trace)).await?;
        Ok(Provisioned::new(Versioned::new(changed, stored.version.next()), outcome))
    }
}
