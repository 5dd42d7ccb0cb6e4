//! A service provider for an application of one's own: sends people to an identity provider, takes them back,
//! keeps a session of its own, and ends it from either side.

mod cookies;
mod handlers;
mod logout;

pub use handlers::router;

use super::authn_request::{AuthnRequestContent, build_redirect};
use super::endpoint::Endpoint;
use super::key_ring::{KeyRing, KeyRingError, blocking};
use super::metadata::{
    BoundEndpoint, IdentityProviderMetadata, ServiceProviderContent, write_service_provider,
};
use super::name_id::NameIdFormat;
use super::redirect::RedirectWriteError;
use super::text::new_id;
use super::validate::{
    PendingRequest, ReceivedResponse, Rejection, ServiceProviderEndpoint, TrustedIdentityProvider,
    ValidatedAssertion,
};
use super::{Binding, sp::cookies::CookieNames};
use crate::base_url::BaseUrl;
use crate::pages::safe_return_to;
use http::HeaderMap;
use identity_core::Identity;
use identity_core::domain::{KeyUse, LoginRequest, ServiceSession};
use identity_core::secrets::SecretToken;
use identity_core::store::{StoreError, Versioned};
use identity_core::use_cases::{Asserted, TakeError};
use identity_core::values::EntityId;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

const SKEW: Duration = Duration::from_mins(2);
/// How old a logout message may be.
const MAX_AGE: Duration = Duration::from_mins(10);

/// The SAML service provider of one application: cheap to clone.
#[derive(Debug, Clone)]
pub struct SamlServiceProvider(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    identity: Identity,
    base: BaseUrl,
    entity_id: String,
    consumer: Endpoint,
    logout: Endpoint,
    cookies: CookieNames,
    keys: KeyRing,
    provider: Trusted,
}

/// The identity provider that is trusted, from its metadata.
#[derive(Debug)]
struct Trusted {
    metadata: IdentityProviderMetadata,
    entity_id: EntityId,
    sign_on: Endpoint,
}

/// Why the service provider cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum SetUpError {
    /// The keys are not available.
    #[error(transparent)]
    Keys(#[from] KeyRingError),
    /// The base URL makes no usable address.
    #[error("the base URL: {0}")]
    Address(#[from] super::endpoint::EndpointError),
    /// The identity provider takes no requests by Redirect.
    #[error("the identity provider's metadata has no SingleSignOnService with the HTTP-Redirect binding")]
    NoRedirect,
    /// The entity ID of the identity provider is not a URI.
    #[error("the entityID of the identity provider is not a URI")]
    EntityId,
}

/// Why a person could not be sent to sign in.
#[derive(Debug, thiserror::Error)]
pub enum LoginError {
    /// The request could not be written.
    #[error(transparent)]
    Write(#[from] RedirectWriteError),
    /// The keys are not available.
    #[error(transparent)]
    Keys(#[from] KeyRingError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a response did not sign anybody in.
#[derive(Debug, thiserror::Error)]
pub enum ConsumeError {
    /// A check failed.
    #[error(transparent)]
    Rejected(#[from] Rejection),
    /// The response or the request was used before.
    #[error("the response was used before")]
    Replayed,
    /// The keys are not available.
    #[error(transparent)]
    Keys(#[from] KeyRingError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A person who was just signed in.
#[derive(Debug, Clone)]
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
        Ok(Self(Arc::new(Shared {
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
    pub async fn metadata(&self) -> Result<String, super::idp::MetadataFailure> {
        let keys = self.0.keys.current(&self.0.identity).await?;
        let this = self.clone();
        let document = blocking(move || {
            let content = ServiceProviderContent {
                entity_id: &this.0.entity_id,
                consumer: this.0.consumer.as_str(),
                logout: this.0.logout.as_str(),
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
        match self.0.cookies.session(headers) {
            Some(token) => self.0.identity.service_session(&token).await,
            None => Ok(None),
        }
    }

    /// The path that sends a person to sign in and back to `return_to`.
    pub fn login_path(&self, return_to: &str) -> String {
        let encoded: String = form_urlencoded::byte_serialize(return_to.as_bytes()).collect();
        self.0.base.path(&format!("/saml/sp/login?return_to={encoded}"))
    }

    /// The URL at the identity provider that signs this browser in, with the request remembered.
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
    /// found by the browser's own cookie, so that nobody can be signed in with somebody else's response.
    pub async fn consume(
        &self,
        saml_response: &str,
        browser: Option<&SecretToken>,
        previous: Option<&SecretToken>,
    ) -> Result<SignedInAtService, ConsumeError> {
        let received = ReceivedResponse::from_post(saml_response)?;
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
