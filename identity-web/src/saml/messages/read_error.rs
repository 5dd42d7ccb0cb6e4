//! Why a received message cannot be read.

use crate::saml::bindings::redirect::{RELAY_STATE_OCTETS, RedirectError};
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
    /// `RelayState` is longer than what is handed back.
    #[error("RelayState is longer than 4096 octets")]
    RelayState,
    /// Not a SOAP envelope with one message.
    #[error("the SOAP envelope cannot be read")]
    Envelope,
    /// No issuer.
    #[error("the message names no issuer")]
    NoIssuer,
}

/// The `RelayState` of a form, if it is none that is too long to be handed back.
pub(crate) fn posted_relay_state(relay_state: Option<&str>) -> Result<Option<String>, ReadError> {
    match relay_state {
        Some(state) if state.len() > RELAY_STATE_OCTETS => Err(ReadError::RelayState),
        state => Ok(state.map(str::to_owned)),
    }
}

impl ReadError {
    /// A stable name of what is wrong, for the log and the audit trail.
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::RelayState | Self::Redirect(RedirectError::RelayState) => "relay_state_too_long",
            Self::SignatureInRedirect => "signature_in_redirect",
            Self::Redirect(RedirectError::Algorithm) => "weak_algorithm",
            Self::Redirect(RedirectError::HalfSigned) => "half_signed",
            Self::Redirect(RedirectError::Duplicate) => "duplicate_parameter",
            Self::WrongParameter => "wrong_parameter",
            Self::NoIssuer => "no_issuer",
            Self::Envelope => "envelope",
            Self::Gate(GateError::Encrypted) => "encrypted",
            _ => "unreadable",
        }
    }

    /// Whether the message was larger than any honest one.
    pub const fn is_too_large(&self) -> bool {
        matches!(
            self,
            Self::Gate(GateError::Codec(CodecError::TooLarge) | GateError::Tree(TreeError::TooLarge))
                | Self::Redirect(RedirectError::TooLong | RedirectError::Codec(CodecError::TooLarge))
        )
    }
}
