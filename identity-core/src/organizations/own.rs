//! The organisations that a person can act for.

use crate::authority::{AccessError, Caller, Identity};
use crate::domain::{Grant, Holder, MembershipFilter, Organization, OrganizationState};
use crate::ids::{OrganizationId, UserId};
use crate::policy::{Subject, grant_status};
use crate::store::{FactsQuery, StoreError, Versioned};

impl Identity {
    /// The active organisations that the caller belongs to or holds a role at.
    pub async fn own_organizations(
        &self,
        caller: &Caller,
    ) -> Result<Vec<Versioned<Organization>>, AccessError> {
        let id = caller.user().ok_or(AccessError::NotFound)?;
        let mut found = Vec::new();
        for id in self.organizations_of(id).await? {
            let organization = self.store.organizations().get(id).await?;
            found.extend(organization.filter(|found| found.state == OrganizationState::Active));
        }
        Ok(found)
    }

    /// Where a person belongs, holds a role, or acts by a mandate that is in force.
    pub(crate) async fn organizations_of(&self, user: UserId) -> Result<Vec<OrganizationId>, StoreError> {
        let filter = MembershipFilter { user: Some(user), ..MembershipFilter::default() };
        let member = self.all(self.store.memberships(), &filter).await?;
        let now = self.now();
        let known = self.facts_with(Subject::user(user, now), FactsQuery::default()).await?;
        let holds = |grant: &&Versioned<Grant>| {
            let own = grant.holder == Holder::User(user) && !grant.period.is_over(now);
            own && (!grant.is_derived() || grant_status(grant.id, now, &known.facts).is_ok())
        };
        let held = known.grants.values().filter(holds).map(|grant| grant.organization);
        let mut places: Vec<_> = member.iter().map(|member| member.organization).chain(held).collect();
        places.sort_unstable();
        places.dedup();
        Ok(places)
    }
}
