//! Which connection somebody who signs in here is asked to link their account with.

use crate::authority::{DecisionContext, Identity};
use crate::domain::{Connection, ConnectionState, LinkOfferKey, LinkPolicy, LinkedIdentityKey, SignOn};
use crate::ids::{OrganizationId, UserId};
use crate::sign_on::deciding::{LinkingOffer, is_federated};
use crate::store::StoreError;
use std::collections::BTreeSet;

impl Identity {
    /// The connection that the person of a sign-on is to link their account with, or has to come by: one that is for them, is not
    /// linked yet, and was not declined. What they must do comes first.
    pub(in crate::sign_on) async fn linking_offer(
        &self,
        sign_on: &SignOn,
        known: Option<&DecisionContext>,
    ) -> Result<Option<LinkingOffer>, StoreError> {
        let Some(person) = sign_on.proofs.first().map(|proof| proof.user) else { return Ok(None) };
        if sign_on.proofs.iter().any(|proof| is_federated(&proof.method)) {
            return Ok(None);
        }
        let mut offers = Vec::new();
        for connection in self.connections_for(known.map(places).unwrap_or_default()).await? {
            if let Some(offer) = self.offer_of(&connection, person).await? {
                offers.push(offer);
            }
        }
        // Sorting keeps the order of those that are alike.
        offers.sort_by_key(|offer| !offer.required);
        Ok(offers.into_iter().next())
    }

    async fn offer_of(
        &self,
        connection: &Connection,
        person: UserId,
    ) -> Result<Option<LinkingOffer>, StoreError> {
        let (rules, now) = (&connection.rules, self.now());
        let is_only_way = rules.is_only_way(now);
        let asks = is_only_way || matches!(rules.linking, LinkPolicy::Offered | LinkPolicy::Required);
        if connection.state != ConnectionState::Enabled || !asks || rules.break_glass.contains(&person) {
            return Ok(None);
        }
        let key = LinkedIdentityKey::Of(person, connection.id);
        let is_linked = self.store.linked_identities().find(&key).await?.is_some();
        let required = is_only_way || rules.linking == LinkPolicy::Required;
        let offer = LinkingOffer { connection: connection.id, required, is_linked };
        if is_linked || required {
            return Ok(Some(offer).filter(|_| is_only_way || !is_linked));
        }
        let declined = self.store.link_offers().find(&LinkOfferKey::Of(person, connection.id)).await?;
        let is_due = declined.is_none_or(|declined| declined.ask_again_at.is_some_and(|at| at <= now));
        Ok(Some(offer).filter(|_| is_due))
    }
}

/// The organisations of a person, with those above them.
fn places(known: &DecisionContext) -> BTreeSet<OrganizationId> {
    known.member_of.iter().flat_map(|place| known.lineage(*place)).copied().collect()
}
