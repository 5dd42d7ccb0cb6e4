//! The OpenID Provider on the web: requests in, answers out. What a request means for a person or a client is decided in
//! [`identity_core`].

mod answer;
mod authorize;
mod back_channel;
mod calls;
mod claims;
mod client;
mod form;
mod logout;
mod metadata;
mod posted;
mod proof;
mod provider;
mod push;
mod refusal;
pub(crate) mod router;

pub use provider::{OpenIdKeyRotationError, OpenIdProvider, OpenIdProviderError};
