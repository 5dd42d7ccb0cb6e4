//! The records of an application.

use super::registration::{ApplicationKind, Opening, Registration, SignOnRegistration};
use super::saml_registration::{SamlMetadata, SamlRegistration};
use crate::authority::Identity;
use crate::domain::{ApiClient, LogoutBinding, RelyingParty, Service};
use crate::ids::{ApiClientId, ApplicationId, RelyingPartyId};
use crate::store::{StoreError, Versioned};
use crate::values::ServiceKey;

/// The records of an application: at least one of the party that people sign in to and the client.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) party: Option<Versioned<RelyingParty>>,
    pub(super) client: Option<Versioned<ApiClient>>,
    pub(super) service: Option<Service>,
}

impl Found {
    pub(super) fn kind(&self) -> ApplicationKind {
        match (&self.party, &self.client) {
            (Some(_), Some(_)) => ApplicationKind::OpenId,
            (Some(_), None) => ApplicationKind::Saml,
            (None, _) => ApplicationKind::Program,
        }
    }

    /// Whether the configuration declares any part of it.
    pub(super) fn is_declared(&self) -> bool {
        self.party.as_ref().is_some_and(|party| party.declared)
            || self.client.as_ref().is_some_and(|client| client.declared)
    }

    pub(super) fn is_enabled(&self) -> bool {
        self.party.as_ref().is_none_or(|party| party.enabled)
            && self.client.as_ref().is_none_or(|client| client.enabled)
    }

    pub(super) fn opening(&self) -> Opening {
        Opening::of(self.is_enabled(), self.party.as_ref().is_some_and(|party| party.trial))
    }

    /// What is registered of it; none for one that speaks no SAML.
    pub(super) fn saml_registration(&self) -> Option<SamlRegistration> {
        let party = self.party.as_ref()?;
        Some(SamlRegistration {
            name: party.name.clone(),
            service: self.service.as_ref()?.key.clone(),
            metadata: SamlMetadata::of(party)?,
            opening: self.opening(),
        })
    }

    /// What is registered of it; none for one that speaks SAML.
    pub(super) fn registration(&self) -> Option<Registration> {
        let client = self.client.as_ref()?;
        Some(Registration {
            name: client.name.clone(),
            authentication: client.authentication,
            keys: client.keys.clone(),
            scopes: client.scopes.clone(),
            sign_on: self.sign_on(),
            opening: self.opening(),
        })
    }

    fn sign_on(&self) -> Option<SignOnRegistration> {
        let (party, openid) = (self.party.as_ref()?, self.client.as_ref()?.openid.as_ref()?);
        let service: ServiceKey = self.service.as_ref()?.key.clone();
        let told = party.logout_service(LogoutBinding::LogoutToken);
        Some(SignOnRegistration {
            service,
            redirect_uris: openid.redirect_uris.clone(),
            post_logout_redirect_uris: openid.post_logout_redirect_uris.clone(),
            back_channel_logout_uri: told.map(|service| service.url),
            native: openid.native,
            id_token_algorithm: openid.id_token_algorithm,
            first_party: openid.first_party,
            refresh_tokens: openid.refresh_tokens,
            client_credentials: openid.client_credentials,
            pushed_requests_only: openid.pushed_requests_only,
        })
    }
}

impl Identity {
    /// The application of this id.
    pub(super) async fn find_application(&self, id: ApplicationId) -> Result<Option<Found>, StoreError> {
        let party = RelyingPartyId::from_uuid(id.as_uuid());
        if let Some(party) = self.store.relying_parties().get(party).await? {
            let client = self.clients_of(party.id).await?.into_iter().next();
            let service = self.store.services().get(party.service).await?.map(|found| found.record);
            return Ok(Some(Found { party: Some(party), client, service }));
        }
        let client = self.store.api_clients().get(ApiClientId::from_uuid(id.as_uuid())).await?;
        // One that people sign in to has the id of its party.
        let program = client.filter(|client| client.openid.is_none());
        Ok(program.map(|client| Found { party: None, client: Some(client), service: None }))
    }
}
