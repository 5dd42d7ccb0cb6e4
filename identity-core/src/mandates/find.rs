//! One mandate, by its id.

use super::details::MandateDetails;
use crate::authority::{AccessError, Caller, Identity};
use crate::domain::{Grant, GrantFilter, GrantPath, Holder, Invitation, Role};
use crate::ids::{GrantId, InvitationId};
use crate::policy::Permission;
use crate::store::{StoreError, Versioned};
use std::sync::Arc;

/// A mandate that somebody asked for by its id.
// Exhaustive: whoever shows a mandate has to show each form of it.
#[derive(Debug, Clone, PartialEq)]
pub enum FoundMandate {
    /// It was given.
    Given(Box<MandateDetails>),
    /// It waits in an invitation, with these roles.
    Invited(Box<Versioned<Invitation>>, Vec<Role>),
}

impl Identity {
    /// One mandate, for its two sides, for everybody through whose hands it came, and for who manages the mandates of the
    /// organisation for which it acts.
    pub async fn mandate(&self, caller: &Caller, id: GrantId) -> Result<MandateDetails, AccessError> {
        match self.find_mandate(caller, id).await? {
            FoundMandate::Given(details) => Ok(*details),
            FoundMandate::Invited(..) => Err(AccessError::NotFound),
        }
    }

    /// A mandate, or the invitation in which it waits, for the same people, the inviter among them.
    #[doc(hidden)]
    pub async fn find_mandate(&self, caller: &Caller, id: GrantId) -> Result<FoundMandate, AccessError> {
        let found = self.store.grants().get(id).await?.filter(|grant| grant.mandate.is_some());
        let invited = self.store.invitations().get(InvitationId::from(id.as_uuid())).await?;
        let invited = invited.filter(|invited| invited.mandate.is_some() && found.is_none());
        let hands = self.hands(found.as_deref()).await?;
        let place = found.as_ref().map(|found| found.organization);
        let place = place.or_else(|| invited.as_ref().map(|invited| invited.organization));
        let holders = hands.iter().filter_map(|hand| hand.holder.organization());
        let places: Vec<_> = holders.chain(place).collect();
        let mut known = self.facts_where_found(caller, &places).await?;
        let Some(place) = place else {
            return Err(self.not_found_refusal_with(caller, Permission::MandateManage, &known).await?);
        };
        let own = invited.as_ref().is_some_and(|invited| caller.user() == Some(invited.invited_by));
        let concerned = hands.iter().any(|hand| match hand.holder {
            Holder::User(user) => caller.user() == Some(user),
            Holder::Organization(holder) => known.allows(Permission::MandateManage, holder),
            Holder::Client(_) => hand.owner.is_some() && hand.owner == caller.user(),
        });
        if !own && !concerned {
            self.may_look_with(caller, Permission::MandateManage, place, &known).await?;
        }
        if let Some(invited) = invited {
            let roles = self.roles_of(Arc::make_mut(&mut known), &invited.roles).await?;
            let roles = roles.into_iter().map(|role| role.record).collect();
            return Ok(FoundMandate::Invited(Box::new(invited), roles));
        }
        let details = self.details(caller, found.into_iter().collect()).await?;
        details
            .into_iter()
            .next()
            .map(|found| FoundMandate::Given(Box::new(found)))
            .ok_or(AccessError::NotFound)
    }

    /// The grants through which a mandate came, from the root grant to the mandate itself. Reads as much
    /// for one that is not there, so that time does not tell which ids exist.
    pub(super) async fn hands(&self, mandate: Option<&Grant>) -> Result<Vec<Versioned<Grant>>, StoreError> {
        let steps = mandate.map(|mandate| mandate.path.steps()).unwrap_or_default();
        let first = steps.first().copied().unwrap_or_else(|| GrantId::from(uuid::Uuid::nil()));
        let mut path = GrantPath::root(first);
        // The root grant may carry many; what passed through the first hand is little.
        if let Some(below) = steps.get(1).and_then(|second| path.child(*second).ok()) {
            path = below;
        }
        let mut hands: Vec<_> = self.store.grants().get(first).await?.into_iter().collect();
        let filter = GrantFilter { within: Some(path), ..GrantFilter::default() };
        let below = self.all(self.store.grants(), &filter).await?;
        hands.extend(below.into_iter().filter(|grant| grant.id != first && steps.contains(&grant.id)));
        Ok(hands)
    }
}
