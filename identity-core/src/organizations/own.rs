//! The organisations that a person can act for.

use crate::Timestamp;
use crate::authority::{AccessError, Caller, DecisionContext, Identity};
use crate::domain::{Grant, Holder, Organization, OrganizationState};
use crate::ids::{OrganizationId, UserId};
use crate::policy::grant_status;
use crate::store::{StoreError, Versioned};
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
        let (member_of, known) = self.facts_of_member(caller, user).await?;
        Ok((places(&known, user, member_of, self.instant(caller)), known))
    }

    /// [`own_places`](Self::own_places) of a person, whoever calls, with the facts about them and what is asked besides;
    /// none if there is no such person.
    pub(crate) async fn facts_at_places(
        &self,
        user: UserId,
        besides: &[OrganizationId],
    ) -> Result<Option<(Vec<OrganizationId>, DecisionContext)>, StoreError> {
        let member_of = self.member_of(user).await?;
        let asked: Vec<_> = member_of.iter().chain(besides).copied().collect();
        let known = self.facts_of_user(user, &asked).await?;
        Ok(known.map(|known| (places(&known, user, member_of, known.subject.at), known)))
    }
}

fn places(
    known: &DecisionContext,
    user: UserId,
    member_of: Vec<OrganizationId>,
    now: Timestamp,
) -> Vec<OrganizationId> {
    let holds = |grant: &&Versioned<Grant>| {
        let own = grant.holder == Holder::User(user) && !grant.has_ended(now);
        own && (!grant.is_derived() || grant_status(grant.id, now, &known.facts).is_ok())
    };
    let held = known.grants.values().filter(holds).map(|grant| grant.organization);
    let mut places: Vec<_> = member_of.into_iter().chain(held).collect();
    places.sort_unstable();
    places.dedup();
    places
}
