//! What waits for somebody's answer.

use crate::authority::{AccessError, Caller, Identity};
use crate::domain::{Grant, GrantFilter, Holder, MandateAnswer};
use crate::ids::OrganizationId;
use crate::policy::Permission;
use crate::store::Versioned;

/// The mandates that were offered to an organisation and wait for the answer of those who manage its mandates.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OfferedMandates {
    /// The organisation.
    pub organization: OrganizationId,
    /// Its name.
    pub name: String,
    /// How many there are.
    pub count: usize,
}

impl Identity {
    /// The mandates that wait for the caller's answer in the name of an organisation; without those offered to the caller.
    pub async fn mandates_to_answer(&self, caller: &Caller) -> Result<Vec<OfferedMandates>, AccessError> {
        let (places, known) = self.own_places(caller).await?;
        let managed: Vec<_> =
            places.into_iter().filter(|id| known.allows(Permission::MandateManage, *id)).collect();
        if managed.is_empty() {
            return Ok(Vec::new());
        }
        let holders = managed.iter().copied().map(Holder::Organization).collect();
        let filter =
            GrantFilter { holders: Some(holders), mandates: true, unrevoked: true, ..GrantFilter::default() };
        let found = self.all(self.store.grants(), &filter).await?;
        let now = self.instant(caller);
        let waits = |grant: &Versioned<Grant>| {
            let open = grant.mandate.as_ref().is_some_and(|mandate| mandate.answer == MandateAnswer::Open);
            open && !grant.period.is_over(now)
        };
        let offered = |id: &OrganizationId| OfferedMandates {
            organization: *id,
            name: known.organization_name(*id),
            count: found
                .iter()
                .filter(|grant| grant.holder == Holder::Organization(*id) && waits(grant))
                .count(),
        };
        Ok(managed.iter().map(offered).filter(|offered| offered.count > 0).collect())
    }
}
