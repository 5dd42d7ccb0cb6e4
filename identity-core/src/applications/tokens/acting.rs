//! The mandate by which a client acts for an organisation with a token.

use crate::applications::token_error::TokenError;
use crate::authority::{Act, DecisionContext, Identity};
use crate::domain::{Grant, Holder, RelyingParty};
use crate::ids::{ApiClientId, GrantId, OrganizationId};
use crate::policy::{AllowReason, Subject, grant_status};
use crate::store::{FactsQuery, StoreError, Versioned};
use crate::values::RoleKey;
use std::collections::BTreeSet;

/// The mandate that a client wants to act by, as its request names it. What is no id names none.
#[derive(Debug, Clone, Copy, Default)]
pub struct ActingBy<'a> {
    /// The organisation to act for.
    pub organization: Option<&'a str>,
    /// The mandate itself.
    pub mandate: Option<&'a str>,
}

/// For whom a client acts by a token.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ActingClient {
    /// The mandate.
    pub mandate: GrantId,
    /// The organisation that it acts for.
    pub organization: OrganizationId,
    /// Its name.
    pub organization_name: String,
    /// The application roles that it has there in the service of the token's resource, if that is an application.
    pub roles: BTreeSet<RoleKey>,
}

impl ActingBy<'_> {
    const fn names_any(self) -> bool {
        self.organization.is_some() || self.mandate.is_some()
    }

    fn names(self, grant: &Grant) -> bool {
        let organization = self.organization.map(OrganizationId::parse);
        let mandate = self.mandate.map(GrantId::parse);
        organization.is_none_or(|named| named.is_ok_and(|named| named == grant.organization))
            && mandate.is_none_or(|named| named.is_ok_and(|named| named == grant.id))
    }
}

impl Identity {
    /// The mandate by which a client is to act, if its request names one; the commit rests on it. Without a name there is none,
    /// so that nobody who gives a client a mandate changes what its other tokens are. Of several mandates for the named
    /// organisation it is the one that was given first.
    pub(in crate::applications) async fn mandate_to_act_by(
        &self,
        act: &mut Act,
        client: ApiClientId,
        by: ActingBy<'_>,
        resource: Option<&str>,
    ) -> Result<Option<ActingClient>, TokenError> {
        if !by.names_any() {
            return Ok(None);
        }
        let known = self.facts_of_acting(client, resource).await?;
        let held = known.grants.values().filter(|grant| grant.holder == Holder::Client(client));
        let mut mandates = held.filter(|grant| grant.mandate.is_some());
        let found = mandates.find(|grant| by.names(grant) && stands(grant, &known).is_some());
        Ok(self.acting(act, found.ok_or(TokenError::NoMandate)?, &known, resource).await?)
    }

    async fn acting(
        &self,
        act: &mut Act,
        mandate: &Versioned<Grant>,
        known: &DecisionContext,
        resource: Option<&str>,
    ) -> Result<Option<ActingClient>, StoreError> {
        let Some(because) = stands(mandate, known) else { return Ok(None) };
        act.require_evidence(&because, known);
        Ok(Some(self.described(mandate, known, resource).await?))
    }

    /// For whom a client acts by a mandate, as it stands now; `None` while it gives nothing.
    pub(in crate::applications) async fn acting_client(
        &self,
        client: ApiClientId,
        mandate: GrantId,
        resource: Option<&str>,
    ) -> Result<Option<ActingClient>, StoreError> {
        let known = self.facts_of_acting(client, resource).await?;
        let found = known.grants.get(&mandate).filter(|grant| grant.holder == Holder::Client(client));
        match found.filter(|grant| stands(grant, &known).is_some()) {
            Some(found) => Ok(Some(self.described(found, &known, resource).await?)),
            None => Ok(None),
        }
    }

    /// The facts about a client and the service of the application that answers for a resource.
    async fn facts_of_acting(
        &self,
        client: ApiClientId,
        resource: Option<&str>,
    ) -> Result<DecisionContext, StoreError> {
        let party = self.party_of_resource(resource).await?;
        let services = party.iter().map(|party| party.service).collect();
        let query = FactsQuery { services, ..FactsQuery::default() };
        self.facts_with(Subject::holder(Holder::Client(client), self.now()), query).await
    }

    async fn described(
        &self,
        mandate: &Grant,
        known: &DecisionContext,
        resource: Option<&str>,
    ) -> Result<ActingClient, StoreError> {
        let organization = mandate.organization;
        let mut roles = BTreeSet::new();
        if let Some(party) = self.party_of_resource(resource).await? {
            let subject = known.subject.acting_for(Some(organization));
            let access = crate::policy::access(&subject, organization, party.service, &known.facts);
            roles.extend(access.into_iter().flat_map(|access| access.roles));
        }
        let organization_name = known.organization_name(organization);
        Ok(ActingClient { mandate: mandate.id, organization, organization_name, roles })
    }

    async fn party_of_resource(&self, resource: Option<&str>) -> Result<Option<RelyingParty>, StoreError> {
        let Some(resource) = resource else { return Ok(None) };
        let found = self.client_of_resource(resource).await?;
        let Some(application) = found.and_then(|client| client.application()) else { return Ok(None) };
        Ok(self.relying_party_by_id(application).await?.map(|party| party.record))
    }
}

/// What stands behind a mandate that lets a client act now: its whole chain is in force, and so is its organisation.
fn stands(grant: &Grant, known: &DecisionContext) -> Option<AllowReason> {
    let is_active = known.facts.first_inactive(grant.organization).is_none();
    let because = grant_status(grant.id, known.subject.at, &known.facts).ok()?;
    (grant.rights.may_act() && is_active).then_some(because)
}
