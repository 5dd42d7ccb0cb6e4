//! SAML 2.0 for both roles: identity provider and service provider.
//!
//! Most of it is pure protocol: it reads and writes messages, checks signatures and says what it found; it knows
//! no store, no HTTP framework and no clock, and it decides nothing about people. [`idp`] and [`sp`] put it on
//! the web, in front of [`identity_core`]. What arrives goes one way:
//!
//! ```text
//! octets -> codec (bounded) -> gate (bounded tree, shape of signatures) -> xmlsec (reduce to what was signed)
//!        -> parser of one message -> checks with a named reason each
//! ```
//!
//! Only [`SignedXml`](signatures::xmlsec::SignedXml), the octets that a signature covered, reaches the parsers of assertions; nothing
//! outside the signed element is ever believed. What leaves is written by [`xml::writer`] in canonical form, so the
//! text that is signed is the text that is sent.
//!
//! The documents implemented are saml-core-2.0-os, saml-bindings-2.0-os (HTTP Redirect and HTTP POST),
//! saml-profiles-2.0-os (Web Browser SSO, Single Logout) and saml-metadata-2.0-os.

#[doc(hidden)]
pub mod bindings;
pub mod idp;
#[doc(hidden)]
pub mod keys;
#[doc(hidden)]
pub mod messages;
pub mod metadata;
#[doc(hidden)]
pub mod signatures;
pub mod sp;
pub mod web;
#[doc(hidden)]
pub mod xml;

pub use bindings::Binding;
pub use web::{KeyRingError, KeyRotationError};
#[doc(hidden)]
pub use xml::namespace;
