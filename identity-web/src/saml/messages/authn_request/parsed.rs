//! The content of an authentication request, parsed from its element.

use crate::saml::messages::authn_request::context::{RequestedAuthnContext, read_context};
use crate::saml::xml::namespace::{ASSERTION, PROTOCOL};
use crate::saml::xml::text::{is_message_id, parse_date_time};
use crate::saml::xml::tree::Element;
use identity_core::Timestamp;

/// How the request names the place for the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RequestedConsumer {
    Default,
    Url(String),
    Index(u16),
}

/// The request's content, read from the element that its signature covered, or from the whole when it came
/// unsigned or by Redirect.
#[derive(Debug, Clone)]
pub(super) struct Parsed {
    pub(super) id: String,
    pub(super) issuer: String,
    pub(super) issue_instant: Timestamp,
    pub(super) destination: Option<String>,
    pub(super) consumer: RequestedConsumer,
    pub(super) protocol_binding: Option<String>,
    pub(super) name_id_format: Option<String>,
    pub(super) sp_name_qualifier: Option<String>,
    pub(super) requested_context: Option<RequestedAuthnContext>,
    pub(super) force_authn: bool,
    pub(super) is_passive: bool,
    pub(super) names_subject: bool,
}

impl Parsed {
    pub(super) fn read(root: &Element) -> Option<Self> {
        if root.attribute("Version") != Some("2.0") {
            return None;
        }
        let consumer = match (
            root.attribute("AssertionConsumerServiceURL"),
            root.attribute("AssertionConsumerServiceIndex"),
        ) {
            (None, None) => RequestedConsumer::Default,
            (Some(url), None) => RequestedConsumer::Url(url.to_owned()),
            (None, Some(index)) => RequestedConsumer::Index(index.parse().ok()?),
            // saml-core 3.4.1: mutually exclusive.
            (Some(_), Some(_)) => return None,
        };
        let policy = root.first(PROTOCOL, "NameIDPolicy");
        let policy = |name| policy.and_then(|policy| policy.attribute(name)).map(str::to_owned);
        let requested_context = match root.first(PROTOCOL, "RequestedAuthnContext") {
            None => None,
            Some(element) => Some(read_context(element)?),
        };
        Some(Self {
            id: root.attribute("ID").filter(|id| is_message_id(id))?.to_owned(),
            issuer: root.only(ASSERTION, "Issuer")?.trimmed().to_owned(),
            issue_instant: parse_date_time(root.attribute("IssueInstant")?)?,
            destination: root.attribute("Destination").map(str::to_owned),
            consumer,
            protocol_binding: root.attribute("ProtocolBinding").map(str::to_owned),
            name_id_format: policy("Format"),
            sp_name_qualifier: policy("SPNameQualifier"),
            requested_context,
            force_authn: boolean(root.attribute("ForceAuthn"))?,
            is_passive: boolean(root.attribute("IsPassive"))?,
            names_subject: root.first(ASSERTION, "Subject").is_some(),
        })
    }
}

/// `xs:boolean` with its default of false.
fn boolean(value: Option<&str>) -> Option<bool> {
    match value {
        None | Some("false" | "0") => Some(false),
        Some("true" | "1") => Some(true),
        Some(_) => None,
    }
}
