//! What closing an account would do.

use crate::Timestamp;
use crate::authority::{AccessError, Caller, Identity};
use crate::domain::{MembershipFilter, Organization};
use crate::mandates::{MandateDetails, MandateState};
use std::time::Duration;

/// The fewest and the most days that count.
const DAYS: std::ops::RangeInclusive<u64> = 1..=90;

/// What closing an account would do.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct AccountToClose {
    /// When it would be erased if it were closed now.
    pub erase_at: Timestamp,
    /// In how many days that is.
    pub days: u64,
    /// The organisations that somebody else has to administer first.
    pub alone_at: Vec<Organization>,
    /// The organisations that the person would leave.
    pub leaves: Vec<Organization>,
    /// The mandates that the person holds, which would end.
    pub received: Vec<MandateDetails>,
    /// The mandates that derive from what the person holds, which would end too.
    pub given: Vec<MandateDetails>,
}

impl Identity {
    /// What closing the caller's account would do.
    pub async fn account_to_close(&self, caller: &Caller) -> Result<AccountToClose, AccessError> {
        let user = caller.user().ok_or(AccessError::NotFound)?;
        let mandates = self.own_mandates(caller).await?;
        let in_force = |mandates: Vec<MandateDetails>| {
            let mut mandates = mandates;
            mandates.retain(|mandate| !matches!(mandate.state, MandateState::Ended(_)));
            mandates
        };
        let filter = MembershipFilter { user: Some(user), ..MembershipFilter::default() };
        let memberships = self.all(self.store.memberships(), &filter).await?;
        let (days, erase_at) = self.closing_time();
        let alone_at = self.sole_administrator_of(user).await?.into_iter().collect();
        Ok(AccountToClose {
            erase_at,
            days,
            alone_at: self.named_organizations(alone_at).await?,
            leaves: self
                .named_organizations(memberships.iter().map(|one| one.organization).collect())
                .await?,
            received: in_force(mandates.received),
            given: in_force(mandates.given),
        })
    }

    /// How many days after somebody closed their account it is erased: the setting within its bounds.
    pub fn closing_days(&self) -> u64 {
        self.closing_time().0
    }

    /// How many days after now an account that is closed now is erased, and when that is.
    pub(super) fn closing_time(&self) -> (u64, Timestamp) {
        let days = self.settings().closing_days.clamp(*DAYS.start(), *DAYS.end());
        (days, self.now().plus(Duration::from_hours(24 * days)))
    }

    async fn named_organizations(
        &self,
        ids: Vec<crate::ids::OrganizationId>,
    ) -> Result<Vec<Organization>, AccessError> {
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            found.extend(self.store.organizations().get(id).await?.map(|organization| organization.record));
        }
        found.sort_by(|one, other| one.name.as_str().cmp(other.name.as_str()));
        Ok(found)
    }
}
