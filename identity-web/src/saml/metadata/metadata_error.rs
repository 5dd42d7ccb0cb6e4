use crate::saml::bindings::endpoint::EndpointError;
use crate::saml::xml::limits::TreeError;

/// Why metadata is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MetadataError {
    /// Not a small, plain XML document.
    #[error(transparent)]
    Tree(#[from] TreeError),
    /// The root is not one entity.
    #[error("the metadata must describe one entity: its root must be md:EntityDescriptor")]
    NotAnEntity,
    /// Several entities have the role, and none was named.
    #[error("the metadata describes several entities; say which one is meant: {}", .0.join(", "))]
    Several(Vec<String>),
    /// The named entity is not among those described.
    #[error("the metadata does not describe {0}")]
    NotDescribed(String),
    /// No entity ID, or one with more than the 1024 characters of saml-metadata 2.3.2.
    #[error("entityID is missing or too long")]
    EntityId,
    /// Neither this role nor SAML 2.0.
    #[error("the entity has no {0} for SAML 2.0")]
    NoRole(&'static str),
    /// `validUntil` has passed.
    #[error("the metadata has expired; fetch a newer copy")]
    Expired,
    /// A time or number cannot be read.
    #[error("{0} cannot be read")]
    Malformed(&'static str),
    /// An address that no browser may be sent to.
    #[error("the address {location} in {element}: {reason}")]
    Endpoint {
        /// The place in the document.
        element: &'static str,
        /// The first hundred characters of it.
        location: String,
        /// What is wrong with it.
        reason: EndpointError,
    },
    /// No address with a binding that is spoken.
    #[error("the entity has no {0} with a binding that is supported")]
    NoEndpoint(&'static str),
    /// Without a key nothing from an identity provider can be believed.
    #[error("the identity provider has no signing certificate with RSA 2048 bits or more, or an EC key")]
    NoCertificate,
}
