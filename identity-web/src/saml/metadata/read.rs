//! Reading the metadata of one entity.

use crate::saml::keys::certificate::Certificate;
use crate::saml::messages::name_id::NameIdFormat;
use crate::saml::metadata::addresses::{consumer_services, endpoints, is_true};
use crate::saml::metadata::entities::{Described, entity_id, find, role};
use crate::saml::metadata::entity::{IdentityProviderMetadata, ServiceProviderMetadata};
use crate::saml::metadata::keys::{encryption_keys, read_keys};
use crate::saml::metadata::left_out::{LeftOut, last_part, shown};
use crate::saml::metadata::metadata_error::MetadataError;
use crate::saml::metadata::requested::requested_attributes;
use crate::saml::signatures::shape::{SignedPart, signature_of};
use crate::saml::signatures::xmlsec::{VerifyError, verify_document};
use crate::saml::xml::limits::TreeLimits;
use crate::saml::xml::namespace::{DSIG, METADATA, METADATA_UI};
use crate::saml::xml::text::parse_date_time;
use crate::saml::xml::tree::{self, Element};
use identity_core::Timestamp;

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
    let metadata = look_at_service_provider(document, entity_id, now)?;
    if metadata.is_expired(now) { Err(MetadataError::Expired) } else { Ok(metadata) }
}

/// [`read_service_provider_named`], whether or not the metadata has expired: for showing it.
pub fn look_at_service_provider(
    document: &[u8],
    entity_id: Option<&str>,
    now: Timestamp,
) -> Result<ServiceProviderMetadata, MetadataError> {
    let root = parse(document)?;
    let found = find(&root, "SPSSODescriptor", entity_id)?;
    let role = role(found.entity, "SPSSODescriptor")?;
    let (mut left_out, mut unused) = (Vec::new(), besides(&root, &found, role));
    let consumer_services = consumer_services(role, &mut left_out, &mut unused)?;
    if consumer_services.is_empty() {
        return Err(MetadataError::NoEndpoint("AssertionConsumerService"));
    }
    let logout_services = endpoints(role, "SingleLogoutService", &mut left_out, &mut unused)?;
    let (certificates, keys) = read_keys(role, now);
    let valid_until = valid_until(&found, role, &mut left_out);
    let requested_attributes = requested_attributes(role, &mut left_out);
    Ok(ServiceProviderMetadata {
        entity_id: self::entity_id(found.entity)?,
        display_name: display_name(role),
        consumer_services,
        logout_services,
        certificates,
        encryption_certificates: encryption_keys(role),
        keys,
        left_out,
        requested_attributes,
        name_id_formats: name_id_formats(role, &mut unused),
        unused,
        signs_requests: is_true(role, "AuthnRequestsSigned"),
        wants_assertions_signed: is_true(role, "WantAssertionsSigned"),
        valid_until,
    })
}

/// Reads an identity provider's metadata, of an entity alone or of the only identity provider in an aggregate.
pub fn read_identity_provider(
    document: &[u8],
    now: Timestamp,
) -> Result<IdentityProviderMetadata, MetadataError> {
    let metadata = look_at_identity_provider(document, None, now)?;
    if metadata.left_out.iter().any(|one| matches!(one, LeftOut::ValidUntil(_))) {
        return Err(MetadataError::Malformed("validUntil"));
    }
    if metadata.is_expired(now) { Err(MetadataError::Expired) } else { Ok(metadata) }
}

/// Reads the metadata of the identity provider with this entity ID, or of the only one, whether or not it has expired: for showing
/// it. An end that is no date is left out and named.
pub fn look_at_identity_provider(
    document: &[u8],
    entity_id: Option<&str>,
    now: Timestamp,
) -> Result<IdentityProviderMetadata, MetadataError> {
    let root = parse(document)?;
    let found = find(&root, "IDPSSODescriptor", entity_id)?;
    let role = role(found.entity, "IDPSSODescriptor")?;
    let (mut left_out, mut unused) = (Vec::new(), besides(&root, &found, role));
    let mut sign_on_services = endpoints(role, "SingleSignOnService", &mut left_out, &mut unused)?;
    sign_on_services.retain(|service| service.binding.is_by_browser());
    if sign_on_services.is_empty() {
        return Err(MetadataError::NoEndpoint("SingleSignOnService"));
    }
    let logout_services = endpoints(role, "SingleLogoutService", &mut left_out, &mut unused)?;
    let (certificates, keys) = read_keys(role, now);
    if certificates.is_empty() {
        return Err(MetadataError::NoCertificate);
    }
    let valid_until = valid_until(&found, role, &mut left_out);
    Ok(IdentityProviderMetadata {
        entity_id: self::entity_id(found.entity)?,
        display_name: display_name(role),
        sign_on_services,
        logout_services,
        certificates,
        keys,
        left_out,
        name_id_formats: name_id_formats(role, &mut unused),
        unused,
        wants_requests_signed: is_true(role, "WantAuthnRequestsSigned"),
        valid_until,
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

/// What a file holds besides the role that is used.
fn besides(root: &Element, found: &Described<'_>, used: &Element) -> Vec<LeftOut> {
    let roles = found.entity.children.iter().filter(|child| {
        child.namespace == METADATA && child.name.ends_with("Descriptor") && !std::ptr::eq(*child, used)
    });
    let mut besides: Vec<_> = roles.map(|role| LeftOut::Role(shown(&role.name))).collect();
    let entities = root.walk().filter(|element| element.is(METADATA, "EntityDescriptor")).count();
    if entities > 1 {
        besides.push(LeftOut::Entities(entities - 1));
    }
    let signed = |element: &Element| element.first(DSIG, "Signature").is_some();
    if signed(root) || signed(found.entity) {
        besides.push(LeftOut::Signature);
    }
    besides
}

/// The earliest `validUntil` of an entity, its role and what it stands in. One that is no date is named.
fn valid_until(found: &Described<'_>, role: &Element, left_out: &mut Vec<LeftOut>) -> Option<Timestamp> {
    let elements = found.around.iter().copied().chain([found.entity, role]);
    let mut earliest: Option<Timestamp> = None;
    for text in elements.filter_map(|element| element.attribute("validUntil")) {
        match date(text.trim()) {
            Some(until) => earliest = Some(earliest.map_or(until, |other| other.min(until))),
            None => left_out.push(LeftOut::ValidUntil(shown(text))),
        }
    }
    earliest
}

/// A date as products write it: without a zone, which then is UTC, and without a time, which then is its first moment.
fn date(text: &str) -> Option<Timestamp> {
    let in_utc = || parse_date_time(&format!("{text}Z"));
    let day = || parse_date_time(&format!("{}T00:00:00Z", text.trim_end_matches('Z')));
    parse_date_time(text).or_else(in_utc).or_else(day)
}

/// What the application is called where people choose it (Metadata UI 1.0, section 2.1.2), or else what the service is.
fn display_name(role: &Element) -> Option<String> {
    let of_ui = role.walk().find(|element| element.is(METADATA_UI, "DisplayName"));
    let found = of_ui.or_else(|| role.walk().find(|element| element.is(METADATA, "ServiceName")))?;
    let name = shown(found.trimmed());
    (!name.is_empty()).then_some(name)
}

fn name_id_formats(role: &Element, unused: &mut Vec<LeftOut>) -> Vec<NameIdFormat> {
    let mut known = Vec::new();
    for format in role.all(METADATA, "NameIDFormat") {
        match NameIdFormat::from_uri(format.trimmed()) {
            Some(format) => known.push(format),
            None => unused.push(LeftOut::NameFormat(last_part(format.trimmed()))),
        }
    }
    known
}
