//! Single logout as identity provider (saml-profiles 4.4): first the session here ends; then one service
//! provider after the other gets a logout request, by redirects through the browser.

use crate::saml::bindings::binding::Binding;
use crate::saml::bindings::endpoint::Endpoint;
use crate::saml::bindings::redirect::RedirectWriteError;
use crate::saml::idp::provider::{MAX_AGE, SKEW, SamlIdentityProvider, certificates};
use crate::saml::messages::logout::received::{
    LogoutEndpoint, LogoutPeer, LogoutRejection, LogoutRequest, ReceivedLogout,
};
use crate::saml::messages::logout::write::{
    LogoutRequestContent, LogoutResponseContent, SignedMessage, logout_request, logout_response,
};
use crate::saml::messages::name_id::NameId;
use crate::saml::messages::status::{StatusCode, StatusFailure};
use crate::saml::web::key_ring::{KeyRingError, Keys, blocking};
use crate::saml::xml::text::new_id;
use identity_core::Identity;
use identity_core::domain::{LogoutInitiator, RelyingParty};
use identity_core::ids::{LogoutId, RelyingPartyId};
use identity_core::sessions::{LogoutAsked, LogoutStep, ToNotify};
use identity_core::store::StoreError;
use identity_core::values::EntityId;
use std::time::Duration;

/// How long a logout request may be on its way.
const LIFETIME: Duration = Duration::from_mins(5);

/// Where the browser goes next in a logout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum LogoutNext {
    /// To the service provider that asked for the logout, with the response.
    Redirect(String),
    /// To our own page `/logout/{id}`, from which the next service provider gets its request. A redirect right after
    /// the post of a form would be stopped by the policy of that form's page.
    Page(LogoutId),
    /// Every service provider got its request.
    Done,
}

/// Why a logout message was refused.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LogoutError {
    /// No service provider with this entity ID is registered.
    #[error("the service provider is not registered")]
    UnknownServiceProvider,
    /// A check failed.
    #[error("{1}")]
    Rejected(RelyingPartyId, LogoutRejection),
    /// The response does not belong to a logout in progress.
    #[error("there is no such logout")]
    Over,
    /// The answer could not be written.
    #[error(transparent)]
    Write(#[from] RedirectWriteError),
    /// The keys are not available.
    #[error(transparent)]
    Keys(#[from] KeyRingError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl SamlIdentityProvider {
    /// The address of the logout request for a service provider. The provider counts as notified from now on, with or
    /// without an answer, so that one that never answers does not keep the others waiting. A provider without a
    /// usable address is skipped.
    #[doc(hidden)]
    pub async fn tell_of_logout(
        &self,
        id: LogoutId,
        next: &ToNotify,
    ) -> Result<String, crate::saml::idp::logout_failure::LogoutFailure> {
        let failed = |error: LogoutError| crate::saml::idp::logout_failure::LogoutFailure(Box::new(error));
        let message = self.notification(id, next).await.map_err(failed)?;
        let told = self.0.identity.told_of_logout(id, next.relying_party.id).await;
        told.map_err(|error| failed(error.into()))?;
        Ok(message.unwrap_or_else(|| self.0.base.path(&format!("/logout/{id}"))))
    }

    /// Obeys a request or takes a response.
    pub(crate) async fn receive_logout(&self, received: ReceivedLogout) -> Result<LogoutNext, LogoutError> {
        let unknown = |_| LogoutError::UnknownServiceProvider;
        let entity_id = EntityId::parse(received.claimed_issuer()).map_err(unknown)?;
        let party = self.0.identity.relying_party(&entity_id).await?;
        let party = party.ok_or(LogoutError::UnknownServiceProvider)?.record;
        if received.is_request() {
            let request = self.check(&party, move |peer, here| received.check_request(peer, here)).await?;
            self.obey(&party, request).await
        } else {
            let request_id = received.claimed_in_response_to().unwrap_or_default().to_owned();
            let logout = logout_of(&request_id, party.id).ok_or(LogoutError::Over)?;
            self.check(&party, move |peer, here| received.check_response(peer, here, &request_id)).await?;
            self.0.identity.told_of_logout(logout, party.id).await?;
            self.step(logout).await
        }
    }

    async fn check<T: Send + 'static>(
        &self,
        party: &RelyingParty,
        check: impl FnOnce(LogoutPeer<'_>, LogoutEndpoint<'_>) -> Result<T, LogoutRejection> + Send + 'static,
    ) -> Result<T, LogoutError> {
        let (this, checked) = (self.clone(), party.clone());
        let outcome = blocking(move || {
            let certificates = certificates(&checked);
            let peer = LogoutPeer { entity_id: checked.entity_id.as_str(), certificates: &certificates };
            let now = this.0.identity.clock().now();
            check(peer, LogoutEndpoint { location: &this.0.logout, now, skew: SKEW, max_age: MAX_AGE })
        });
        outcome.await?.map_err(|rejection| LogoutError::Rejected(party.id, rejection))
    }

    /// Ends the sessions that the service provider may end, and notifies the others.
    async fn obey(&self, party: &RelyingParty, request: LogoutRequest) -> Result<LogoutNext, LogoutError> {
        let initiator = LogoutInitiator {
            relying_party: party.id,
            request_id: request.id,
            relay_state: request.relay_state,
        };
        let named = !request.session_indexes.is_empty();
        let asked = LogoutAsked {
            initiator: initiator.clone(),
            name_id: request.name_id.value,
            session_indexes: request.session_indexes,
        };
        match self.0.identity.begin_asked_logout(&asked).await? {
            Some(logout) => self.step(logout.id).await,
            // A session that is over already is what was asked for; an unnamed one cannot be found.
            None if named => self.answer(party, &initiator, None).await,
            None => {
                let failure =
                    StatusFailure::new(StatusCode::UnknownPrincipal, "Name the session by its SessionIndex.");
                self.answer(party, &initiator, Some(failure)).await
            }
        }
    }

    async fn step(&self, id: LogoutId) -> Result<LogoutNext, LogoutError> {
        match self.0.identity.logout_step(id).await?.ok_or(LogoutError::Over)? {
            LogoutStep::Done => Ok(LogoutNext::Done),
            LogoutStep::Answer(party, initiator) => self.answer(&party, &initiator, None).await,
            LogoutStep::Notify(_) => Ok(LogoutNext::Page(id)),
        }
    }

    async fn notification(&self, id: LogoutId, next: &ToNotify) -> Result<Option<String>, LogoutError> {
        let party = &next.relying_party;
        let Some(destination) = logout_endpoint(party) else { return Ok(None) };
        let name_id =
            NameId::persistent(&next.participant.name_id, &self.0.entity_id, party.entity_id.as_str());
        let (request_id, index) = (request_id(id, party.id), next.participant.id.to_string());
        let issuer = self.0.entity_id.clone();
        self.signed(move |identity, keys| {
            let content = LogoutRequestContent {
                id: &request_id,
                issuer: &issuer,
                destination: &destination,
                name_id: &name_id,
                session_indexes: &[&index],
                now: identity.clock().now(),
                lifetime: LIFETIME,
            };
            logout_request(
                &content,
                Binding::Redirect,
                Some(&id.to_string()),
                &keys.signing,
                identity.entropy(),
            )
        })
        .await
    }

    async fn answer(
        &self,
        party: &RelyingParty,
        initiator: &LogoutInitiator,
        failure: Option<StatusFailure>,
    ) -> Result<LogoutNext, LogoutError> {
        let Some(destination) = logout_endpoint(party) else { return Ok(LogoutNext::Done) };
        let (initiator, issuer) = (initiator.clone(), self.0.entity_id.clone());
        let url = self.signed(move |identity, keys| {
            let content = LogoutResponseContent {
                id: &new_id(identity.entropy()),
                issuer: &issuer,
                destination: &destination,
                in_response_to: &initiator.request_id,
                failure: failure.as_ref(),
                now: identity.clock().now(),
            };
            let relay_state = initiator.relay_state.as_deref();
            logout_response(&content, Binding::Redirect, relay_state, &keys.signing, identity.entropy())
        });
        Ok(url.await?.map_or(LogoutNext::Done, LogoutNext::Redirect))
    }

    async fn signed(
        &self,
        write: impl FnOnce(&Identity, &Keys) -> Result<SignedMessage, RedirectWriteError> + Send + 'static,
    ) -> Result<Option<String>, LogoutError> {
        let keys = self.0.keys.current(&self.0.identity).await?;
        let identity = self.0.identity.clone();
        match blocking(move || write(&identity, &keys)).await?? {
            SignedMessage::Redirect(url) => Ok(Some(url)),
            SignedMessage::Form(_) => Ok(None),
        }
    }
}

fn logout_endpoint(party: &RelyingParty) -> Option<Endpoint> {
    party.logout_url.as_deref().and_then(|url| Endpoint::parse(url).ok())
}

/// The ID of the request contains the logout and the receiver, so that a response is matched without stored state.
fn request_id(logout: LogoutId, party: RelyingPartyId) -> String {
    format!("_{}{}", logout.as_uuid().simple(), party.as_uuid().simple())
}

/// The logout of a request ID that was sent to this receiver.
fn logout_of(request_id: &str, party: RelyingPartyId) -> Option<LogoutId> {
    let logout = LogoutId::parse(request_id.get(1..33)?).ok()?;
    (self::request_id(logout, party) == request_id).then_some(logout)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_id_leads_back_to_its_logout_for_its_receiver_only() {
        let logout = LogoutId::from(uuid::Uuid::from_u128(7));
        let (one, two) =
            (RelyingPartyId::from(uuid::Uuid::from_u128(1)), RelyingPartyId::from(uuid::Uuid::from_u128(2)));
        let id = request_id(logout, one);
        assert!(crate::saml::xml::text::is_id(&id));
        assert_eq!(logout_of(&id, one), Some(logout));
        assert_eq!(logout_of(&id, two), None);
        assert_eq!(logout_of("", one), None);
        assert_eq!(logout_of(&"é".repeat(40), one), None);
    }
}
