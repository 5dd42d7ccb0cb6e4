//! What this deployment needs to sign people in by identity providers elsewhere.

use crate::base_url::BaseUrl;
use crate::delivery::outgoing_http::HttpClientError;
use crate::elsewhere::{OPENID_CALLBACK, SAML_CONSUMER, SAML_METADATA};
use crate::openid_client::http::ProviderHttp;
use crate::openid_client::known_keys::KnownKeys;
use crate::openid_client::known_providers::KnownProviders;
use crate::saml::bindings::endpoint::{Endpoint, EndpointError};
use crate::saml::web::key_ring::{KeyRing, KeyRingError};
use identity_core::Identity;
use identity_core::domain::KeyUse;
use std::sync::Arc;

/// Signs people in by identity providers elsewhere: cheap to clone.
///
/// [`IdentityWebBuilder::federation`](crate::IdentityWebBuilder::federation) adds its endpoints. Which providers there are stands in
/// the store, as connections.
#[derive(Debug, Clone)]
pub struct Federation(pub(super) Arc<Parts>);

#[derive(Debug)]
pub(super) struct Parts {
    pub(super) identity: Identity,
    /// The address of the `OpenID` callback of providers for everybody.
    pub(super) callback: String,
    pub(super) base: BaseUrl,
    pub(super) http: ProviderHttp,
    pub(super) known_providers: KnownProviders,
    pub(super) known_keys: KnownKeys,
    /// The entity id of this service provider.
    pub(super) entity_id: String,
    pub(super) consumer: Endpoint,
    pub(super) saml_keys: KeyRing,
}

/// Why people cannot be signed in by identity providers elsewhere.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FederationError {
    /// The HTTP client cannot be set up.
    #[error("identity providers cannot be connected to: {0}")]
    Http(#[from] HttpClientError),
    /// The keys that requests are signed with cannot be had.
    #[error("the keys that requests are signed with: {0}")]
    Keys(#[from] KeyRingError),
    /// The base URL makes no usable address.
    #[error("the base URL: {0}")]
    Address(#[from] EndpointError),
}

impl Federation {
    /// Sets it up below a base URL, and makes the key that SAML requests are signed with if there is none yet.
    pub async fn new(identity: Identity, base: BaseUrl) -> Result<Self, FederationError> {
        let entity_id = base.absolute(SAML_METADATA);
        Ok(Self(Arc::new(Parts {
            callback: base.absolute(OPENID_CALLBACK),
            base: base.clone(),
            http: ProviderHttp::new(&identity.settings().base_url)?,
            known_providers: KnownProviders::default(),
            known_keys: KnownKeys::default(),
            consumer: Endpoint::parse(&base.absolute(SAML_CONSUMER))?,
            saml_keys: KeyRing::open(&identity, KeyUse::SamlServiceProvider, &entity_id).await?,
            entity_id,
            identity,
        })))
    }

    /// The address that an `OpenID` provider for everybody registers for this deployment (`redirect_uri`). That of an organisation has
    /// an address of its own, which ends with the organisation's id.
    pub fn openid_callback(&self) -> &str {
        &self.0.callback
    }

    /// The entity id of this service provider, which is also where its metadata is.
    pub fn saml_entity_id(&self) -> &str {
        &self.0.entity_id
    }

    /// Where SAML responses are taken.
    pub fn saml_consumer_url(&self) -> &str {
        self.0.consumer.as_str()
    }
}
