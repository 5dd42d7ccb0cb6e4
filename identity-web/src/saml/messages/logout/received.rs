//! Logout messages as they were received (saml-core 3.7). A logout ends sessions, so an unsigned message is
//! always rejected.

use crate::saml::bindings::binding::Binding;
use crate::saml::bindings::redirect::{Carries, RedirectMessage};
use crate::saml::keys::certificate::Certificate;
use crate::saml::messages::name_id::NameId;
use crate::saml::messages::read_error::{ReadError, posted_relay_state};
use crate::saml::messages::soap;
use crate::saml::messages::status::StatusCode;
use crate::saml::signatures::gate::{self, Admitted, MessageKind};
use crate::saml::signatures::xmlsec::{VerifyError, verify_reduced};
use crate::saml::xml::namespace::{ASSERTION, PROTOCOL};
use crate::saml::xml::text::{is_message_id, parse_date_time};
use crate::saml::xml::tree::Element;
use identity_core::Timestamp;
use std::time::Duration;

/// A logout message as it came; what it says needs a check against its sender.
#[derive(Debug, Clone)]
pub struct ReceivedLogout {
    admitted: Admitted,
    redirect: Option<RedirectMessage>,
    relay_state: Option<String>,
}

/// A peer that may end sessions, or that was asked to.
#[derive(Debug, Clone, Copy)]
pub struct LogoutPeer<'a> {
    /// Its entity ID.
    pub entity_id: &'a str,
    /// The keys that it signs with.
    pub certificates: &'a [Certificate],
}

/// Our side of the comparison.
#[derive(Debug, Clone, Copy)]
pub struct LogoutEndpoint<'a> {
    /// The address that the message was sent to, as the metadata names it.
    pub location: &'a str,
    /// The present instant.
    pub now: Timestamp,
    /// How far clocks may differ.
    pub skew: Duration,
    /// How old a message may be.
    pub max_age: Duration,
}

/// A genuine logout request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogoutRequest {
    /// Its ID, for `InResponseTo`.
    pub id: String,
    /// The genuine sender.
    pub issuer: String,
    /// Whose sessions end.
    pub name_id: NameId,
    /// The sessions to end; empty for all.
    pub session_indexes: Vec<String>,
    /// The state to hand back.
    pub relay_state: Option<String>,
}

/// A genuine logout response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogoutResponse {
    /// The genuine sender.
    pub issuer: String,
    /// The request that it answers.
    pub in_response_to: String,
    /// Whether everything was ended; [`StatusCode::PartialLogout`] is not a success of the whole.
    pub success: bool,
    /// Further content of the message.
    pub second_status: Option<StatusCode>,
    /// The state that came back.
    pub relay_state: Option<String>,
}

/// Why a logout message is not obeyed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LogoutRejection {
    /// Not signed.
    #[error("a logout message must be signed")]
    Unsigned,
    /// Signed with another key, or changed after signing.
    #[error("the signature: {0}")]
    Signature(VerifyError),
    /// A required part is missing or malformed.
    #[error("a required part of the message is missing or malformed")]
    Malformed,
    /// The issuer is another one than whose keys were used.
    #[error("the issuer is not the peer that was looked up")]
    Issuer,
    /// Meant for another address, or for none.
    #[error("the message was meant for another address")]
    Destination,
    /// Too old, or from the future.
    #[error("the message is too old or from the future; check the clocks")]
    IssueInstant,
    /// `NotOnOrAfter` has passed.
    #[error("the request has expired")]
    Expired,
    /// The other of the two messages.
    #[error("a logout request was expected and a response came, or the reverse")]
    WrongMessage,
    /// The response does not belong to a request of this provider.
    #[error("the response does not answer the request")]
    InResponseTo,
}

impl LogoutRejection {
    /// A stable name of the check that failed, for the audit trail.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Unsigned => "logout_unsigned",
            Self::Signature(_) => "logout_signature",
            Self::Malformed => "logout_malformed",
            Self::Issuer => "logout_issuer",
            Self::Destination => "logout_destination",
            Self::IssueInstant => "logout_issue_instant",
            Self::Expired => "logout_expired",
            Self::WrongMessage => "logout_wrong_message",
            Self::InResponseTo => "logout_in_response_to",
        }
    }
}

impl ReceivedLogout {
    /// Reads the raw query of the Redirect binding.
    pub fn from_redirect(raw_query: &str) -> Result<Self, ReadError> {
        let message = RedirectMessage::read(raw_query)?;
        let admitted = gate::admit(&message.xml, kind(message.carries))?;
        if admitted.is_signed() {
            return Err(ReadError::SignatureInRedirect);
        }
        let relay_state = message.relay_state.clone();
        Ok(Self { admitted, redirect: Some(message), relay_state })
    }

    /// Reads the envelope of a request that comes from server to server (saml-bindings 3.2).
    pub fn from_soap(envelope: &[u8]) -> Result<Self, ReadError> {
        let message = soap::unwrap(envelope)?;
        let admitted = gate::admit(message.as_bytes(), MessageKind::LogoutRequest)?;
        Ok(Self { admitted, redirect: None, relay_state: None })
    }

    /// Reads the form value of the POST binding.
    pub fn from_post(carries: Carries, value: &str, relay_state: Option<&str>) -> Result<Self, ReadError> {
        let admitted = gate::admit_post(value, kind(carries))?;
        let relay_state = posted_relay_state(relay_state)?;
        Ok(Self { admitted, redirect: None, relay_state })
    }

    /// The state that goes back with the answer, or came back with it.
    pub fn relay_state(&self) -> Option<&str> {
        self.relay_state.as_deref()
    }

    /// Who says that they sent it; for looking up the peer.
    pub fn claimed_issuer(&self) -> &str {
        self.admitted.claimed_issuer().unwrap_or_default()
    }

    /// The claimed request that is answered; for looking it up.
    pub fn claimed_in_response_to(&self) -> Option<&str> {
        self.admitted.claimed_in_response_to()
    }

    /// Whether it is a request.
    pub fn is_request(&self) -> bool {
        self.admitted.kind == MessageKind::LogoutRequest
    }

    /// The binding that it came by; the answer goes by the same.
    pub const fn binding(&self) -> Binding {
        if self.redirect.is_some() { Binding::Redirect } else { Binding::Post }
    }

    /// Checks a request.
    pub fn check_request(
        &self,
        peer: LogoutPeer<'_>,
        here: LogoutEndpoint<'_>,
    ) -> Result<LogoutRequest, LogoutRejection> {
        if !self.is_request() {
            return Err(LogoutRejection::WrongMessage);
        }
        let root = self.genuine(peer, here)?;
        if let Some(until) = root.attribute("NotOnOrAfter") {
            let until = parse_date_time(until).ok_or(LogoutRejection::Malformed)?;
            if here.now >= until.plus(here.skew) {
                return Err(LogoutRejection::Expired);
            }
        }
        let indexes = root.all(PROTOCOL, "SessionIndex").map(|index| index.trimmed().to_owned());
        Ok(LogoutRequest {
            id: root.attribute("ID").unwrap_or_default().to_owned(),
            issuer: peer.entity_id.to_owned(),
            name_id: NameId::read(&root).ok_or(LogoutRejection::Malformed)?,
            session_indexes: indexes.filter(|index| !index.is_empty()).collect(),
            relay_state: self.relay_state.clone(),
        })
    }

    /// Checks a response to the request with that ID.
    pub fn check_response(
        &self,
        peer: LogoutPeer<'_>,
        here: LogoutEndpoint<'_>,
        request_id: &str,
    ) -> Result<LogoutResponse, LogoutRejection> {
        if self.is_request() {
            return Err(LogoutRejection::WrongMessage);
        }
        let root = self.genuine(peer, here)?;
        if root.attribute("InResponseTo") != Some(request_id) {
            return Err(LogoutRejection::InResponseTo);
        }
        let code = root.first(PROTOCOL, "Status").and_then(|status| status.first(PROTOCOL, "StatusCode"));
        let code = code.ok_or(LogoutRejection::Malformed)?;
        let second = code.first(PROTOCOL, "StatusCode").and_then(|second| second.attribute("Value"));
        let second_status = second.and_then(StatusCode::from_uri);
        let success = code.attribute("Value") == Some(StatusCode::Success.uri());
        Ok(LogoutResponse {
            issuer: peer.entity_id.to_owned(),
            in_response_to: request_id.to_owned(),
            success: success && second_status != Some(StatusCode::PartialLogout),
            second_status,
            relay_state: self.relay_state.clone(),
        })
    }

    /// The part that a signature of the peer covers, with what both messages have in common checked.
    fn genuine(&self, peer: LogoutPeer<'_>, here: LogoutEndpoint<'_>) -> Result<Element, LogoutRejection> {
        let root = match &self.redirect {
            Some(message) if !message.is_signed() => return Err(LogoutRejection::Unsigned),
            Some(message) if message.verify(peer.certificates) => self.admitted.root.clone(),
            Some(_) => return Err(LogoutRejection::Signature(VerifyError::Invalid)),
            None if !self.admitted.is_signed() => return Err(LogoutRejection::Unsigned),
            None => {
                let signed = verify_reduced(&self.admitted, peer.certificates);
                signed.map_err(LogoutRejection::Signature)?.root().clone()
            }
        };
        if root.attribute("Version") != Some("2.0") || !root.attribute("ID").is_some_and(is_message_id) {
            return Err(LogoutRejection::Malformed);
        }
        let issuer = root.only(ASSERTION, "Issuer").ok_or(LogoutRejection::Malformed)?;
        if issuer.trimmed() != peer.entity_id {
            return Err(LogoutRejection::Issuer);
        }
        if root.attribute("Destination") != Some(here.location) {
            return Err(LogoutRejection::Destination);
        }
        let sent_at =
            root.attribute("IssueInstant").and_then(parse_date_time).ok_or(LogoutRejection::Malformed)?;
        if sent_at < here.now.minus(here.max_age).minus(here.skew) || sent_at > here.now.plus(here.skew) {
            return Err(LogoutRejection::IssueInstant);
        }
        Ok(root)
    }
}

const fn kind(carries: Carries) -> MessageKind {
    match carries {
        Carries::Request => MessageKind::LogoutRequest,
        Carries::Response => MessageKind::LogoutResponse,
    }
}
