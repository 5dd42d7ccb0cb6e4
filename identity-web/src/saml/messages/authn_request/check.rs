//! What an identity provider checks before it asks anybody anything.

use crate::saml::bindings::binding::Binding;
use crate::saml::bindings::endpoint::Endpoint;
use crate::saml::keys::certificate::Certificate;
use crate::saml::messages::authn_request::context::RequestedAuthnContext;
use crate::saml::messages::authn_request::parsed::{Parsed, RequestedConsumer};
use crate::saml::messages::authn_request::received::ReceivedAuthnRequest;
use crate::saml::messages::name_id::NameIdFormat;
use crate::saml::messages::status::{StatusCode, StatusFailure};
use crate::saml::signatures::xmlsec::{VerifyError, verify_reduced};
use identity_core::Timestamp;
use std::time::Duration;

/// A place where a service provider takes responses (saml-metadata 2.4.4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssertionConsumerService {
    /// The address, which must be met to the letter.
    pub location: Endpoint,
    /// Its number in the metadata.
    pub index: u16,
    /// Whether it is the one to use when the request names none.
    pub is_default: bool,
}

/// What the identity provider has on file about the sender.
#[derive(Debug, Clone)]
pub struct RegisteredServiceProvider {
    /// Its entity ID.
    pub entity_id: String,
    /// Where responses may go (POST binding); the first is the default unless one says that it is.
    pub consumer_services: Vec<AssertionConsumerService>,
    /// The keys that it signs with.
    pub certificates: Vec<Certificate>,
    /// Whether an unsigned request is refused.
    pub require_signed_requests: bool,
    /// The name formats that it may ask for; the first is used when it asks for none.
    pub name_id_formats: Vec<NameIdFormat>,
}

impl RegisteredServiceProvider {
    /// The consumer service used when a request names none (saml-metadata 2.2.3).
    pub fn default_consumer(&self) -> Option<&AssertionConsumerService> {
        self.consumer_services
            .iter()
            .find(|service| service.is_default)
            .or_else(|| self.consumer_services.first())
    }

    fn consumer(&self, requested: &RequestedConsumer) -> Option<&AssertionConsumerService> {
        match requested {
            RequestedConsumer::Default => self.default_consumer(),
            RequestedConsumer::Url(url) => {
                self.consumer_services.iter().find(|at| at.location.as_str() == url)
            }
            RequestedConsumer::Index(index) => self.consumer_services.iter().find(|at| at.index == *index),
        }
    }
}

/// This identity provider's side of the comparison.
#[derive(Debug, Clone, Copy)]
pub struct IdentityProviderEndpoint<'a> {
    /// The address that the request was sent to, as the metadata names it.
    pub location: &'a str,
    /// The present instant.
    pub now: Timestamp,
    /// How far clocks may differ.
    pub skew: Duration,
    /// How old a request may be.
    pub max_age: Duration,
    /// The authentication context classes that are known here, weakest first.
    pub ladder: &'a [&'a [&'a str]],
    /// Those of them that can be reached here.
    pub reachable: &'a [&'a str],
}

/// A request that the service provider really sent (or may send unsigned), with everything resolved.
#[derive(Debug, Clone)]
pub struct ValidatedAuthnRequest {
    /// The request's ID, for `InResponseTo`; remember it to refuse a second use.
    pub id: String,
    /// Who asked.
    pub issuer: String,
    /// Where the answer goes.
    pub destination: Endpoint,
    /// The name format of the answer.
    pub name_id_format: NameIdFormat,
    /// The wanted strength of the authentication.
    pub requested_context: Option<RequestedAuthnContext>,
    /// The person must prove again who they are.
    pub force_authn: bool,
    /// The person must not be asked anything.
    pub is_passive: bool,
    /// The state to hand back.
    pub relay_state: Option<String>,
    /// Whether a signature proved the sender.
    pub is_signed: bool,
}

/// Why a request is not fulfilled.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AuthnRequestRejection {
    /// A required part is missing or cannot be understood.
    #[error("a required part of the request is missing or malformed")]
    Malformed,
    /// The request is signed with another key, or was changed after signing.
    #[error("the request's signature: {0}")]
    Signature(VerifyError),
    /// The service provider must sign, and did not.
    #[error("the service provider must sign its requests")]
    SignatureRequired,
    /// The issuer inside the signature is another one.
    #[error("the issuer is not the service provider that was looked up")]
    Issuer,
    /// The request was meant for another address.
    #[error("the request was meant for another address")]
    Destination,
    /// Too old, or from the future.
    #[error("the request is too old or from the future; check the clocks")]
    IssueInstant,
    /// The answer is wanted at an address that is not registered.
    #[error("the assertion consumer service is not registered for this service provider")]
    UnregisteredConsumer,
    /// The request is genuine and has a valid return address, so the service provider gets the reason.
    #[error("the request cannot be fulfilled: {}", failure.second.uri())]
    Answerable {
        /// Where the answer goes.
        destination: Endpoint,
        /// The request's ID.
        in_response_to: String,
        /// What to say.
        failure: StatusFailure,
    },
}

impl AuthnRequestRejection {
    /// A stable name of the check that failed, for the audit trail.
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::Signature(_) => "signature",
            Self::SignatureRequired => "signature_required",
            Self::Issuer => "issuer",
            Self::Destination => "destination",
            Self::IssueInstant => "issue_instant",
            Self::UnregisteredConsumer => "unregistered_consumer",
            Self::Answerable { .. } => "not_fulfillable",
        }
    }
}

impl ReceivedAuthnRequest {
    /// Checks everything. Until the way back is known, a rejection is for the person at this server; nothing is
    /// ever sent to an address that is not registered.
    pub fn check(
        &self,
        provider: &RegisteredServiceProvider,
        here: IdentityProviderEndpoint<'_>,
    ) -> Result<ValidatedAuthnRequest, AuthnRequestRejection> {
        let (request, is_signed) = self.verified(provider)?;
        if request.issuer != provider.entity_id {
            return Err(AuthnRequestRejection::Issuer);
        }
        // saml-bindings 3.4.5.2 and 3.5.5.2: a signed message says where it is going.
        match &request.destination {
            Some(destination) if destination != here.location => {
                return Err(AuthnRequestRejection::Destination);
            }
            None if is_signed => return Err(AuthnRequestRejection::Destination),
            _ => {}
        }
        let earliest = here.now.minus(here.max_age).minus(here.skew);
        if request.issue_instant < earliest || request.issue_instant > here.now.plus(here.skew) {
            return Err(AuthnRequestRejection::IssueInstant);
        }
        let consumer =
            provider.consumer(&request.consumer).ok_or(AuthnRequestRejection::UnregisteredConsumer)?;
        let answer = |failure| AuthnRequestRejection::Answerable {
            destination: consumer.location.clone(),
            in_response_to: request.id.clone(),
            failure,
        };
        let name_id_format = fulfillable(&request, provider, here).map_err(answer)?;
        Ok(ValidatedAuthnRequest {
            destination: consumer.location.clone(),
            name_id_format,
            id: request.id,
            issuer: request.issuer,
            requested_context: request.requested_context,
            force_authn: request.force_authn,
            is_passive: request.is_passive,
            relay_state: self.relay_state.clone(),
            is_signed,
        })
    }

    /// A signature that is there must be genuine, required or not.
    fn verified(
        &self,
        provider: &RegisteredServiceProvider,
    ) -> Result<(Parsed, bool), AuthnRequestRejection> {
        let is_signed = match &self.redirect {
            Some(message) => message.is_signed(),
            None => self.admitted.is_signed(),
        };
        if !is_signed {
            if provider.require_signed_requests {
                return Err(AuthnRequestRejection::SignatureRequired);
            }
            let parsed = Parsed::read(&self.admitted.root).ok_or(AuthnRequestRejection::Malformed)?;
            return Ok((parsed, false));
        }
        let parsed = match &self.redirect {
            Some(message) if message.verify(&provider.certificates) => Parsed::read(&self.admitted.root),
            Some(_) => return Err(AuthnRequestRejection::Signature(VerifyError::Invalid)),
            None => {
                let signed = verify_reduced(&self.admitted, &provider.certificates);
                Parsed::read(signed.map_err(AuthnRequestRejection::Signature)?.root())
            }
        };
        Ok((parsed.ok_or(AuthnRequestRejection::Malformed)?, true))
    }
}

/// Whether this identity provider can do what is asked; the name format of the answer.
fn fulfillable(
    request: &Parsed,
    provider: &RegisteredServiceProvider,
    here: IdentityProviderEndpoint<'_>,
) -> Result<NameIdFormat, StatusFailure> {
    if request.protocol_binding.as_deref().is_some_and(|uri| Binding::from_uri(uri) != Some(Binding::Post)) {
        return Err(StatusFailure::new(
            StatusCode::RequestUnsupported,
            "Responses are sent by HTTP-POST only.",
        ));
    }
    if request.names_subject {
        return Err(StatusFailure::new(
            StatusCode::RequestUnsupported,
            "A request for a named subject is not supported.",
        ));
    }
    if let Some(context) = &request.requested_context
        && !here.reachable.iter().any(|class| context.is_met_by(class, here.ladder))
    {
        return Err(StatusFailure::new(
            StatusCode::NoAuthnContext,
            "The requested authentication context is not available.",
        ));
    }
    if request.sp_name_qualifier.as_ref().is_some_and(|qualifier| *qualifier != provider.entity_id) {
        let message = "SPNameQualifier must be the service provider's own entity ID.";
        return Err(StatusFailure::new(StatusCode::InvalidNameIdPolicy, message));
    }
    let default = provider.name_id_formats.first().copied().unwrap_or(NameIdFormat::Persistent);
    let wanted = match request.name_id_format.as_deref() {
        None => return Ok(default),
        Some(uri) => NameIdFormat::from_uri(uri),
    };
    match wanted {
        Some(NameIdFormat::Unspecified) => Ok(default),
        Some(format) if provider.name_id_formats.contains(&format) => Ok(format),
        _ => {
            let accepted: Vec<&str> = provider.name_id_formats.iter().map(|format| format.uri()).collect();
            let message = format!(
                "The name format is not available to this service. Ask for none, or for one of: {}",
                accepted.join(" ")
            );
            Err(StatusFailure::new(StatusCode::InvalidNameIdPolicy, &message))
        }
    }
}
