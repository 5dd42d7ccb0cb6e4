//! Core's answer to a sign-on, as the form that takes it to the service provider.

use crate::language::{clause_in_english, explanations};
use crate::saml::bindings::endpoint::{Endpoint, EndpointError};
use crate::saml::bindings::post_form::PostForm;
use crate::saml::bindings::redirect::Carries;
use crate::saml::idp::logout_messages::name_in_format;
use crate::saml::idp::origins::origins;
use crate::saml::idp::provider::{ASSERTION_LIFETIME, SamlIdentityProvider};
use crate::saml::idp::{contexts, reply};
use crate::saml::keys::certificate::Certificate;
use crate::saml::messages::authn_request::check::AuthnRequestRejection;
use crate::saml::messages::response::{
    Attribute, BuildError, ErrorAddress, ResponseContent, Sign, build_error_response, build_signed_for,
};
use crate::saml::messages::status::{StatusCode, StatusFailure};
use crate::saml::web::key_ring::{KeyRingError, blocking};
use identity_core::domain::{RelyingParty, SignedParts};
use identity_core::sign_on::{Refusal, RefusalReason, Told, ToldAttribute};

/// Why an answer could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AnswerError {
    /// The registered address is not usable.
    #[error("the address of the service provider: {0}")]
    Endpoint(#[from] EndpointError),
    /// The keys are not available.
    #[error(transparent)]
    Keys(#[from] KeyRingError),
    /// Writing or signing failed.
    #[error(transparent)]
    Build(#[from] BuildError),
    /// The address that the request named is no longer one of the application's.
    #[error("the address that the request named is no longer registered; start again at the application")]
    ConsumerGone,
    /// The assertion is to be encrypted, and there is no key that it could be encrypted with. It is not sent readable instead.
    #[error(
        "the service provider has no RSA key to encrypt its assertions with; register metadata that has one"
    )]
    NoEncryptionKey,
}

impl SamlIdentityProvider {
    /// The form that takes an assertion to the service provider, signed and encrypted as it is registered. Unless something
    /// else is, both the assertion and the response are signed, which every peer that was tried accepts.
    #[doc(hidden)]
    pub async fn assertion_form(&self, told: Told) -> Result<PostForm, AnswerError> {
        let keys = self.0.keys.current(&self.0.identity).await?;
        let this = self.clone();
        blocking(move || {
            let identity = &this.0.identity;
            let destination = reply::consumer(&told.request)?;
            // Its metadata may have been replaced since it asked.
            if !told.application.consumers.iter().any(|consumer| consumer.url == destination.as_str()) {
                return Err(AnswerError::ConsumerGone);
            }
            let audience = told.application.saml_entity_id();
            let name_id = name_in_format(&told.subject, told.subject_format, &this.0.entity_id, audience);
            let written = ResponseContent {
                issuer: &this.0.entity_id,
                audience,
                destination: destination.as_str(),
                in_response_to: Some(&told.request.request_id),
                name_id: &name_id,
                authn_instant: told.authenticated_at,
                context_class: contexts::told_class(&told),
                session_index: &told.session_name,
                session_not_on_or_after: Some(told.session_expires_at),
                attributes: &attributes(&told, &this.0.scope),
                now: identity.clock().now(),
                lifetime: ASSERTION_LIFETIME,
            };
            let (sign, recipient) = (signed(&told.application), recipient(&told.application)?);
            let recipient = recipient.as_ref();
            let built = build_signed_for(&written, sign, recipient, &keys.signing, identity.entropy())?;
            let relay_state = reply::relay_state(&told.request);
            let form =
                PostForm::new(&destination, Carries::Response, &built.xml, relay_state, identity.entropy());
            Ok(form.leading_to(&origins(&told.application)))
        })
        .await?
    }

    /// The form with the failure response for the service provider.
    #[doc(hidden)]
    pub async fn refusal_form(&self, refusal: &Refusal) -> Result<PostForm, AnswerError> {
        let failure = match &refusal.reason {
            RefusalReason::NotPassive | RefusalReason::InteractionNeeded | RefusalReason::ConsentNeeded => {
                StatusFailure::new(StatusCode::NoPassive, "Nobody is signed in.")
            }
            RefusalReason::NoFurtherProof => {
                let words = clause_in_english(&explanations::refusal(refusal));
                StatusFailure::new(StatusCode::AuthnFailed, &words)
            }
            _ => {
                let words = clause_in_english(&explanations::refusal(refusal));
                StatusFailure::new(StatusCode::RequestDenied, &words)
            }
        };
        let request = &refusal.request;
        let relay_state = reply::relay_state(request).map(ToOwned::to_owned);
        let form = self.failure_form(reply::consumer(request)?, &request.request_id, relay_state, failure);
        Ok(form.await?.leading_to(&origins(&refusal.application)))
    }

    /// The form for a request that was understood, is genuine, and cannot be fulfilled; `None` for a rejection
    /// that is not sent to other service providers.
    pub(crate) async fn rejection_form(
        &self,
        rejection: AuthnRequestRejection,
        relay_state: Option<String>,
        party: &RelyingParty,
    ) -> Result<Option<PostForm>, AnswerError> {
        let AuthnRequestRejection::Answerable { destination, in_response_to, failure } = rejection else {
            return Ok(None);
        };
        let form = self.failure_form(destination, &in_response_to, relay_state, failure).await?;
        Ok(Some(form.leading_to(&origins(party))))
    }

    async fn failure_form(
        &self,
        destination: Endpoint,
        in_response_to: &str,
        relay_state: Option<String>,
        failure: StatusFailure,
    ) -> Result<PostForm, AnswerError> {
        let keys = self.0.keys.current(&self.0.identity).await?;
        let (this, in_response_to) = (self.clone(), in_response_to.to_owned());
        blocking(move || {
            let identity = &this.0.identity;
            let address = ErrorAddress {
                issuer: &this.0.entity_id,
                destination: destination.as_str(),
                in_response_to: Some(&in_response_to),
                now: identity.clock().now(),
            };
            let signed = build_error_response(address, &failure, &keys.signing, identity.entropy())?;
            let relay_state = relay_state.as_deref();
            Ok(PostForm::new(
                &destination,
                Carries::Response,
                signed.as_str(),
                relay_state,
                identity.entropy(),
            ))
        })
        .await?
    }
}

/// What is told of a person, by the map of the application.
fn attributes(told: &Told, scope: &str) -> Vec<Attribute> {
    let written = |told: ToldAttribute| {
        let ToldAttribute { name, name_format, friendly_name, values } = told;
        Attribute { name, name_format, friendly_name, values }
    };
    told.attributes(scope).into_iter().map(written).collect()
}

fn signed(party: &RelyingParty) -> Sign {
    match party.saml.signed() {
        SignedParts::Both => Sign::Both,
        SignedParts::Assertion => Sign::Assertion,
        SignedParts::Response => Sign::Response,
    }
}

/// Whose key assertions are encrypted with, if they are.
fn recipient(party: &RelyingParty) -> Result<Option<Certificate>, AnswerError> {
    if !party.saml.encrypt_assertions {
        return Ok(None);
    }
    let keys = party.saml.encryption_certificates.iter();
    let mut usable = keys.filter_map(|der| Certificate::from_der(der).ok()).filter(Certificate::can_encrypt);
    usable.next().map(Some).ok_or(AnswerError::NoEncryptionKey)
}

/// What a person calls the service.
pub(crate) fn service_name(party: &RelyingParty) -> String {
    party.name.to_string()
}
