//! Core's answer to a sign-on, as the form that takes it to the service provider.

use crate::language::{clause_in_english, explanations};
use crate::saml::bindings::endpoint::{Endpoint, EndpointError};
use crate::saml::bindings::post_form::PostForm;
use crate::saml::bindings::redirect::Carries;
use crate::saml::idp::provider::{ASSERTION_LIFETIME, PASSWORD_OVER_TLS, SamlIdentityProvider, UNSPECIFIED};
use crate::saml::messages::authn_request::check::AuthnRequestRejection;
use crate::saml::messages::name_id::NameId;
use crate::saml::messages::response::{
    Attribute, BuildError, ErrorAddress, ResponseContent, Sign, build_error_response, build_signed,
};
use crate::saml::messages::status::{StatusCode, StatusFailure};
use crate::saml::web::key_ring::{KeyRingError, blocking};
use identity_core::domain::{AuthenticationMethod, RelyingParty};
use identity_core::sign_on::{AssertionContent, Refusal, RefusalReason};

/// Why an answer could not be written.
#[derive(Debug, thiserror::Error)]
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
}

impl SamlIdentityProvider {
    /// The form that takes an assertion to the service provider. Both the assertion and the response are signed,
    /// which every peer that was tried accepts.
    pub async fn assertion_form(&self, content: AssertionContent) -> Result<PostForm, AnswerError> {
        let keys = self.0.keys.current(&self.0.identity).await?;
        let this = self.clone();
        blocking(move || {
            let identity = &this.0.identity;
            let destination = Endpoint::parse(&content.request.consumer_url)?;
            let audience = content.relying_party.entity_id.as_str();
            let name_id = NameId::persistent(&content.name_id, &this.0.entity_id, audience);
            let attributes: Vec<Attribute> =
                content.attributes.into_iter().map(|(name, values)| Attribute { name, values }).collect();
            let context_class = if content.methods.contains(&AuthenticationMethod::Password) {
                PASSWORD_OVER_TLS
            } else {
                UNSPECIFIED
            };
            let written = ResponseContent {
                issuer: &this.0.entity_id,
                audience,
                destination: destination.as_str(),
                in_response_to: Some(&content.request.request_id),
                name_id: &name_id,
                authn_instant: content.authenticated_at,
                context_class,
                session_index: &content.session_index,
                session_not_on_or_after: Some(content.session_expires_at),
                attributes: &attributes,
                now: identity.clock().now(),
                lifetime: ASSERTION_LIFETIME,
            };
            let built = build_signed(&written, Sign::Both, &keys.signing, identity.entropy())?;
            let relay_state = content.request.relay_state.as_deref();
            Ok(PostForm::new(&destination, Carries::Response, &built.xml, relay_state, identity.entropy()))
        })
        .await?
    }

    /// The form with the failure response for the service provider.
    pub async fn refusal_form(&self, refusal: &Refusal) -> Result<PostForm, AnswerError> {
        let failure = match &refusal.reason {
            RefusalReason::NotPassive => StatusFailure::new(StatusCode::NoPassive, "Nobody is signed in."),
            RefusalReason::NoAccess(denied) => {
                let words = clause_in_english(&explanations::deny(denied));
                StatusFailure::new(StatusCode::RequestDenied, &words)
            }
        };
        let destination = Endpoint::parse(&refusal.request.consumer_url)?;
        let request = &refusal.request;
        self.failure_form(destination, &request.request_id, request.relay_state.clone(), failure).await
    }

    /// The form for a request that was understood, is genuine, and cannot be fulfilled; `None` for a rejection
    /// that is not sent to other service providers.
    pub(crate) async fn rejection_form(
        &self,
        rejection: AuthnRequestRejection,
        relay_state: Option<String>,
    ) -> Result<Option<PostForm>, AnswerError> {
        let AuthnRequestRejection::Answerable { destination, in_response_to, failure } = rejection else {
            return Ok(None);
        };
        self.failure_form(destination, &in_response_to, relay_state, failure).await.map(Some)
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

/// What a person calls the service.
pub(crate) fn service_name(party: &RelyingParty) -> String {
    party.name.to_string()
}
