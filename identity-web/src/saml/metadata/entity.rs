//! The content of metadata, for both roles.

use crate::saml::bindings::binding::Binding;
use crate::saml::bindings::endpoint::Endpoint;
use crate::saml::keys::certificate::Certificate;
use crate::saml::messages::authn_request::check::AssertionConsumerService;
use crate::saml::messages::name_id::NameIdFormat;
use crate::saml::metadata::keys::KeyReport;
use crate::saml::metadata::left_out::LeftOut;
use identity_core::Timestamp;
use identity_core::domain::RequestedAttribute;

/// An address with its binding (saml-metadata 2.2.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoundEndpoint {
    /// The binding.
    pub binding: Binding,
    /// Where messages go.
    pub location: Endpoint,
    /// Where answers go, when that is somewhere else.
    pub response_location: Option<Endpoint>,
}

impl BoundEndpoint {
    /// Where answers go.
    pub fn for_responses(&self) -> &Endpoint {
        self.response_location.as_ref().unwrap_or(&self.location)
    }
}

/// What a service provider's metadata says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceProviderMetadata {
    /// The entity ID.
    pub entity_id: String,
    /// What it says that it is called, cut to a hundred characters.
    pub display_name: Option<String>,
    /// Where responses are taken by POST; at least one.
    pub consumer_services: Vec<AssertionConsumerService>,
    /// Where logout messages are taken.
    pub logout_services: Vec<BoundEndpoint>,
    /// The keys that sign.
    pub certificates: Vec<Certificate>,
    /// The keys that assertions are encrypted with, RSA only.
    pub encryption_certificates: Vec<Certificate>,
    /// What becomes of each key.
    pub keys: Vec<KeyReport>,
    /// What is left out because it cannot be used.
    pub left_out: Vec<LeftOut>,
    /// What is left out because it is for something else.
    pub unused: Vec<LeftOut>,
    /// The supported name formats; empty if the metadata has none.
    pub name_id_formats: Vec<NameIdFormat>,
    /// `AuthnRequestsSigned`.
    pub signs_requests: bool,
    /// `WantAssertionsSigned`.
    pub wants_assertions_signed: bool,
    /// The attributes that it asks for.
    pub requested_attributes: Vec<RequestedAttribute>,
    /// Until when the metadata may be used.
    pub valid_until: Option<Timestamp>,
}

impl ServiceProviderMetadata {
    /// Whether its time is over.
    pub fn is_expired(&self, now: Timestamp) -> bool {
        self.valid_until.is_some_and(|until| until <= now)
    }
}

/// What an identity provider's metadata says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityProviderMetadata {
    /// The entity ID.
    pub entity_id: String,
    /// What it says that it is called, cut to a hundred characters.
    pub display_name: Option<String>,
    /// Where requests are taken; at least one.
    pub sign_on_services: Vec<BoundEndpoint>,
    /// Where logout messages are taken.
    pub logout_services: Vec<BoundEndpoint>,
    /// The keys that sign; at least one.
    pub certificates: Vec<Certificate>,
    /// What becomes of each key.
    pub keys: Vec<KeyReport>,
    /// What is left out because it cannot be used.
    pub left_out: Vec<LeftOut>,
    /// What is left out because it is for something else.
    pub unused: Vec<LeftOut>,
    /// The offered name formats; empty if the metadata has none.
    pub name_id_formats: Vec<NameIdFormat>,
    /// `WantAuthnRequestsSigned`.
    pub wants_requests_signed: bool,
    /// Until when the metadata may be used.
    pub valid_until: Option<Timestamp>,
}

impl IdentityProviderMetadata {
    /// Whether its time is over.
    pub fn is_expired(&self, now: Timestamp) -> bool {
        self.valid_until.is_some_and(|until| until <= now)
    }
}
