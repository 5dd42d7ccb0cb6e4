//! Why a received message cannot be read.

use crate::saml::bindings::redirect::RedirectError;
use crate::saml::signatures::gate::GateError;
use crate::saml::xml::codec::CodecError;
use crate::saml::xml::limits::TreeError;

/// Why a request cannot be read at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The query of the Redirect binding is not one.
    #[error(transparent)]
    Redirect(#[from] RedirectError),
    /// The message did not pass the gate.
    #[error(transparent)]
    Gate(#[from] GateError),
    /// The other kind of parameter than this endpoint takes.
    #[error("a request is expected here, not a response")]
    WrongParameter,
    /// A message in a query carries its signature in the query (saml-bindings 3.4.4.1).
    #[error("a message in a query must not hold an XML signature")]
    SignatureInRedirect,
    /// No issuer.
    #[error("the message names no issuer")]
    NoIssuer,
}

impl ReadError {
    /// Whether the message was larger than any honest one.
    pub const fn is_too_large(&self) -> bool {
        matches!(
            self,
            Self::Gate(GateError::Codec(CodecError::TooLarge) | GateError::Tree(TreeError::TooLarge))
                | Self::Redirect(RedirectError::TooLong | RedirectError::Codec(CodecError::TooLarge))
        )
    }
}
