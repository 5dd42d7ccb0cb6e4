//! Applications: clients of the REST interface, service providers, and the keys that messages to them are signed with.

mod api_client;
mod logout_service;
mod name_format;
mod name_identifier;
mod relying_party;
mod signing_key;

pub use api_client::{
    AccessToken, AccessTokenFilter, AccessTokenKey, ApiClient, ApiClientFilter, ApiClientKey,
};
pub use logout_service::{LogoutBinding, LogoutService};
pub use name_format::NameFormat;
pub use name_identifier::{NameIdentifier, NameIdentifierFilter, NameIdentifierKey};
pub use relying_party::{AssertionConsumerService, RelyingParty, RelyingPartyFilter, RelyingPartyKey};
pub use signing_key::{KeyState, KeyUse, SigningKey, SigningKeyFilter, SigningKeyKey};
