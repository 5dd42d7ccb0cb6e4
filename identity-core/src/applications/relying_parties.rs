//! The registered service providers.

use crate::authority::{Caller, Identity};
use crate::domain::{
    ApiClient, ApiClientFilter, NameIdentifierKey, ParticipantKey, RelyingParty, RelyingPartyKey,
};
use crate::ids::{ParticipantId, RelyingPartyId, UserId};
use crate::store::{StoreError, Versioned};
use crate::values::EntityId;

impl Identity {
    /// The registered service provider of this entity id.
    #[doc(hidden)]
    pub async fn relying_party(
        &self,
        entity_id: &EntityId,
    ) -> Result<Option<Versioned<RelyingParty>>, StoreError> {
        let found = self.store.relying_parties().find(&RelyingPartyKey::EntityId(entity_id.clone())).await?;
        Ok(found.filter(|found| found.enabled))
    }

    /// The address at which a person begins to use an application, if its service has one.
    #[doc(hidden)]
    pub async fn application_start(&self, party: &RelyingParty) -> Result<Option<String>, StoreError> {
        let service = self.store.services().get(party.service).await?;
        Ok(service.and_then(|service| service.record.start_url))
    }

    /// The name of the application of this id, and where a person begins to use it.
    #[doc(hidden)]
    pub async fn start_of_application(
        &self,
        id: RelyingPartyId,
    ) -> Result<Option<(String, Option<String>)>, StoreError> {
        let Some(party) = self.relying_party_by_id(id).await? else { return Ok(None) };
        Ok(Some((party.name.to_string(), self.application_start(&party).await?)))
    }

    /// The clients by which people sign in to an application.
    #[doc(hidden)]
    pub async fn clients_of(
        &self,
        application: RelyingPartyId,
    ) -> Result<Vec<Versioned<ApiClient>>, StoreError> {
        self.all(self.store.api_clients(), &ApiClientFilter { application: Some(application) }).await
    }

    /// The person whom an application knows by this name; `None` if it knows nobody by it.
    #[doc(hidden)]
    pub async fn person_named(
        &self,
        application: RelyingPartyId,
        name: &str,
    ) -> Result<Option<UserId>, StoreError> {
        let key = NameIdentifierKey::Value(application, name.to_owned());
        Ok(self.store.name_identifiers().find(&key).await?.map(|found| found.user))
    }

    /// The name under which an application knows the caller's session; `None` if it takes no part in it, or knows somebody else
    /// by this name.
    #[doc(hidden)]
    pub async fn session_name(
        &self,
        caller: &Caller,
        application: RelyingPartyId,
        name: &str,
    ) -> Result<Option<ParticipantId>, StoreError> {
        let Some(session) = caller.session() else { return Ok(None) };
        let part = self.store.participants().find(&ParticipantKey::Of(session, application)).await?;
        Ok(part.filter(|part| part.name_id == name).map(|part| part.id))
    }

    /// The registered service provider of this id.
    #[doc(hidden)]
    pub async fn relying_party_by_id(
        &self,
        id: RelyingPartyId,
    ) -> Result<Option<Versioned<RelyingParty>>, StoreError> {
        Ok(self.store.relying_parties().get(id).await?.filter(|found| found.enabled))
    }
}
