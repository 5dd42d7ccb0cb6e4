//! The SAML identity provider: its metadata, and the check of requests against the registration of their sender.

use crate::base_url::BaseUrl;
use crate::saml::bindings::endpoint::Endpoint;
use crate::saml::idp::{contexts, reply};
use crate::saml::keys::certificate::Certificate;
use crate::saml::messages::authn_request::check::{
    AssertionConsumerService, AuthnRequestRejection, IdentityProviderEndpoint, RegisteredServiceProvider,
    ValidatedAuthnRequest,
};
use crate::saml::messages::authn_request::received::ReceivedAuthnRequest;
use crate::saml::messages::name_id::NameIdFormat;
use crate::saml::metadata::write::{IdentityProviderContent, write_identity_provider};
use crate::saml::web::key_ring::{KeyRing, KeyRingError, KeyRotationError, blocking};
use crate::saml::web::metadata_failure::MetadataFailure;
use crate::sso::OwnValue;
use identity_core::Identity;
use identity_core::applications::KeyChange;
use identity_core::domain::{ApplicationRequest, KeyUse, NameFormat, Origin, Protocol, RelyingParty};
use identity_core::store::StoreError;
use identity_core::values::EntityId;
use std::sync::Arc;
use std::time::Duration;

pub(super) const SKEW: Duration = Duration::from_mins(2);

pub(super) const MAX_AGE: Duration = Duration::from_mins(10);

/// More keys than a rollover needs; every one is tried on every message.
const MOST_CERTIFICATES: usize = 8;

/// How long an assertion may be on its way.
pub(super) const ASSERTION_LIFETIME: Duration = Duration::from_mins(5);

/// The SAML identity provider of one deployment: cheap to clone.
#[derive(Debug, Clone)]
pub struct SamlIdentityProvider(pub(super) Arc<IdpParts>);

#[derive(Debug)]
pub(super) struct IdpParts {
    pub(super) identity: Identity,
    pub(super) base: BaseUrl,
    pub(super) entity_id: String,
    /// The domain in which the ids of people are unique.
    pub(super) scope: String,
    pub(super) sign_on: String,
    pub(super) logout: String,
    pub(super) keys: KeyRing,
}

/// Why a request was not taken.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SsoError {
    /// No service provider with this entity ID is registered, or its registration is disabled.
    #[error("the service provider is not registered")]
    UnknownServiceProvider,
    /// A check failed; nothing is sent anywhere unless the rejection says where.
    #[error("{rejection}")]
    Rejected {
        /// Whose request it claims to be.
        relying_party: Box<RelyingParty>,
        /// Which check.
        rejection: Box<AuthnRequestRejection>,
    },
    /// The registration holds an address or certificate that is not usable.
    #[error("the registration of the service provider is not usable")]
    Registration,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The keys are not available.
    #[error(transparent)]
    Keys(#[from] KeyRingError),
}

impl SamlIdentityProvider {
    /// Sets up the identity provider below a base URL, and creates its key if there is none yet.
    pub async fn new(identity: Identity, base: BaseUrl) -> Result<Self, KeyRingError> {
        let entity_id = base.absolute("/saml/idp/metadata");
        let keys = KeyRing::open(&identity, KeyUse::SamlIdentityProvider, &entity_id).await?;
        let (sign_on, logout) = (base.absolute("/saml/idp/sso"), base.absolute("/saml/idp/slo"));
        let scope = identity.settings().base_url.host_str().unwrap_or_default().to_owned();
        Ok(Self(Arc::new(IdpParts { identity, base, entity_id, scope, sign_on, logout, keys })))
    }

    /// The entity ID, which is also where the metadata is.
    pub fn entity_id(&self) -> &str {
        &self.0.entity_id
    }

    /// Rotates the key that messages are signed with. The metadata has the new key from now on; a server that runs sees it
    /// within a minute.
    pub async fn rotate_key(&self, change: &KeyChange) -> Result<(), KeyRotationError> {
        self.0.keys.rotate(&self.0.identity, change).await
    }

    /// The signed metadata.
    pub async fn metadata(&self) -> Result<String, MetadataFailure> {
        let keys = self.0.keys.current(&self.0.identity).await?;
        let this = self.clone();
        let document = blocking(move || {
            let content = IdentityProviderContent {
                entity_id: &this.0.entity_id,
                sign_on: &this.0.sign_on,
                logout: &this.0.logout,
                certificates: &keys.published,
                name_id_formats: &NameFormat::ALL.map(written),
                wants_requests_signed: true,
            };
            write_identity_provider(&content, &keys.signing)
        });
        Ok(document.await??.into_string())
    }

    /// What a service provider is set up with: names, addresses, and the certificates that it should believe.
    pub(crate) async fn published(&self) -> Result<Vec<OwnValue>, KeyRingError> {
        let keys = self.0.keys.current(&self.0.identity).await?;
        let mut values = vec![
            OwnValue::new("own-saml-entity-id", &self.0.entity_id),
            OwnValue::new("own-saml-metadata", &self.0.entity_id),
            OwnValue::new("own-saml-sign-on", &self.0.sign_on),
            OwnValue::new("own-saml-logout", &self.0.logout),
        ];
        for certificate in &keys.published {
            let value = certificate.pem()?;
            values.push(OwnValue { label: "own-saml-certificate", value, long: true });
            values.push(OwnValue::new("own-saml-fingerprint", certificate.fingerprint()));
        }
        Ok(values)
    }

    /// Checks a request against the registration of its sender.
    #[doc(hidden)]
    pub async fn receive(&self, received: ReceivedAuthnRequest) -> Result<Origin, SsoError> {
        let entity_id =
            EntityId::parse(received.claimed_issuer()).map_err(|_| SsoError::UnknownServiceProvider)?;
        let party =
            self.0.identity.relying_party(&entity_id).await?.ok_or(SsoError::UnknownServiceProvider)?.record;
        let provider = registered(&party).ok_or(SsoError::Registration)?;
        let (this, now) = (self.clone(), self.0.identity.clock().now());
        let checked = blocking(move || {
            let here = IdentityProviderEndpoint {
                location: &this.0.sign_on,
                now,
                skew: SKEW,
                max_age: MAX_AGE,
                ladder: &contexts::LADDER,
                reachable: &contexts::reachable(&this.0.identity),
            };
            received.check(&provider, here)
        });
        match checked.await? {
            Ok(request) => Ok(origin(&party, request)),
            Err(rejection) => {
                Err(SsoError::Rejected { relying_party: Box::new(party), rejection: Box::new(rejection) })
            }
        }
    }
}

fn origin(party: &RelyingParty, request: ValidatedAuthnRequest) -> Origin {
    let wanted = request.requested_context.as_ref().map(contexts::wanted).unwrap_or_default();
    Origin::Application(ApplicationRequest {
        relying_party: party.id,
        protocol: Protocol::Saml,
        request_id: request.id,
        fresh: request.force_authn,
        passive: request.is_passive,
        factors: wanted.factors,
        methods: wanted.methods,
        name_format: Some(understood(request.name_id_format)),
        openid: None,
        reply: reply::write(&request.destination, request.relay_state, &wanted.classes),
    })
}

/// A format in the terms of the protocol.
const fn written(format: NameFormat) -> NameIdFormat {
    match format {
        NameFormat::Persistent => NameIdFormat::Persistent,
        NameFormat::Transient => NameIdFormat::Transient,
        NameFormat::Email => NameIdFormat::EmailAddress,
    }
}

/// What a format of the protocol means; a check has resolved what was left open.
const fn understood(format: NameIdFormat) -> NameFormat {
    match format {
        NameIdFormat::Persistent | NameIdFormat::Unspecified => NameFormat::Persistent,
        NameIdFormat::Transient => NameFormat::Transient,
        NameIdFormat::EmailAddress => NameFormat::Email,
    }
}

/// The registration in the terms of the protocol; `None` when no address in it is usable.
fn registered(party: &RelyingParty) -> Option<RegisteredServiceProvider> {
    let consumers = party.consumers.iter().filter_map(|service| {
        let location = Endpoint::parse(&service.url).ok()?;
        Some(AssertionConsumerService { location, index: service.index, is_default: service.is_default })
    });
    let consumer_services: Vec<_> = consumers.collect();
    if consumer_services.is_empty() {
        return None;
    }
    Some(RegisteredServiceProvider {
        entity_id: party.saml_entity_id().to_owned(),
        consumer_services,
        certificates: certificates(party),
        require_signed_requests: party.requests_signed,
        name_id_formats: party.name_formats().iter().copied().map(written).collect(),
    })
}

pub(super) fn certificates(party: &RelyingParty) -> Vec<Certificate> {
    party
        .certificates
        .iter()
        .filter_map(|der| Certificate::from_der(der).ok())
        .take(MOST_CERTIFICATES)
        .collect()
}
