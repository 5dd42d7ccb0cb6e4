//! The organisations that a person can act for.

use crate::Timestamp;
use crate::authority::{AccessError, Caller, DecisionContext, Identity};
use crate::domain::{Grant, Holder, Organization, OrganizationState};
use crate::ids::{OrganizationId, UserId};
use crate::policy::{Subject, grant_status};
use crate::store::{FactsQuery, StoreError, Versioned};
use std::sync::Arc;

impl Identity {
    /// The active organisations that the caller belongs to or holds a role at.
    pub async fn own_organizations(
        &self,
        caller: &Caller,
    ) -> Result<Vec<Versioned<Organization>>, AccessError> {
        let (places, known) = self.own_places(caller).await?;
        let found = places.iter().filter_map(|id| known.organizations.get(id));
        Ok(found.filter(|found| found.state == OrganizationState::Active).cloned().collect())
    }

    /// Where the caller belongs, holds a role, or acts by a mandate that is in force, with the facts about all of these.
    pub(crate) async fn own_places(
        &self,
        caller: &Caller,
    ) -> Result<(Vec<OrganizationId>, Arc<DecisionContext>), AccessError> {
        let user = caller.user().ok_or(AccessError::NotFound)?;
        let known = self.facts(caller, &[]).await?;
        Ok((places(&known, user, self.instant(caller)), known))
    }

    /// [`own_places`](Self::own_places) of a person, whoever calls, with the facts about them and what is asked besides;
    /// none if there is no such person.
    pub(crate) async fn facts_at_places(
        &self,
        user: UserId,
        besides: &[OrganizationId],
    ) -> Result<Option<(Vec<OrganizationId>, DecisionContext)>, StoreError> {
        let query =
            FactsQuery { organizations: besides.to_vec(), members: vec![user], ..FactsQuery::default() };
        let known = self.facts_with(Subject::user(user, self.now()), query).await?;
        let known = known.knows(Holder::User(user)).then_some(known);
        Ok(known.map(|known| (places(&known, user, known.subject.at), known)))
    }
}

fn places(known: &DecisionContext, user: UserId, now: Timestamp) -> Vec<OrganizationId> {
    let holds = |grant: &&Versioned<Grant>| {
        let own = grant.holder == Holder::User(user) && !grant.has_ended(now);
        own && (!grant.is_derived() || grant_status(grant.id, now, &known.facts).is_ok())
    };
    let held = known.grants.values().filter(holds).map(|grant| grant.organization);
    let mut places: Vec<_> = known.member_of.iter().copied().chain(held).collect();
    places.sort_unstable();
    places.dedup();
    places
}
