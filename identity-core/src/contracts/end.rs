//! Ending a contract.

use super::end_error::EndContractError;
use crate::Timestamp;
use crate::authority::{Caller, Identity, Trace, on_fresh_facts};
use crate::domain::{Action, Contract, Period};
use crate::policy::Permission;
use crate::provisioning::{FeedVersion, ProvisionOutcome, Provisioned};
use crate::store::{Version, Versioned};
use crate::values::ExternalId;
use std::collections::BTreeSet;

/// The end of a contract as the CRM tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct EndContract {
    /// The CRM's id.
    pub external_id: ExternalId,
    /// What the call says of versions.
    pub version: FeedVersion,
}

impl EndContract {
    /// Ends the contract with this id in the CRM.
    pub const fn new(external_id: ExternalId) -> Self {
        Self { external_id, version: FeedVersion::UNSAID }
    }

    /// Sets what the call says of versions: that of the CRM's record that tells of the end, or that of the contract here.
    #[must_use]
    pub fn version(self, version: impl Into<FeedVersion>) -> Self {
        Self { version: version.into(), ..self }
    }
}

impl Identity {
    /// Ends a contract now; the rights that rest on it end with it, its history stays. Ending it again changes nothing.
    ///
    /// Needs `contract.provision` at the organisation. Who has it at the operator can end a contract that is not known
    /// here: it is remembered as ended, so that a call that tells of it late opens nothing.
    pub async fn end_contract(
        &self,
        caller: &Caller,
        end: &EndContract,
    ) -> Result<Provisioned<Contract>, EndContractError> {
        let _turn = self.turn(&end.external_id).await;
        on_fresh_facts!(self.try_end_contract(caller, end))
    }

    async fn try_end_contract(
        &self,
        caller: &Caller,
        end: &EndContract,
    ) -> Result<Provisioned<Contract>, EndContractError> {
        let stored = match self.contract_by_external_id(&end.external_id).await? {
            Some(stored) if !stored.is_unknown() => stored,
            unknown => return self.end_unknown_contract(caller, end, unknown).await,
        };
        let (mut act, _) = self.authorize(caller, Permission::ContractProvision, stored.organization).await?;
        if !end.version.is_meant_for(Some(&stored)) {
            return Err(EndContractError::PreconditionFailed);
        }
        if end.version.is_outdated(stored.source_version) {
            return Ok(Provisioned::new(stored, ProvisionOutcome::Outdated));
        }
        let now = self.instant(caller);
        let ended = ended(&stored, end, now);
        if ended == stored.record {
            return Ok(Provisioned::new(stored, ProvisionOutcome::Unchanged));
        }
        let ended = Contract { updated_at: now, ..ended };
        act.changes().update(ended.clone(), stored.version);
        let trace = Trace::of(stored.id).at(stored.organization).with("external_id", &stored.external_id);
        self.commit(act.finish(self, Action::ContractEnded, trace)).await?;
        Ok(Provisioned::new(Versioned::new(ended, stored.version.next()), ProvisionOutcome::Updated))
    }

    /// Remembers the end of a contract that is not known here. Who may not end all of them hears what they hear of a
    /// foreign one.
    async fn end_unknown_contract(
        &self,
        caller: &Caller,
        end: &EndContract,
        stored: Option<Versioned<Contract>>,
    ) -> Result<Provisioned<Contract>, EndContractError> {
        let permission = Permission::ContractProvision;
        let known = self.facts_where_found(caller, &[]).await?;
        let Some(operator) = known.operator().filter(|operator| known.allows(permission, *operator)) else {
            return Err(self.not_found_refusal_with(caller, permission, &known).await?.into());
        };
        let mut act = self.authorize_with(caller, permission, operator, &known).await?;
        if !end.version.is_meant_for::<Contract>(None) {
            return Err(EndContractError::PreconditionFailed);
        }
        let now = self.instant(caller);
        let record = if let Some(stored) = stored {
            let ended = ended(&stored, end, now);
            if end.version.is_outdated(stored.source_version) || ended == stored.record {
                return Ok(Provisioned::new(stored, ProvisionOutcome::Unchanged));
            }
            let ended = Contract { updated_at: now, ..ended };
            act.changes().update(ended.clone(), stored.version);
            Versioned::new(ended, stored.version.next())
        } else {
            let unknown = self.unknown_contract(end, now);
            act.changes().insert(unknown.clone());
            Versioned::new(unknown, Version::FIRST)
        };
        let trace = Trace::of(record.id).at(operator).with("external_id", &end.external_id);
        self.commit(act.finish(self, Action::ContractEnded, trace)).await?;
        Ok(Provisioned::new(record, ProvisionOutcome::Updated))
    }

    fn unknown_contract(&self, end: &EndContract, now: Timestamp) -> Contract {
        Contract {
            id: self.new_id(),
            external_id: end.external_id.clone(),
            organization: Contract::UNKNOWN,
            services: BTreeSet::new(),
            period: Period { starts_at: None, ends_at: Some(now) },
            source_version: end.version.source,
            ended_at: Some(now),
            created_at: now,
            updated_at: now,
        }
    }
}

/// A contract after its end at `now`, or as it is if it ended before.
fn ended(stored: &Contract, end: &EndContract, now: Timestamp) -> Contract {
    let ends_at = if stored.period.is_over(now) { stored.period.ends_at } else { Some(now) };
    Contract {
        period: Period { starts_at: stored.period.starts_at, ends_at },
        source_version: end.version.source_after(stored.source_version),
        ended_at: stored.ended_at.or(Some(now)),
        ..stored.clone()
    }
}
