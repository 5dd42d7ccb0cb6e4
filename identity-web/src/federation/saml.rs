//! Connections by SAML 2.0, with this deployment as the service provider.

use crate::elsewhere::ProviderFault;
use crate::federation::asserted::{Attributes, fill};
use crate::federation::connections::Federation;
use crate::federation::saml_subject::subject;
use crate::saml::bindings::endpoint::Endpoint;
use crate::saml::keys::certificate::Certificate;
use crate::saml::messages::authn_request::write::{AuthnRequestContent, build_redirect};
use crate::saml::messages::name_id::NameIdFormat;
use crate::saml::messages::validate::expected::{
    PendingRequest, ServiceProviderEndpoint, TrustedIdentityProvider,
};
use crate::saml::messages::validate::received::ReceivedResponse;
use crate::saml::messages::validate::validated::ValidatedAssertion;
use crate::saml::metadata::write::{ServiceProviderContent, write_service_provider};
use crate::saml::web::key_ring::{blocking, reading};
use crate::saml::web::metadata_failure::MetadataFailure;
use identity_core::Timestamp;
use identity_core::domain::{AssertedNames, SamlProvider, SubjectSource};
use identity_core::federation::ProviderAnswer;
use identity_core::values::EntityId;
use std::time::Duration;

/// How far clocks may differ.
const SKEW: Duration = Duration::from_mins(2);

/// A request to a SAML identity provider: the one that is sent, and later the one that is answered.
#[derive(Debug, Clone)]
pub(super) struct SamlRequest {
    /// Its `ID`, which is its `RelayState` too.
    pub(super) id: String,
    /// Whether the person has to prove who they are anew.
    pub(super) fresh: bool,
    /// When it was sent.
    pub(super) sent_at: Timestamp,
}

/// A response that was read and is not believed yet.
#[derive(Debug)]
pub(super) struct SamlResponse(ReceivedResponse);

impl SamlResponse {
    /// Reads the form value `SAMLResponse`, on a thread of its own: it costs as much as the sender made it cost.
    pub(super) async fn read(message: String) -> Result<Self, ProviderFault> {
        Ok(Self(reading(move || ReceivedResponse::from_post(&message)).await??))
    }

    /// The request that it claims to answer.
    pub(super) fn claimed_request(&self) -> Option<&str> {
        self.0.claimed_in_response_to()
    }
}

impl Federation {
    /// The address that the browser is sent to, with the signed request.
    pub(super) async fn saml_url(
        &self,
        provider: &SamlProvider,
        request: SamlRequest,
        contexts: Vec<String>,
    ) -> Result<String, ProviderFault> {
        let keys = self.0.saml_keys.current(&self.0.identity).await?;
        let sign_on = Endpoint::parse(&provider.sign_on_url).map_err(|_| ProviderFault::Check("address"))?;
        let wants_name = matches!(provider.subject, SubjectSource::NameId);
        let this = self.clone();
        let url = blocking(move || {
            let contexts: Vec<&str> = contexts.iter().map(String::as_str).collect();
            let content = AuthnRequestContent {
                id: &request.id,
                issuer: &this.0.entity_id,
                destination: &sign_on,
                consumer: &this.0.consumer,
                // A name of another kind than it would choose itself is asked for only where the name is used.
                name_id_format: wants_name.then_some(NameIdFormat::Persistent),
                minimum_context: &contexts,
                force_authn: request.fresh,
                is_passive: false,
                now: request.sent_at,
            };
            build_redirect(&content, Some(&request.id), &keys.signing)
        });
        url.await?.map_err(|_| ProviderFault::Check("request"))
    }

    /// What the provider says of the person, after every check against this one provider and this one request.
    pub(super) async fn saml_answer(
        &self,
        provider: &SamlProvider,
        names: &AssertedNames,
        request: SamlRequest,
        response: SamlResponse,
    ) -> Result<ProviderAnswer, ProviderFault> {
        let certificates: Vec<_> =
            provider.certificates.iter().filter_map(|der| Certificate::from_der(der).ok()).collect();
        let (this, entity_id) = (self.clone(), provider.entity_id.clone());
        let now = self.0.identity.clock().now();
        let assertion = blocking(move || {
            let trusted = TrustedIdentityProvider {
                entity_id: entity_id.as_str(),
                certificates: &certificates,
                allow_unsolicited: false,
            };
            let pending =
                PendingRequest { id: &request.id, issued_at: request.sent_at, force_authn: request.fresh };
            let here = ServiceProviderEndpoint {
                entity_id: &this.0.entity_id,
                consumer: this.0.consumer.as_str(),
                pending: Some(pending),
                required_context: None,
                now,
                skew: SKEW,
            };
            response.0.consume(trusted, here)
        });
        translate(assertion.await??, provider, names, &self.0.entity_id, now)
    }

    /// The signed metadata of this service provider.
    pub(super) async fn saml_metadata(&self) -> Result<String, MetadataFailure> {
        let keys = self.0.saml_keys.current(&self.0.identity).await?;
        let this = self.clone();
        let document = blocking(move || {
            let content = ServiceProviderContent {
                entity_id: &this.0.entity_id,
                consumer: this.0.consumer.as_str(),
                logout: None,
                certificates: &keys.published,
                name_id_formats: &[NameIdFormat::Persistent],
            };
            write_service_provider(&content, &keys.signing)
        });
        Ok(document.await??.into_string())
    }
}

fn translate(
    assertion: ValidatedAssertion,
    provider: &SamlProvider,
    names: &AssertedNames,
    service_provider: &str,
    now: Timestamp,
) -> Result<ProviderAnswer, ProviderFault> {
    let issuer = EntityId::parse(&assertion.issuer).map_err(|_| ProviderFault::Check("assertion_issuer"))?;
    let subject = subject(&assertion, &provider.subject, service_provider)?;
    let mut answer = ProviderAnswer::new(subject, assertion.authn_instant.min(now));
    answer.once = Some((issuer, assertion.assertion_id, assertion.remember_until));
    answer.context = assertion.context_class;
    answer.session_name = assertion.session_index;
    answer.session_not_after = assertion.session_not_on_or_after;
    let mut said = Attributes::new();
    for attribute in assertion.attributes {
        said.entry(attribute.name).or_default().extend(attribute.values);
    }
    // SAML has no word for it: a provider that is trusted with addresses says those that it proved, unless it says otherwise.
    answer.email_verified =
        said.get("email_verified").is_none_or(|values| values.iter().all(|value| value == "true"));
    fill(&mut answer, said, names);
    Ok(answer)
}
