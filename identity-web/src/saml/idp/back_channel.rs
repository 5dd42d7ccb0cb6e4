//! Logout from server to server (saml-bindings 3.2): the requests that wait in the outbox for service providers which
//! take them.

use crate::delivery::outgoing_http::HttpClientError;
use crate::delivery::party_http::PartyHttp;
use crate::saml::idp::provider::SamlIdentityProvider;
use crate::saml::messages::logout::write::SignedMessage;
use crate::saml::messages::soap;
use crate::saml::messages::status::StatusCode;
use crate::saml::xml::limits::TreeLimits;
use crate::saml::xml::namespace::PROTOCOL;
use crate::saml::xml::tree::{self, Element};
use async_trait::async_trait;
use identity_core::delivery::{Message, MessageContent, Transport, TransportError};
use identity_core::domain::{LogoutAnswer, LogoutBinding, LogoutService};
use identity_core::ids::{LogoutId, MessageId, ParticipantId};
use identity_core::sessions::ToNotify;
use identity_core::store::StoreError;
use std::sync::Arc;
use std::time::Duration;

const TIMEOUT: Duration = Duration::from_secs(10);

/// More of an answer is not read.
const MAX_ANSWER_OCTETS: usize = 64 * 1024;

/// Tells service providers of logouts from server to server.
#[derive(Debug)]
struct BackChannel {
    idp: SamlIdentityProvider,
    http: PartyHttp,
}

impl SamlIdentityProvider {
    /// The way by which service providers that take it are told of logouts from server to server, for
    /// [`Housekeeper::with_back_channel`](identity_core::housekeeping::Housekeeper::with_back_channel).
    /// [`IdentityWeb`](crate::IdentityWeb) sets it up itself.
    pub fn back_channel(&self) -> Result<Arc<dyn Transport>, HttpClientError> {
        let http = PartyHttp::new(&self.0.identity, TIMEOUT)?;
        Ok(Arc::new(BackChannel { idp: self.clone(), http }))
    }
}

#[async_trait]
impl Transport for BackChannel {
    async fn send(&self, _: MessageId, message: &Message) -> Result<(), TransportError> {
        let MessageContent::SignedOut { participant, logout } = &message.content else {
            return Err(permanent("not-for-applications"));
        };
        let Some((party, service)) = self.receiver(*participant, *logout).await? else { return Ok(()) };
        let identity = &self.idp.0.identity;
        let id = identity.logout_message_id(*logout, &party.participant);
        let request = self.idp.logout_request_to(&party, &service, id.clone(), None).await;
        let request = request.map_err(|error| TransportError::Temporary(error.to_string()))?;
        let Some(SignedMessage::Soap(envelope)) = request else { return Err(permanent("bad-address")) };
        let answer = self.ask(&party, &service.url, envelope).await?;
        let answer = understand(&answer, &id)?;
        let noted = identity.logout_answered(&id, party.relying_party.id, answer).await;
        noted.map_err(|error| store_failed(&error))
    }
}

impl BackChannel {
    /// The one to tell, and where; `None` when it knows already.
    async fn receiver(
        &self,
        participant: ParticipantId,
        logout: Option<LogoutId>,
    ) -> Result<Option<(ToNotify, LogoutService)>, TransportError> {
        let identity = &self.idp.0.identity;
        if let Some(logout) = logout
            && identity.has_answered(logout, participant).await.map_err(|error| store_failed(&error))?
        {
            return Ok(None);
        }
        let party = identity.to_notify(participant).await.map_err(|error| store_failed(&error))?;
        let party = party.filter(|party| party.relying_party.enabled);
        let party = party.ok_or_else(|| permanent("application-gone"))?;
        let service = party.relying_party.logout_service(LogoutBinding::Soap);
        Ok(Some((party, service.ok_or_else(|| permanent("no-back-channel"))?)))
    }

    async fn ask(&self, party: &ToNotify, url: &str, envelope: String) -> Result<Vec<u8>, TransportError> {
        let request = self.http.to(&party.relying_party).post(url).body(envelope);
        let request = request.header("content-type", "text/xml; charset=utf-8");
        let request = request.header("soapaction", "\"http://www.oasis-open.org/committees/security\"");
        let failed = |error: reqwest::Error| {
            let reason = if error.is_timeout() { "no-answer" } else { "unreachable" };
            TransportError::Temporary(reason.to_owned())
        };
        let mut response = request.send().await.map_err(failed)?;
        if !response.status().is_success() {
            return Err(TransportError::Temporary(format!("status {}", response.status().as_u16())));
        }
        let mut answer = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(failed)? {
            answer.extend_from_slice(&chunk);
            if answer.len() > MAX_ANSWER_OCTETS {
                return Err(permanent("answer-too-large"));
            }
        }
        Ok(answer)
    }
}

/// What an answer to a request says. It came back on the connection that the request went out by, whose other end TLS
/// has proved to be the registered address.
fn understand(envelope: &[u8], request_id: &str) -> Result<LogoutAnswer, TransportError> {
    let strange = || TransportError::Temporary("the answer is no LogoutResponse".to_owned());
    let message = soap::unwrap(envelope).map_err(|_| strange())?;
    let root = tree::parse(message.as_bytes(), TreeLimits::MESSAGE).map_err(|_| strange())?;
    let answers = root.is(PROTOCOL, "LogoutResponse") && root.attribute("InResponseTo") == Some(request_id);
    let status = root.first(PROTOCOL, "Status").and_then(|status| status.first(PROTOCOL, "StatusCode"));
    let status = status.filter(|_| answers).ok_or_else(strange)?;
    let code = |element: &Element| element.attribute("Value").and_then(StatusCode::from_uri);
    let second = status.first(PROTOCOL, "StatusCode").and_then(code);
    match (code(status), second) {
        (_, Some(StatusCode::PartialLogout)) => Ok(LogoutAnswer::Partial),
        // Whom it does not know is not signed in there.
        (Some(StatusCode::Success), _) | (_, Some(StatusCode::UnknownPrincipal)) => Ok(LogoutAnswer::Done),
        _ => Err(TransportError::Temporary("the application answered with a failure".to_owned())),
    }
}

fn permanent(reason: &str) -> TransportError {
    TransportError::Permanent(reason.to_owned())
}

fn store_failed(error: &StoreError) -> TransportError {
    tracing::warn!(%error, "an application was not told of a logout");
    TransportError::Temporary("store".to_owned())
}
