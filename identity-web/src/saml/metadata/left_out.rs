//! What metadata says and is not used here, with the reason of each.

use crate::saml::bindings::endpoint::EndpointError;
use std::fmt;

/// Longer texts of a file are cut where they are shown.
const LONGEST: usize = 100;

/// Something in metadata that is left out, because it cannot be used or is for something else.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum LeftOut {
    /// An address that no browser may be sent to.
    Address {
        /// The element that it stands in.
        element: &'static str,
        /// The address, cut to a hundred characters.
        location: String,
        /// What is wrong with it.
        reason: EndpointError,
    },
    /// An address with a binding that is not spoken here, such as HTTP-Artifact.
    Binding {
        /// The element that it stands in.
        element: &'static str,
        /// The last part of the name of the binding.
        binding: String,
    },
    /// A number that cannot be read, with the address that it belongs to.
    Index,
    /// An address for messages from server to server that leads to the machine of this server.
    OwnMachine(String),
    /// A role besides the one that is used: the file is an identity provider too, or has the role twice.
    Role(String),
    /// So many other entities of the file.
    Entities(usize),
    /// A format of names that there is not here.
    NameFormat(String),
    /// So many attributes that the application asks for, without a usable name or beyond a hundred.
    RequestedAttributes(usize),
    /// A `validUntil` that is no date: the file is taken as one without an end.
    ValidUntil(String),
    /// The signature on the file: no key was given to verify it with.
    Signature,
}

impl LeftOut {
    /// Its stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Address { .. } => "address",
            Self::Binding { .. } => "binding",
            Self::Index => "index",
            Self::OwnMachine(_) => "own-machine",
            Self::Role(_) => "role",
            Self::Entities(_) => "entities",
            Self::NameFormat(_) => "name-format",
            Self::RequestedAttributes(_) => "requested-attributes",
            Self::ValidUntil(_) => "valid-until",
            Self::Signature => "signature",
        }
    }
}

/// In English, for the log.
impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address { element, location, reason } => {
                write!(f, "the address {location} in {element}: {reason}")
            }
            Self::Binding { element, binding } => {
                write!(f, "an address in {element} with the binding {binding}, which is not spoken here")
            }
            Self::Index => f.write_str("an AssertionConsumerService whose index cannot be read"),
            Self::OwnMachine(location) => {
                write!(f, "the address {location} for messages from server to server leads to this machine")
            }
            Self::Role(role) => write!(f, "the role {role}, which is not used"),
            Self::Entities(count) => write!(f, "{count} other entities of the file"),
            Self::NameFormat(format) => write!(f, "the name format {format}, which is not known here"),
            Self::RequestedAttributes(count) => {
                write!(f, "{count} requested attributes, without a usable name or beyond a hundred")
            }
            Self::ValidUntil(text) => write!(f, "validUntil {text}, which is no date"),
            Self::Signature => f.write_str("the signature on the file, which no key was given for"),
        }
    }
}

/// A text of the file as it is shown.
pub(super) fn shown(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).take(LONGEST).collect()
}

/// The last part of a URI or URN, which tells it from others of its kind.
pub(super) fn last_part(uri: &str) -> String {
    shown(uri.rsplit([':', '/', '#']).next().unwrap_or(uri))
}
