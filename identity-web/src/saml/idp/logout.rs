//! Single logout as identity provider (saml-profiles 4.4): first the sessions here end; then every service provider that
//! took part in them is told, each independently of the others.

use crate::saml::idp::logout_messages::{FRAMED, LogoutMessageError};
use crate::saml::idp::provider::{MAX_AGE, SKEW, SamlIdentityProvider, certificates};
use crate::saml::messages::logout::received::{
    LogoutEndpoint, LogoutPeer, LogoutRejection, LogoutRequest, ReceivedLogout,
};
use crate::saml::messages::logout::write::SignedMessage;
use crate::saml::messages::status::{StatusCode, StatusFailure};
use crate::saml::web::key_ring::{KeyRingError, blocking};
use identity_core::domain::{LogoutAnswer, LogoutInitiator, RelyingParty};
use identity_core::ids::RelyingPartyId;
use identity_core::sessions::{BegunLogout, LogoutAsked, LogoutView};
use identity_core::store::StoreError;
use identity_core::values::EntityId;

/// What comes of a logout message.
#[derive(Debug)]
pub(crate) enum LogoutNext {
    /// The service provider that asked is answered.
    Send(Box<(SignedMessage, RelyingParty)>),
    /// Others have to be told, from a page of ours.
    Tell(Box<BegunLogout>),
    /// The answer of a service provider was taken; in a frame of ours, if it was told there.
    Heard {
        /// Whether our page has it in a frame.
        framed: bool,
    },
    /// There is nothing more to do.
    Done,
}

/// Why a logout message was refused.
#[derive(Debug, thiserror::Error)]
pub(crate) enum IdpLogoutError {
    /// No service provider with this entity ID is registered.
    #[error("the service provider is not registered")]
    UnknownServiceProvider,
    /// A check failed.
    #[error("{1}")]
    Rejected(RelyingPartyId, LogoutRejection),
    /// The response does not belong to a logout from here.
    #[error("there is no such logout")]
    Over,
    /// The answer could not be written.
    #[error(transparent)]
    Message(#[from] LogoutMessageError),
    /// The keys are not available.
    #[error(transparent)]
    Keys(#[from] KeyRingError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl SamlIdentityProvider {
    /// Obeys a request, or takes a response, that came through the browser.
    pub(crate) async fn receive_logout(
        &self,
        received: ReceivedLogout,
    ) -> Result<LogoutNext, IdpLogoutError> {
        let party = self.sender(&received).await?;
        if !received.is_request() {
            return self.take_answer(&party, received).await;
        }
        let request = self.check(&party, move |peer, here| received.check_request(peer, here)).await?;
        let (initiator, begun) = self.obey(&party, request, true).await?;
        let failure = match begun {
            Some(begun) if !begun.logout.parties.is_empty() => return Ok(LogoutNext::Tell(Box::new(begun))),
            Some(_) => None,
            None => Some(unknown_principal()),
        };
        let answer = self.logout_response_to(&party, &initiator, failure).await?;
        Ok(answer.map_or(LogoutNext::Done, |message| LogoutNext::Send(Box::new((message, party)))))
    }

    /// Obeys a request that came from server to server; gives the envelope of the answer. There is no browser that tells
    /// the others, so the logout is partial unless each of them has a back channel, and has heard of it before.
    pub(crate) async fn receive_soap_logout(
        &self,
        received: ReceivedLogout,
    ) -> Result<String, IdpLogoutError> {
        let party = self.sender(&received).await?;
        let request = self.check(&party, move |peer, here| received.check_request(peer, here)).await?;
        let (initiator, begun) = self.obey(&party, request, false).await?;
        let failure = match begun {
            None => Some(unknown_principal()),
            Some(begun) => (!begun.logout.parties.is_empty()).then(partial),
        };
        match self.soap_response(&initiator, failure).await? {
            SignedMessage::Soap(envelope) => Ok(envelope),
            SignedMessage::Redirect(_) | SignedMessage::Form(_) => Err(IdpLogoutError::Over),
        }
    }

    /// The answer to the service provider that asked for a logout, which says whether everybody else is signed out too.
    pub(super) async fn answer_of(
        &self,
        logout: &LogoutView,
    ) -> Result<Option<SignedMessage>, LogoutMessageError> {
        let (Some(party), Some(initiator)) = (&logout.initiator, &logout.logout.initiator) else {
            return Ok(None);
        };
        let failure = (!logout.is_whole()).then(partial);
        self.logout_response_to(party, initiator, failure).await
    }

    async fn sender(&self, received: &ReceivedLogout) -> Result<RelyingParty, IdpLogoutError> {
        let unknown = |_| IdpLogoutError::UnknownServiceProvider;
        let entity_id = EntityId::parse(received.claimed_issuer()).map_err(unknown)?;
        let party = self.0.identity.relying_party(&entity_id).await?;
        Ok(party.ok_or(IdpLogoutError::UnknownServiceProvider)?.record)
    }

    async fn take_answer(
        &self,
        party: &RelyingParty,
        received: ReceivedLogout,
    ) -> Result<LogoutNext, IdpLogoutError> {
        let request_id = received.claimed_in_response_to().unwrap_or_default().to_owned();
        if !self.0.identity.is_logout_message(&request_id, party.id) {
            return Err(IdpLogoutError::Over);
        }
        let framed = received.relay_state() == Some(FRAMED);
        let id = request_id.clone();
        let response = self.check(party, move |peer, here| received.check_response(peer, here, &id)).await?;
        let answer = if response.success { LogoutAnswer::Done } else { LogoutAnswer::Partial };
        self.0.identity.logout_answered(&request_id, party.id, answer).await?;
        Ok(LogoutNext::Heard { framed })
    }

    async fn check<T: Send + 'static>(
        &self,
        party: &RelyingParty,
        check: impl FnOnce(LogoutPeer<'_>, LogoutEndpoint<'_>) -> Result<T, LogoutRejection> + Send + 'static,
    ) -> Result<T, IdpLogoutError> {
        let (this, checked) = (self.clone(), party.clone());
        let outcome = blocking(move || {
            let certificates = certificates(&checked);
            let peer = LogoutPeer { entity_id: checked.saml_entity_id(), certificates: &certificates };
            let now = this.0.identity.clock().now();
            check(peer, LogoutEndpoint { location: &this.0.logout, now, skew: SKEW, max_age: MAX_AGE })
        });
        outcome.await?.map_err(|rejection| IdpLogoutError::Rejected(party.id, rejection))
    }

    /// Ends the sessions that the service provider may end; `None` when it knows no such person or session.
    async fn obey(
        &self,
        party: &RelyingParty,
        request: LogoutRequest,
        by_browser: bool,
    ) -> Result<(LogoutInitiator, Option<BegunLogout>), IdpLogoutError> {
        let initiator = LogoutInitiator {
            relying_party: party.id,
            request_id: request.id,
            relay_state: request.relay_state,
            redirect_uri: None,
        };
        let asked = LogoutAsked {
            initiator: initiator.clone(),
            name_id: request.name_id.value,
            session_indexes: request.session_indexes,
            by_browser,
        };
        Ok((initiator, self.0.identity.begin_asked_logout(&asked).await?))
    }
}

fn unknown_principal() -> StatusFailure {
    let words = "No session of this person is known here to which the service provider belongs.";
    StatusFailure::new(StatusCode::UnknownPrincipal, words)
}

/// A success of the first level: the session here is over (saml-core 3.7.3.2).
fn partial() -> StatusFailure {
    let words = "Not every service has confirmed that the person is signed out there.".to_owned();
    StatusFailure { top: StatusCode::Success, second: StatusCode::PartialLogout, message: Some(words) }
}
