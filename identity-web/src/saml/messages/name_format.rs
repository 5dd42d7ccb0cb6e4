//! How names of attributes are to be understood (saml-core 8.2).

use identity_core::domain::AttributeNameFormat;

const BASIC: &str = "urn:oasis:names:tc:SAML:2.0:attrname-format:basic";
const URI: &str = "urn:oasis:names:tc:SAML:2.0:attrname-format:uri";
const UNSPECIFIED: &str = "urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified";

/// The identifier in messages and metadata.
pub(crate) const fn written(format: AttributeNameFormat) -> &'static str {
    match format {
        AttributeNameFormat::Basic => BASIC,
        AttributeNameFormat::Uri => URI,
        AttributeNameFormat::Unspecified => UNSPECIFIED,
    }
}

/// The format of an identifier that says more than that nothing is said.
pub(crate) fn understood(uri: &str) -> Option<AttributeNameFormat> {
    match uri {
        BASIC => Some(AttributeNameFormat::Basic),
        URI => Some(AttributeNameFormat::Uri),
        _ => None,
    }
}
