//! The OpenID Provider on the web: requests in, answers out. What a request means for a person or a client is decided in
//! [`identity_core`].

mod answer;
pub(crate) mod authorize;
mod back_channel;
mod bearer;
mod claims;
mod client;
mod form;
mod introspect;
pub(crate) mod logout;
mod metadata;
mod posted;
mod proof;
mod provider;
mod push;
pub(crate) mod refusal;
mod revoke;
pub(crate) mod router;
pub(crate) mod token;
mod tokens;
mod userinfo;

pub use provider::{OpenIdProvider, OpenIdProviderError};
