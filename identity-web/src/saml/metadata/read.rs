//! Reading the metadata of one entity.

use crate::saml::bindings::binding::Binding;
use crate::saml::bindings::endpoint::{Endpoint, EndpointError};
use crate::saml::keys::certificate::Certificate;
use crate::saml::messages::authn_request::check::AssertionConsumerService;
use crate::saml::messages::name_id::NameIdFormat;
use crate::saml::metadata::entity::{BoundEndpoint, IdentityProviderMetadata, ServiceProviderMetadata};
use crate::saml::signatures::shape::{SignedPart, signature_of};
use crate::saml::signatures::xmlsec::{VerifyError, verify_document};
use crate::saml::xml::codec;
use crate::saml::xml::limits::{TreeError, TreeLimits};
use crate::saml::xml::namespace::{DSIG, METADATA, PROTOCOL};
use crate::saml::xml::text::parse_date_time;
use crate::saml::xml::tree::{self, Element};
use identity_core::Timestamp;

/// More keys than a rollover needs.
const MOST_CERTIFICATES: usize = 8;

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

/// Reads a service provider's metadata.
pub fn read_service_provider(
    document: &[u8],
    now: Timestamp,
) -> Result<ServiceProviderMetadata, MetadataError> {
    let root = entity(document)?;
    let role = role(&root, "SPSSODescriptor")?;
    let consumer_services = consumer_services(role)?;
    if consumer_services.is_empty() {
        return Err(MetadataError::NoEndpoint("AssertionConsumerService"));
    }
    Ok(ServiceProviderMetadata {
        entity_id: entity_id(&root)?,
        consumer_services,
        logout_services: endpoints(role, "SingleLogoutService")?,
        certificates: certificates(role),
        name_id_formats: name_id_formats(role),
        signs_requests: is_true(role, "AuthnRequestsSigned"),
        wants_assertions_signed: is_true(role, "WantAssertionsSigned"),
        valid_until: valid_until(&root, role, now)?,
    })
}

/// Reads an identity provider's metadata.
pub fn read_identity_provider(
    document: &[u8],
    now: Timestamp,
) -> Result<IdentityProviderMetadata, MetadataError> {
    let root = entity(document)?;
    let role = role(&root, "IDPSSODescriptor")?;
    let sign_on_services = endpoints(role, "SingleSignOnService")?;
    if sign_on_services.is_empty() {
        return Err(MetadataError::NoEndpoint("SingleSignOnService"));
    }
    let certificates = certificates(role);
    if certificates.is_empty() {
        return Err(MetadataError::NoCertificate);
    }
    Ok(IdentityProviderMetadata {
        entity_id: entity_id(&root)?,
        sign_on_services,
        logout_services: endpoints(role, "SingleLogoutService")?,
        certificates,
        name_id_formats: name_id_formats(role),
        wants_requests_signed: is_true(role, "WantAuthnRequestsSigned"),
        valid_until: valid_until(&root, role, now)?,
    })
}

/// Verifies the signature on a whole metadata document with pinned keys (saml-metadata 3).
pub fn verify_signature(document: &[u8], certificates: &[Certificate]) -> Result<(), VerifyError> {
    let document = without_mark(document);
    let root = tree::parse(document, TreeLimits::METADATA).map_err(|_| VerifyError::Invalid)?;
    let signature = signature_of(&root, SignedPart::Message).map_err(|_| VerifyError::Invalid)?;
    let signature = signature.ok_or(VerifyError::Unsigned)?;
    if root.walk().filter(|element| element.is(DSIG, "Signature")).count() != 1 {
        return Err(VerifyError::Invalid);
    }
    let text = std::str::from_utf8(document).map_err(|_| VerifyError::Invalid)?;
    verify_document(text, &root, &[signature], certificates, TreeLimits::METADATA).map(|_| ())
}

/// Some products put a byte order mark in front.
fn without_mark(document: &[u8]) -> &[u8] {
    document.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(document)
}

fn entity(document: &[u8]) -> Result<Element, MetadataError> {
    let root = tree::parse(without_mark(document), TreeLimits::METADATA)?;
    if root.is(METADATA, "EntityDescriptor") { Ok(root) } else { Err(MetadataError::NotAnEntity) }
}

fn entity_id(root: &Element) -> Result<String, MetadataError> {
    let id = root.attribute("entityID").filter(|id| !id.trim().is_empty() && id.len() <= 1024);
    id.map(str::to_owned).ok_or(MetadataError::EntityId)
}

fn role<'a>(root: &'a Element, name: &'static str) -> Result<&'a Element, MetadataError> {
    let speaks = |role: &&Element| {
        let protocols = role.attribute("protocolSupportEnumeration").unwrap_or_default();
        protocols.split_ascii_whitespace().any(|protocol| protocol == PROTOCOL)
    };
    root.all(METADATA, name).find(speaks).ok_or(MetadataError::NoRole(name))
}

/// The earlier of the entity's and the role's `validUntil`.
fn valid_until(root: &Element, role: &Element, now: Timestamp) -> Result<Option<Timestamp>, MetadataError> {
    let mut earliest: Option<Timestamp> = None;
    for element in [root, role] {
        if let Some(text) = element.attribute("validUntil") {
            let until = parse_date_time(text).ok_or(MetadataError::Malformed("validUntil"))?;
            earliest = Some(earliest.map_or(until, |other| other.min(until)));
        }
    }
    if earliest.is_some_and(|until| until <= now) { Err(MetadataError::Expired) } else { Ok(earliest) }
}

/// The certificates of keys for signing: those marked so, and those not marked at all (saml-metadata 2.4.1.1).
/// One that cannot be used, an expired algorithm say, is left out; the rest may still do.
fn certificates(role: &Element) -> Vec<Certificate> {
    let mut found: Vec<Certificate> = Vec::new();
    let signing = |key: &&Element| key.attribute("use").is_none_or(|purpose| purpose == "signing");
    for key in role.all(METADATA, "KeyDescriptor").filter(signing) {
        for element in key.walk().filter(|element| element.is(DSIG, "X509Certificate")) {
            let certificate = codec::decode_base64(&element.text).ok();
            let certificate = certificate.and_then(|der| Certificate::from_der(&der).ok());
            found.extend(certificate.filter(|certificate| !found.contains(certificate)));
        }
    }
    // Every key is tried on every message, so a long list would be a way to keep this server busy.
    found.truncate(MOST_CERTIFICATES);
    found
}

fn name_id_formats(role: &Element) -> Vec<NameIdFormat> {
    role.all(METADATA, "NameIDFormat").filter_map(|format| NameIdFormat::from_uri(format.trimmed())).collect()
}

/// Every address is checked, even one with a binding that is not spoken: a file with a script in it is not
/// taken in parts.
fn endpoint(element: &Element, name: &'static str) -> Result<(Option<Binding>, Endpoint), MetadataError> {
    let parse = |location: &str| {
        let refused = |reason| MetadataError::Endpoint {
            element: name,
            location: location.chars().take(100).collect(),
            reason,
        };
        Endpoint::parse(location).map_err(refused)
    };
    if let Some(other) = element.attribute("ResponseLocation") {
        parse(other)?;
    }
    let location = parse(element.attribute("Location").unwrap_or_default())?;
    Ok((element.attribute("Binding").and_then(Binding::from_uri), location))
}

fn endpoints(role: &Element, name: &'static str) -> Result<Vec<BoundEndpoint>, MetadataError> {
    let mut found = Vec::new();
    for element in role.all(METADATA, name) {
        let (binding, location) = endpoint(element, name)?;
        let response_location =
            element.attribute("ResponseLocation").and_then(|text| Endpoint::parse(text).ok());
        found.extend(binding.map(|binding| BoundEndpoint { binding, location, response_location }));
    }
    Ok(found)
}

fn consumer_services(role: &Element) -> Result<Vec<AssertionConsumerService>, MetadataError> {
    let mut found = Vec::new();
    for element in role.all(METADATA, "AssertionConsumerService") {
        let (binding, location) = endpoint(element, "AssertionConsumerService")?;
        let index = element.attribute("index").unwrap_or("0").parse();
        let index =
            index.map_err(|_| MetadataError::Malformed("the index of an AssertionConsumerService"))?;
        if binding == Some(Binding::Post) {
            let is_default = is_true(element, "isDefault");
            found.push(AssertionConsumerService { location, index, is_default });
        }
    }
    Ok(found)
}

fn is_true(element: &Element, name: &str) -> bool {
    matches!(element.attribute(name), Some("true" | "1"))
}
