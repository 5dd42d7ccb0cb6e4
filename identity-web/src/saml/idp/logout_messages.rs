//! Logout messages to service providers, written for the way that each takes.

use crate::saml::bindings::binding::Binding;
use crate::saml::bindings::endpoint::Endpoint;
use crate::saml::bindings::redirect::RedirectWriteError;
use crate::saml::idp::origins::origins;
use crate::saml::idp::provider::SamlIdentityProvider;
use crate::saml::messages::logout::write::{
    LogoutRequestContent, LogoutResponseContent, SignedMessage, logout_request, logout_response,
};
use crate::saml::messages::name_id::{NameId, NameIdFormat};
use crate::saml::messages::status::StatusFailure;
use crate::saml::web::key_ring::{KeyRingError, Keys, blocking};
use crate::saml::xml::text::new_id;
use identity_core::Identity;
use identity_core::domain::{
    LogoutBinding, LogoutInitiator, LogoutService, NameFormat, Participant, RelyingParty,
};
use identity_core::ids::LogoutId;
use identity_core::sessions::ToNotify;
use std::time::Duration;

/// How long a logout request may be on its way.
const LIFETIME: Duration = Duration::from_mins(5);

/// The `RelayState` of a request whose answer is shown in a frame of our own page.
pub(super) const FRAMED: &str = "frame";

/// Why a logout message could not be written; the cause is for the log.
#[derive(Debug, thiserror::Error)]
pub enum LogoutMessageError {
    /// Writing or signing failed.
    #[error(transparent)]
    Write(#[from] RedirectWriteError),
    /// The keys are not available.
    #[error(transparent)]
    Keys(#[from] KeyRingError),
}

impl SamlIdentityProvider {
    /// The request by which a service provider is told of a logout; `None` when it takes none this way. `id` is the id of
    /// the message.
    pub(super) async fn logout_request_to(
        &self,
        party: &ToNotify,
        service: &LogoutService,
        id: String,
        relay_state: Option<&'static str>,
    ) -> Result<Option<SignedMessage>, LogoutMessageError> {
        let Ok(destination) = Endpoint::parse(&service.url) else { return Ok(None) };
        let Some(binding) = binding(service.binding) else { return Ok(None) };
        let name_id = self.name_id(party);
        let (index, issuer) = (party.participant.id.to_string(), self.0.entity_id.clone());
        let message = self.signed(move |identity, keys| {
            let content = LogoutRequestContent {
                id: &id,
                issuer: &issuer,
                destination: &destination,
                name_id: &name_id,
                session_indexes: &[&index],
                now: identity.clock().now(),
                lifetime: LIFETIME,
            };
            logout_request(&content, binding, relay_state, &keys.signing, identity.entropy())
        });
        Ok(Some(leading_on(message.await?, &party.relying_party)))
    }

    /// The address that takes the news of a logout to a service provider; `None` when it takes none in an address.
    #[doc(hidden)]
    pub async fn logout_address(
        &self,
        logout: LogoutId,
        party: &ToNotify,
    ) -> Result<Option<String>, LogoutMessageError> {
        let Some(service) = party.relying_party.logout_service(LogoutBinding::Redirect) else {
            return Ok(None);
        };
        let id = self.0.identity.logout_message_id(Some(logout), &party.participant);
        Ok(match self.logout_request_to(party, &service, id, None).await? {
            Some(SignedMessage::Redirect(url)) => Some(url),
            _ => None,
        })
    }

    /// The answer to the service provider that asked for a logout; `None` when it takes none through the browser.
    pub(super) async fn logout_response_to(
        &self,
        party: &RelyingParty,
        initiator: &LogoutInitiator,
        failure: Option<StatusFailure>,
    ) -> Result<Option<SignedMessage>, LogoutMessageError> {
        let Some(service) = party.browser_logout() else { return Ok(None) };
        let Ok(destination) = Endpoint::parse(service.for_responses()) else { return Ok(None) };
        let relay_state = initiator.relay_state.clone();
        let Some(binding) = binding(service.binding) else { return Ok(None) };
        let message = self.response(destination, binding, initiator, failure, relay_state);
        Ok(Some(leading_on(message.await?, party)))
    }

    /// The answer to a request that came from server to server.
    pub(super) async fn soap_response(
        &self,
        initiator: &LogoutInitiator,
        failure: Option<StatusFailure>,
    ) -> Result<SignedMessage, LogoutMessageError> {
        // The answer goes where the request came from, which has no address of its own.
        let here = Endpoint::parse(&self.0.logout).map_err(|_| KeyRingError::Ending)?;
        self.response(here, Binding::Soap, initiator, failure, None).await
    }

    async fn response(
        &self,
        destination: Endpoint,
        binding: Binding,
        initiator: &LogoutInitiator,
        failure: Option<StatusFailure>,
        relay_state: Option<String>,
    ) -> Result<SignedMessage, LogoutMessageError> {
        let (request_id, issuer) = (initiator.request_id.clone(), self.0.entity_id.clone());
        self.signed(move |identity, keys| {
            let content = LogoutResponseContent {
                id: &new_id(identity.entropy()),
                issuer: &issuer,
                destination: &destination,
                in_response_to: &request_id,
                failure: failure.as_ref(),
                now: identity.clock().now(),
            };
            let relay_state = relay_state.as_deref();
            logout_response(&content, binding, relay_state, &keys.signing, identity.entropy())
        })
        .await
    }

    async fn signed(
        &self,
        write: impl FnOnce(&Identity, &Keys) -> Result<SignedMessage, RedirectWriteError> + Send + 'static,
    ) -> Result<SignedMessage, LogoutMessageError> {
        let keys = self.0.keys.current(&self.0.identity).await?;
        let identity = self.0.identity.clone();
        Ok(blocking(move || write(&identity, &keys)).await??)
    }

    /// The person as the service provider was told their name.
    fn name_id(&self, party: &ToNotify) -> NameId {
        let Participant { name_id, name_format, .. } = &party.participant;
        name_in_format(name_id, *name_format, &self.0.entity_id, party.relying_party.saml_entity_id())
    }
}

/// A name in the terms of the protocol.
pub(super) fn name_in_format(name: &str, format: NameFormat, issuer: &str, audience: &str) -> NameId {
    match format {
        NameFormat::Persistent => NameId::persistent(name, issuer, audience),
        NameFormat::Transient => NameId::new(name, NameIdFormat::Transient),
        NameFormat::Email => NameId::new(name, NameIdFormat::EmailAddress),
    }
}

fn leading_on(message: SignedMessage, party: &RelyingParty) -> SignedMessage {
    match message {
        SignedMessage::Form(form) => SignedMessage::Form(Box::new(form.leading_to(&origins(party)))),
        other => other,
    }
}

/// The binding of a service; none for one of another protocol.
const fn binding(binding: LogoutBinding) -> Option<Binding> {
    match binding {
        LogoutBinding::Redirect => Some(Binding::Redirect),
        LogoutBinding::Post => Some(Binding::Post),
        LogoutBinding::Soap => Some(Binding::Soap),
        LogoutBinding::LogoutToken => None,
    }
}
