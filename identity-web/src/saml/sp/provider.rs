//! The SAML service provider of one application.

use crate::base_url::BaseUrl;
use crate::page::return_to::safe_return_to;
use crate::saml::bindings::binding::Binding;
use crate::saml::bindings::endpoint::Endpoint;
use crate::saml::messages::authn_request::write::{AuthnRequestContent, build_redirect};
use crate::saml::messages::name_id::NameIdFormat;
use crate::saml::messages::validate::expected::{
    PendingRequest, ServiceProviderEndpoint, TrustedIdentityProvider,
};
use crate::saml::messages::validate::received::ReceivedResponse;
use crate::saml::messages::validate::rejection::Rejection;
use crate::saml::messages::validate::validated::ValidatedAssertion;
use crate::saml::metadata::entity::{BoundEndpoint, IdentityProviderMetadata};
use crate::saml::metadata::write::{ServiceProviderContent, write_service_provider};
use crate::saml::sp::cookies::CookieNames;
use crate::saml::sp::errors::{ConsumeError, LoginError, SetUpError};
use crate::saml::web::key_ring::{KeyRing, KeyRingError, blocking, reading};
use crate::saml::xml::text::new_id;
use http::HeaderMap;
use identity_core::Identity;
use identity_core::domain::{KeyUse, LoginRequest, ServiceSession};
use identity_core::federation::{Asserted, TakeError};
use identity_core::secrets::SecretToken;
use identity_core::store::{StoreError, Versioned};
use identity_core::values::EntityId;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

pub(super) const SKEW: Duration = Duration::from_mins(2);

/// How old a logout message may be.
pub(super) const MAX_AGE: Duration = Duration::from_mins(10);

/// The SAML service provider of one application: cheap to clone.
#[derive(Debug, Clone)]
pub struct SamlServiceProvider(pub(super) Arc<SpParts>);

#[derive(Debug)]
pub(super) struct SpParts {
    pub(super) identity: Identity,
    pub(super) base: BaseUrl,
    pub(super) entity_id: String,
    pub(super) consumer: Endpoint,
    pub(super) logout: Endpoint,
    pub(super) cookies: CookieNames,
    pub(super) keys: KeyRing,
    pub(super) provider: Trusted,
}

/// The identity provider that is trusted, from its metadata.
#[derive(Debug)]
pub(super) struct Trusted {
    pub(super) metadata: IdentityProviderMetadata,
    pub(super) entity_id: EntityId,
    pub(super) sign_on: Endpoint,
}

/// A person who was just signed in.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SignedInAtService {
    /// The session.
    pub session: ServiceSession,
    /// Its token, for the cookie.
    pub token: SecretToken,
    /// The local path to go to.
    pub return_to: String,
}

impl SamlServiceProvider {
    /// Sets up a service provider below a base URL that trusts one identity provider; makes its key when there is
    /// none yet.
    pub async fn new(
        identity: Identity,
        base: BaseUrl,
        provider: IdentityProviderMetadata,
    ) -> Result<Self, SetUpError> {
        let entity_id = base.absolute("/saml/sp/metadata");
        let keys = KeyRing::open(&identity, KeyUse::SamlServiceProvider, &entity_id).await?;
        let by_redirect = |service: &&BoundEndpoint| service.binding == Binding::Redirect;
        let sign_on = provider.sign_on_services.iter().find(by_redirect).ok_or(SetUpError::NoRedirect)?;
        let sign_on = sign_on.location.clone();
        let trusted = EntityId::parse(&provider.entity_id).map_err(|_| SetUpError::EntityId)?;
        Ok(Self(Arc::new(SpParts {
            consumer: Endpoint::parse(&base.absolute("/saml/sp/acs"))?,
            logout: Endpoint::parse(&base.absolute("/saml/sp/slo"))?,
            cookies: CookieNames::new(&base),
            provider: Trusted { metadata: provider, entity_id: trusted, sign_on },
            identity,
            base,
            entity_id,
            keys,
        })))
    }

    /// The entity ID, which is also where the metadata is.
    pub fn entity_id(&self) -> &str {
        &self.0.entity_id
    }

    /// Where responses are taken.
    pub fn consumer_url(&self) -> &str {
        self.0.consumer.as_str()
    }

    /// Where logout messages are taken.
    pub fn logout_url(&self) -> &str {
        self.0.logout.as_str()
    }

    /// The certificate, DER, with which requests can be verified.
    pub async fn certificate(&self) -> Result<Vec<u8>, KeyRingError> {
        Ok(self.0.keys.current(&self.0.identity).await?.signing.certificate().der().to_vec())
    }

    /// The signed metadata.
    pub async fn metadata(&self) -> Result<String, crate::saml::web::metadata_failure::MetadataFailure> {
        let keys = self.0.keys.current(&self.0.identity).await?;
        let this = self.clone();
        let document = blocking(move || {
            let content = ServiceProviderContent {
                entity_id: &this.0.entity_id,
                consumer: this.0.consumer.as_str(),
                logout: Some(this.0.logout.as_str()),
                certificates: &keys.published,
                name_id_formats: &[NameIdFormat::Persistent],
            };
            write_service_provider(&content, &keys.signing)
        });
        Ok(document.await??.into_string())
    }

    /// The live session of the browser that sent these headers.
    pub async fn signed_in(
        &self,
        headers: &HeaderMap,
    ) -> Result<Option<Versioned<ServiceSession>>, StoreError> {
        for token in self.0.cookies.sessions(headers) {
            let found = self.0.identity.service_session(&token).await?;
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    /// The path that sends a person to sign in and back to `return_to`.
    pub fn login_path(&self, return_to: &str) -> String {
        let encoded: String = form_urlencoded::byte_serialize(return_to.as_bytes()).collect();
        self.0.base.path(&format!("/saml/sp/login?return_to={encoded}"))
    }

    /// The URL at the identity provider that signs this browser in, with the request remembered.
    #[doc(hidden)]
    pub async fn start_login(&self, browser: &SecretToken, return_to: &str) -> Result<String, LoginError> {
        let identity = &self.0.identity;
        let id = new_id(identity.entropy());
        // Opaque and without meaning outside; the way back is kept here.
        let relay_state = SecretToken::generate(identity.entropy()).expose().to_owned();
        let return_to = safe_return_to(return_to).unwrap_or("/").to_owned();
        let provider = self.0.provider.entity_id.clone();
        identity.remember_login(id.clone(), relay_state.clone(), provider, browser, return_to).await?;
        let keys = self.0.keys.current(identity).await?;
        let (this, now) = (self.clone(), identity.clock().now());
        let url = blocking(move || {
            let content = AuthnRequestContent {
                id: &id,
                issuer: &this.0.entity_id,
                destination: &this.0.provider.sign_on,
                consumer: &this.0.consumer,
                name_id_format: Some(NameIdFormat::Persistent),
                minimum_context: &[],
                force_authn: false,
                is_passive: false,
                now,
            };
            build_redirect(&content, Some(&relay_state), &keys.signing)
        });
        Ok(url.await??)
    }

    /// Takes a response: checks it, uses up the request and the assertion, and starts a session. The request is
    /// found by the browser's own cookie, so that a response for another person cannot be used for a sign-in.
    #[doc(hidden)]
    pub async fn consume(
        &self,
        saml_response: String,
        browser: Option<&SecretToken>,
        previous: Option<&SecretToken>,
    ) -> Result<SignedInAtService, ConsumeError> {
        let received = reading(move || ReceivedResponse::from_post(&saml_response)).await??;
        let pending = match (received.claimed_in_response_to(), browser) {
            (Some(id), Some(browser)) => self.0.identity.login_request(id, browser).await?,
            _ => None,
        };
        let ours = |request: &Versioned<LoginRequest>| request.identity_provider == self.0.provider.entity_id;
        // Without a request of this browser nothing can come of it, so no signature is computed for nothing.
        let request = pending.filter(ours).ok_or(Rejection::InResponseTo)?;
        let assertion = self.check(received, request.record.clone()).await?;
        let return_to = request.return_to.clone();
        let outcome = self.0.identity.take_assertion(asserted(self, assertion, request), previous).await;
        let (session, token) = outcome.map_err(|error| match error {
            TakeError::Replayed => ConsumeError::Replayed,
            TakeError::Store(error) => error.into(),
            unknown => StoreError::Failed(unknown.into()).into(),
        })?;
        Ok(SignedInAtService { session, token, return_to })
    }

    async fn check(
        &self,
        received: ReceivedResponse,
        pending: LoginRequest,
    ) -> Result<ValidatedAssertion, ConsumeError> {
        let (this, now) = (self.clone(), self.0.identity.clock().now());
        let outcome = blocking(move || {
            let metadata = &this.0.provider.metadata;
            let provider = TrustedIdentityProvider {
                entity_id: &metadata.entity_id,
                certificates: &metadata.certificates,
                allow_unsolicited: false,
            };
            let pending = Some(PendingRequest {
                id: &pending.request_id,
                issued_at: pending.created_at,
                force_authn: false,
            });
            let here = ServiceProviderEndpoint {
                entity_id: &this.0.entity_id,
                consumer: this.0.consumer.as_str(),
                pending,
                required_context: None,
                now,
                skew: SKEW,
            };
            received.consume(provider, here)
        });
        Ok(outcome.await??)
    }
}

fn asserted(
    provider: &SamlServiceProvider,
    assertion: ValidatedAssertion,
    request: Versioned<LoginRequest>,
) -> Asserted {
    let mut attributes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for attribute in assertion.attributes {
        attributes.entry(attribute.name).or_default().extend(attribute.values);
    }
    Asserted {
        issuer: provider.0.provider.entity_id.clone(),
        assertion_id: assertion.assertion_id,
        replay_until: assertion.remember_until,
        request,
        name_id: assertion.name_id.value,
        session_index: assertion.session_index,
        attributes,
        authn_context: assertion.context_class,
        authenticated_at: assertion.authn_instant,
        session_not_after: assertion.session_not_on_or_after,
    }
}
