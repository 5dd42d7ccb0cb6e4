//! Reading the metadata of one entity.

use crate::saml::bindings::binding::Binding;
use crate::saml::bindings::endpoint::{Endpoint, EndpointError};
use crate::saml::keys::certificate::Certificate;
use crate::saml::messages::authn_request::check::AssertionConsumerService;
use crate::saml::messages::name_id::NameIdFormat;
use crate::saml::metadata::entity::{BoundEndpoint, IdentityProviderMetadata, ServiceProviderMetadata};
use crate::saml::metadata::keys::{encryption_keys, read_keys};
use crate::saml::metadata::requested::requested_attributes;
use crate::saml::signatures::shape::{SignedPart, signature_of};
use crate::saml::signatures::xmlsec::{VerifyError, verify_document};
use crate::saml::xml::limits::{TreeError, TreeLimits};
use crate::saml::xml::namespace::{DSIG, METADATA, PROTOCOL};
use crate::saml::xml::text::parse_date_time;
use crate::saml::xml::tree::{self, Element};
use identity_core::Timestamp;

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

/// Reads a service provider's metadata, of an entity alone or of the only service provider in an aggregate.
pub fn read_service_provider(
    document: &[u8],
    now: Timestamp,
) -> Result<ServiceProviderMetadata, MetadataError> {
    read_service_provider_named(document, None, now)
}

/// Reads the metadata of the service provider with this entity ID out of an aggregate of several.
pub fn read_service_provider_named(
    document: &[u8],
    entity_id: Option<&str>,
    now: Timestamp,
) -> Result<ServiceProviderMetadata, MetadataError> {
    let root = parse(document)?;
    let found = find(&root, "SPSSODescriptor", entity_id)?;
    let role = role(found.entity, "SPSSODescriptor")?;
    let mut left_out = Vec::new();
    let consumer_services = consumer_services(role, &mut left_out)?;
    if consumer_services.is_empty() {
        return Err(MetadataError::NoEndpoint("AssertionConsumerService"));
    }
    let logout_services = endpoints(role, "SingleLogoutService", &mut left_out)?;
    let (certificates, keys) = read_keys(role, now);
    let requested_attributes = requested_attributes(role, &mut left_out);
    Ok(ServiceProviderMetadata {
        entity_id: self::entity_id(found.entity)?,
        consumer_services,
        logout_services,
        certificates,
        encryption_certificates: encryption_keys(role),
        keys,
        left_out,
        requested_attributes,
        name_id_formats: name_id_formats(role),
        signs_requests: is_true(role, "AuthnRequestsSigned"),
        wants_assertions_signed: is_true(role, "WantAssertionsSigned"),
        valid_until: valid_until(found.around.into_iter().chain([found.entity, role]), now)?,
    })
}

/// Reads an identity provider's metadata, of an entity alone or of the only identity provider in an aggregate.
pub fn read_identity_provider(
    document: &[u8],
    now: Timestamp,
) -> Result<IdentityProviderMetadata, MetadataError> {
    let root = parse(document)?;
    let found = find(&root, "IDPSSODescriptor", None)?;
    let role = role(found.entity, "IDPSSODescriptor")?;
    let mut left_out = Vec::new();
    let mut sign_on_services = endpoints(role, "SingleSignOnService", &mut left_out)?;
    sign_on_services.retain(|service| service.binding.is_by_browser());
    if sign_on_services.is_empty() {
        return Err(MetadataError::NoEndpoint("SingleSignOnService"));
    }
    let logout_services = endpoints(role, "SingleLogoutService", &mut left_out)?;
    let (certificates, keys) = read_keys(role, now);
    if certificates.is_empty() {
        return Err(MetadataError::NoCertificate);
    }
    Ok(IdentityProviderMetadata {
        entity_id: entity_id(found.entity)?,
        sign_on_services,
        logout_services,
        certificates,
        keys,
        left_out,
        name_id_formats: name_id_formats(role),
        wants_requests_signed: is_true(role, "WantAuthnRequestsSigned"),
        valid_until: valid_until(found.around.into_iter().chain([found.entity, role]), now)?,
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

fn parse(document: &[u8]) -> Result<Element, MetadataError> {
    let root = tree::parse(without_mark(document), TreeLimits::METADATA)?;
    let known = root.is(METADATA, "EntityDescriptor") || root.is(METADATA, "EntitiesDescriptor");
    if known { Ok(root) } else { Err(MetadataError::NotAnEntity) }
}

/// An entity with the aggregates that it stands in.
struct Described<'a> {
    around: Vec<&'a Element>,
    entity: &'a Element,
}

/// The entity that is meant: the named one, or the only one that has the role.
fn find<'a>(
    root: &'a Element,
    role: &'static str,
    named: Option<&str>,
) -> Result<Described<'a>, MetadataError> {
    let mut entities = Vec::new();
    collect(root, Vec::new(), &mut entities);
    let id = |found: &Described<'_>| found.entity.attribute("entityID").unwrap_or_default().to_owned();
    if let Some(named) = named {
        let found = entities.into_iter().find(|found| id(found) == named);
        return found.ok_or_else(|| MetadataError::NotDescribed(named.to_owned()));
    }
    if root.is(METADATA, "EntityDescriptor") {
        return entities.pop().ok_or(MetadataError::NotAnEntity);
    }
    entities.retain(|found| self::role(found.entity, role).is_ok());
    if entities.len() > 1 {
        return Err(MetadataError::Several(entities.iter().take(20).map(id).collect()));
    }
    entities.pop().ok_or(MetadataError::NoRole(role))
}

fn collect<'a>(element: &'a Element, around: Vec<&'a Element>, found: &mut Vec<Described<'a>>) {
    if element.is(METADATA, "EntityDescriptor") {
        found.push(Described { around, entity: element });
    } else if element.is(METADATA, "EntitiesDescriptor") {
        let around: Vec<_> = around.into_iter().chain([element]).collect();
        element.children.iter().for_each(|child| collect(child, around.clone(), found));
    }
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

/// The earliest `validUntil` of an entity, its role and what it stands in.
fn valid_until<'a>(
    elements: impl IntoIterator<Item = &'a Element>,
    now: Timestamp,
) -> Result<Option<Timestamp>, MetadataError> {
    let mut earliest: Option<Timestamp> = None;
    for element in elements {
        if let Some(text) = element.attribute("validUntil") {
            let until = parse_date_time(text).ok_or(MetadataError::Malformed("validUntil"))?;
            earliest = Some(earliest.map_or(until, |other| other.min(until)));
        }
    }
    if earliest.is_some_and(|until| until <= now) { Err(MetadataError::Expired) } else { Ok(earliest) }
}

fn name_id_formats(role: &Element) -> Vec<NameIdFormat> {
    role.all(METADATA, "NameIDFormat").filter_map(|format| NameIdFormat::from_uri(format.trimmed())).collect()
}

/// One address, checked even with a binding that is not spoken.
fn endpoint(element: &Element, name: &'static str) -> Result<(Option<Binding>, BoundTo), MetadataError> {
    let parse = |location: &str| {
        let refused = |reason| MetadataError::Endpoint {
            element: name,
            location: location.chars().take(100).collect(),
            reason,
        };
        Endpoint::parse(location).map_err(refused)
    };
    let response_location = element.attribute("ResponseLocation").map(parse).transpose()?;
    let location = parse(element.attribute("Location").unwrap_or_default())?;
    let binding = element.attribute("Binding").and_then(Binding::from_uri);
    Ok((binding, BoundTo { location, response_location }))
}

struct BoundTo {
    location: Endpoint,
    response_location: Option<Endpoint>,
}

/// What can be used of several. What cannot is left out and named, as long as something is left; a file with nothing but
/// unusable addresses is refused with the first reason.
fn usable<T>(
    outcomes: impl IntoIterator<Item = Result<T, MetadataError>>,
    left_out: &mut Vec<String>,
) -> Result<Vec<T>, MetadataError> {
    let (mut usable, mut refused) = (Vec::new(), Vec::new());
    for outcome in outcomes {
        match outcome {
            Ok(found) => usable.push(found),
            Err(error) => refused.push(error),
        }
    }
    if usable.is_empty() && !refused.is_empty() {
        return Err(refused.swap_remove(0));
    }
    left_out.extend(refused.iter().map(ToString::to_string));
    Ok(usable)
}

fn endpoints(
    role: &Element,
    name: &'static str,
    left_out: &mut Vec<String>,
) -> Result<Vec<BoundEndpoint>, MetadataError> {
    let found = usable(role.all(METADATA, name).map(|element| endpoint(element, name)), left_out)?;
    let bound = found.into_iter().filter_map(|(binding, to)| {
        let BoundTo { location, response_location } = to;
        Some(BoundEndpoint { binding: binding?, location, response_location })
    });
    Ok(bound.collect())
}

fn consumer_services(
    role: &Element,
    left_out: &mut Vec<String>,
) -> Result<Vec<AssertionConsumerService>, MetadataError> {
    let read = |element: &Element| {
        let (binding, to) = endpoint(element, "AssertionConsumerService")?;
        let index = element.attribute("index").unwrap_or("0").parse();
        let index =
            index.map_err(|_| MetadataError::Malformed("the index of an AssertionConsumerService"))?;
        let is_default = is_true(element, "isDefault");
        Ok((binding, AssertionConsumerService { location: to.location, index, is_default }))
    };
    let found = usable(role.all(METADATA, "AssertionConsumerService").map(read), left_out)?;
    let posted = found.into_iter().filter(|(binding, _)| *binding == Some(Binding::Post));
    Ok(posted.map(|(_, service)| service).collect())
}

fn is_true(element: &Element, name: &str) -> bool {
    matches!(element.attribute(name), Some("true" | "1"))
}
