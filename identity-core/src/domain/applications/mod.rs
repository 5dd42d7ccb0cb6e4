//! Applications: OAuth clients, SAML service providers, what they were given, and the keys that messages to them are signed
//! with.

mod access_token;
mod api_client;
mod attribute_map;
mod attribute_preset;
mod attribute_source;
mod authorization;
mod consent;
mod logout_service;
mod name_format;
mod name_identifier;
mod openid_client;
mod relying_party;
mod saml_options;
mod signing_key;

pub use access_token::{AccessToken, AccessTokenFilter, AccessTokenKey};
pub use api_client::{ApiClient, ApiClientFilter, ApiClientKey};
pub use attribute_map::{
    AttributeEntry, AttributeMap, AttributeNameFormat, AttributeValues, InvalidAttributeMap,
};
pub use attribute_preset::AttributePreset;
pub use attribute_source::{
    AttributeCondition, AttributeSource, UnknownAttributeCondition, UnknownAttributeSource,
};
pub use authorization::{Authorization, AuthorizationFilter, AuthorizationKey, CodeRequest, RefreshTokens};
pub use consent::{Consent, ConsentFilter, ConsentKey};
pub use logout_service::{LogoutBinding, LogoutService};
pub use name_format::NameFormat;
pub use name_identifier::{NameIdentifier, NameIdentifierFilter, NameIdentifierKey};
pub use openid_client::{AccessTokenFormat, ClientAuthentication, OpenIdClient, TokenAlgorithm};
pub use relying_party::{
    AssertionConsumerService, MetadataOrigin, RelyingParty, RelyingPartyFilter, RelyingPartyKey,
};
pub use saml_options::{RequestedAttribute, SamlOptions, SignedParts};
pub use signing_key::{KeyState, KeyUse, SigningKey, SigningKeyFilter, SigningKeyKey};
