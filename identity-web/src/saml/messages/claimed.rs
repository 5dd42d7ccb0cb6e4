//! Who a message claims to be from that was refused before it was read. It is for the log and the audit trail only.

use crate::saml::bindings::redirect;
use crate::saml::xml::codec;
use crate::saml::xml::limits::TreeLimits;
use crate::saml::xml::namespace::ASSERTION;
use crate::saml::xml::tree::{self, Element};

/// More of a name is not written down.
const LONGEST: usize = 200;

/// The issuer in the query of the Redirect binding.
pub(crate) fn issuer_in_query(raw_query: &str) -> Option<String> {
    issuer(&redirect::message_of(raw_query)?)
}

/// The issuer in the form value of the POST binding.
pub(crate) fn issuer_in_form(value: &str) -> Option<String> {
    issuer(&codec::decode_base64(value).ok()?)
}

fn issuer(xml: &[u8]) -> Option<String> {
    let root = tree::parse(xml, TreeLimits::MESSAGE).ok()?;
    let issuer = root.only(ASSERTION, "Issuer").map(Element::trimmed)?;
    let shown: String = issuer.chars().filter(|character| !character.is_control()).take(LONGEST).collect();
    (!shown.is_empty()).then_some(shown)
}
