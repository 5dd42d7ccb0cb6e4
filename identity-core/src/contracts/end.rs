//! Ending a contract.

use super::end_error::EndContractError;
use crate::authority::{Caller, Identity, Trace, on_fresh_facts};
use crate::domain::{Action, Contract, Period};
use crate::policy::Permission;
use crate::provisioning::{ProvisionOutcome, Provisioned};
use crate::store::{Version, Versioned};
use crate::values::ExternalId;

impl Identity {
    /// Ends a contract now; the rights that rest on it end with it, its history stays. Ending it again
    /// changes nothing. With `expected`, only if it is still in that version (`If-Match`).
    pub async fn end_contract(
        &self,
        caller: &Caller,
        external_id: &ExternalId,
        expected: Option<Version>,
    ) -> Result<Provisioned<Contract>, EndContractError> {
        on_fresh_facts!(self.try_end_contract(caller, external_id, expected))
    }

    async fn try_end_contract(
        &self,
        caller: &Caller,
        external_id: &ExternalId,
        expected: Option<Version>,
    ) -> Result<Provisioned<Contract>, EndContractError> {
        let Some(stored) = self.contract_by_external_id(external_id).await? else {
            return Err(self.not_found_refusal(caller, Permission::ContractProvision).await?.into());
        };
        let (mut act, _) = self.authorize(caller, Permission::ContractProvision, stored.organization).await?;
        if expected.is_some_and(|expected| expected != stored.version) {
            return Err(EndContractError::PreconditionFailed);
        }
        let now = self.instant(caller);
        if stored.period.is_over(now) {
            return Ok(Provisioned { record: stored, outcome: ProvisionOutcome::Unchanged });
        }
        let period = Period { starts_at: stored.period.starts_at, ends_at: Some(now) };
        let ended = Contract { period, updated_at: now, ..stored.record.clone() };
        act.changes().update(ended.clone(), stored.version);
        let trace = Trace::of(stored.id).at(stored.organization).with("external_id", &stored.external_id);
        self.commit(act.finish(self, Action::ContractEnded, trace)).await?;
        Ok(Provisioned {
            record: Versioned::new(ended, stored.version.next()),
            outcome: ProvisionOutcome::Updated,
        })
    }
}
