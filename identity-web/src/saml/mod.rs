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
//! Only [`xmlsec::SignedXml`], the octets that a signature covered, reaches the parsers of assertions; nothing
//! outside the signed element is ever believed. What leaves is written by [`writer`] in canonical form, so the
//! text that is signed is the text that is sent.
//!
//! The documents implemented are saml-core-2.0-os, saml-bindings-2.0-os (HTTP Redirect and HTTP POST),
//! saml-profiles-2.0-os (Web Browser SSO, Single Logout) and saml-metadata-2.0-os.

pub mod algorithms;
pub mod authn_request;
mod branded;
pub mod codec;
pub mod endpoint;
pub mod gate;
pub mod idp;
mod key_ring;
pub mod keys;
pub mod logout;
mod message_form;
pub mod metadata;
pub mod name_id;
pub mod post_form;
pub mod presenter;
pub mod redirect;
pub mod response;
pub mod sp;
pub mod text;
pub mod tree;
pub mod validate;
pub mod writer;
pub mod xmlsec;

pub use key_ring::KeyRingError;

mod signature_shape;

/// Namespace names of the documents that are read and written.
pub mod namespace {
    /// saml-core 1.1: assertions.
    pub const ASSERTION: &str = "urn:oasis:names:tc:SAML:2.0:assertion";
    /// saml-core 1.1: protocol messages.
    pub const PROTOCOL: &str = "urn:oasis:names:tc:SAML:2.0:protocol";
    /// saml-metadata 1.1.
    pub const METADATA: &str = "urn:oasis:names:tc:SAML:2.0:metadata";
    /// XML Signature Syntax and Processing.
    pub const DSIG: &str = "http://www.w3.org/2000/09/xmldsig#";
    /// The namespace that the prefix `xml` is bound to.
    pub const XML: &str = "http://www.w3.org/XML/1998/namespace";
}

/// The bindings that are spoken (saml-bindings 3.4 and 3.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Binding {
    /// HTTP Redirect: deflated in the query, signed over the query's octets.
    Redirect,
    /// HTTP POST: a form, signed inside the XML.
    Post,
}

impl Binding {
    /// The identifier used in metadata and in `ProtocolBinding`.
    pub const fn uri(self) -> &'static str {
        match self {
            Self::Redirect => "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect",
            Self::Post => "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST",
        }
    }

    /// The binding of an identifier, when it is one that is spoken here.
    pub fn from_uri(uri: &str) -> Option<Self> {
        [Self::Redirect, Self::Post].into_iter().find(|binding| binding.uri() == uri)
    }
}
