//! Signing in by identity providers elsewhere: the adapters between [`identity_core::federation`], which knows no protocol, and
//! OpenID Connect and SAML 2.0 on the wire.
//!
//! A departure becomes an address to which the browser is sent. What it brings back is checked here, and becomes an answer of the
//! sign-on like any other; whose account it belongs to is decided in core.

mod asserted;
mod back;
mod callback;
mod connections;
mod consumer;
mod departing;
mod failure;
mod logout;
mod openid;
pub(crate) mod router;
mod saml;
mod saml_subject;
#[cfg(test)]
mod tests;

pub use connections::{Federation, FederationError};
