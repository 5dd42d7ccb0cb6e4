//! The attributes that a service provider asks for (saml-metadata 2.4.4.1).

use crate::saml::messages::name_format;
use crate::saml::metadata::left_out::LeftOut;
use crate::saml::xml::namespace::METADATA;
use crate::saml::xml::tree::Element;
use identity_core::domain::{AttributeEntry, RequestedAttribute};

/// More than an assertion has room for.
const MOST: usize = 100;

/// The attributes of the default service, or of the first where none is: nothing else is ever asked for by a request that
/// names no service. Names that no map could have are left out and counted.
pub(super) fn requested_attributes(role: &Element, left_out: &mut Vec<LeftOut>) -> Vec<RequestedAttribute> {
    let services: Vec<&Element> = role.all(METADATA, "AttributeConsumingService").collect();
    let is_default = |service: &&&Element| matches!(service.attribute("isDefault"), Some("true" | "1"));
    let Some(service) = services.iter().find(is_default).or(services.first()) else { return Vec::new() };
    let (mut found, mut unusable) = (Vec::new(), 0_usize);
    for element in service.all(METADATA, "RequestedAttribute") {
        match read(element).filter(|_| found.len() < MOST) {
            Some(attribute) => found.push(attribute),
            None => unusable = unusable.saturating_add(1),
        }
    }
    if unusable > 0 {
        left_out.push(LeftOut::RequestedAttributes(unusable));
    }
    found
}

fn read(element: &Element) -> Option<RequestedAttribute> {
    let usable = |text: &&str| (1..=AttributeEntry::MAX_OCTETS).contains(&text.len());
    let text = |name| element.attribute(name).map(str::trim).filter(usable);
    Some(RequestedAttribute {
        name: text("Name")?.to_owned(),
        // Whatever is not known here is left open, as `unspecified` is.
        name_format: element.attribute("NameFormat").and_then(name_format::understood),
        friendly_name: text("FriendlyName").map(str::to_owned),
        required: matches!(element.attribute("isRequired"), Some("true" | "1")),
    })
}
