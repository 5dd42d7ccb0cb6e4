//! The gate in front of every library: what passes it is small, plain, and signed in the one shape that SAML
//! uses. Signature wrapping needs a second assertion, a signature somewhere else, or a reference to something
//! else than its parent; none of these passes, whatever a verifier behind the gate would make of it.

use crate::saml::signatures::shape::{self, SignatureFacts};
pub use crate::saml::signatures::shape::{ShapeError, SignedPart};
use crate::saml::xml::codec::{self, CodecError};
use crate::saml::xml::limits::{TreeError, TreeLimits};
use crate::saml::xml::namespace::{ASSERTION, DSIG, PROTOCOL};
use crate::saml::xml::text::is_message_id;
use crate::saml::xml::tree::{self, Element};
use std::collections::HashSet;

/// The protocol message that is expected at an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MessageKind {
    /// saml-core 3.3.3.
    Response,
    /// saml-core 3.4.1.
    AuthnRequest,
    /// saml-core 3.7.1.
    LogoutRequest,
    /// saml-core 3.7.2.
    LogoutResponse,
}

impl MessageKind {
    /// The name of the root element.
    pub const fn element(self) -> &'static str {
        match self {
            Self::Response => "Response",
            Self::AuthnRequest => "AuthnRequest",
            Self::LogoutRequest => "LogoutRequest",
            Self::LogoutResponse => "LogoutResponse",
        }
    }
}

/// Why a message goes no further.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum GateError {
    /// The transport encoding is wrong or too large.
    #[error(transparent)]
    Codec(#[from] CodecError),
    /// The document is not a small, plain XML document.
    #[error(transparent)]
    Tree(#[from] TreeError),
    /// Another message than the endpoint takes.
    #[error("the document is not the message that belongs here")]
    WrongMessage,
    /// The message or the assertion has no usable `ID`.
    #[error("an ID is missing or is not a name")]
    BadId,
    /// Two elements carry the same identifier.
    #[error("an identifier occurs twice")]
    DuplicateId,
    /// More than one assertion, or one in an unexpected place.
    #[error("a response holds one assertion, directly inside")]
    AssertionCount,
    /// An encrypted assertion, name or attribute, which this service does not offer to decrypt.
    #[error("encrypted content is not supported; send it unencrypted over TLS")]
    Encrypted,
    /// A protocol message inside the message.
    #[error("a message must not hold another message")]
    NestedMessage,
    /// A signature is not in the one shape that is accepted.
    #[error(transparent)]
    Signature(#[from] ShapeError),
}

/// A message that passed the gate. Nothing in it is believed yet.
#[derive(Debug, Clone)]
pub struct Admitted {
    pub(crate) text: String,
    pub(crate) root: Element,
    pub(crate) kind: MessageKind,
    pub(crate) signatures: Vec<SignatureFacts>,
}

impl Admitted {
    /// What the message was expected to be.
    pub const fn kind(&self) -> MessageKind {
        self.kind
    }

    /// The claimed issuer, to look up whose keys to verify with. Believe it only after verification.
    pub fn claimed_issuer(&self) -> Option<&str> {
        let assertion = self.root.first(ASSERTION, "Assertion");
        let issuer = self.root.only(ASSERTION, "Issuer");
        let issuer = issuer.or_else(|| assertion.and_then(|inner| inner.only(ASSERTION, "Issuer")));
        issuer.map(Element::trimmed)
    }

    /// The claimed `InResponseTo`, to look up the request. Believe it only after verification.
    pub fn claimed_in_response_to(&self) -> Option<&str> {
        self.root.attribute("InResponseTo")
    }

    /// Whether the message itself carries a signature.
    pub fn is_message_signed(&self) -> bool {
        self.signatures.iter().any(|signature| signature.part == SignedPart::Message)
    }

    /// Whether anything carries a signature.
    pub fn is_signed(&self) -> bool {
        !self.signatures.is_empty()
    }
}

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Decodes the form value of the POST binding and takes it through the gate.
pub fn admit_post(value: &str, kind: MessageKind) -> Result<Admitted, GateError> {
    admit_owned(codec::decode_base64(value)?, kind)
}

/// Takes a decoded message through the gate.
pub fn admit(document: &[u8], kind: MessageKind) -> Result<Admitted, GateError> {
    // Checked here too, so that what is too large is not even copied.
    if document.len() > TreeLimits::MESSAGE.octets {
        return Err(TreeError::TooLarge.into());
    }
    admit_owned(document.to_vec(), kind)
}

fn admit_owned(mut document: Vec<u8>, kind: MessageKind) -> Result<Admitted, GateError> {
    if document.starts_with(BYTE_ORDER_MARK) {
        document.drain(..BYTE_ORDER_MARK.len());
    }
    let root = tree::parse(&document, TreeLimits::MESSAGE)?;
    if !root.is(PROTOCOL, kind.element()) {
        return Err(GateError::WrongMessage);
    }
    check_identifiers(&root)?;
    check_content(&root, kind)?;
    let signatures = shape::inspect(&root)?;
    let text = String::from_utf8(document).map_err(|_| TreeError::NotUtf8)?;
    Ok(Admitted { text, root, kind, signatures })
}

fn check_identifiers(root: &Element) -> Result<(), GateError> {
    let mut seen = HashSet::new();
    for element in root.walk() {
        for attribute in element.attributes.iter().filter(|attribute| tree::is_identifier(attribute)) {
            if !is_message_id(&attribute.value) {
                return Err(GateError::BadId);
            }
            if !seen.insert(attribute.value.as_str()) {
                return Err(GateError::DuplicateId);
            }
        }
        let needs_id = element.namespace == PROTOCOL && std::ptr::eq(element, root)
            || element.is(ASSERTION, "Assertion");
        if needs_id && element.attribute("ID").is_none() {
            return Err(GateError::BadId);
        }
    }
    Ok(())
}

fn check_content(root: &Element, kind: MessageKind) -> Result<(), GateError> {
    let mut assertions = 0_usize;
    for element in root.walk().skip(1) {
        let name = element.name.as_str();
        // By name alone: an unknown namespace is no excuse for something that looks like an assertion.
        if name == "Assertion" {
            assertions += 1;
        }
        if name.starts_with("Encrypted") && element.namespace != DSIG {
            return Err(GateError::Encrypted);
        }
        if matches!(
            name,
            "Response" | "AuthnRequest" | "LogoutRequest" | "LogoutResponse" | "ArtifactResponse"
        ) {
            return Err(GateError::NestedMessage);
        }
    }
    let direct = root.all(ASSERTION, "Assertion").count();
    let allowed = usize::from(kind == MessageKind::Response);
    if assertions != direct || direct > allowed { Err(GateError::AssertionCount) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(inside: &str) -> Result<Admitted, GateError> {
        let xml =
            format!("<p:Response xmlns:p='{PROTOCOL}' xmlns:a='{ASSERTION}' ID='_r'>{inside}</p:Response>");
        admit(xml.as_bytes(), MessageKind::Response)
    }

    #[test]
    fn one_assertion_directly_inside_passes() {
        assert!(response("<a:Assertion ID='_a'/>").is_ok());
    }

    #[test]
    fn other_shapes_do_not() {
        let cases = [
            ("<a:Assertion ID='_a'/><a:Assertion ID='_b'/>", GateError::AssertionCount),
            ("<p:Extensions><a:Assertion ID='_a'/></p:Extensions>", GateError::AssertionCount),
            ("<Assertion ID='_a'/>", GateError::AssertionCount),
            ("<a:Assertion ID='_r'/>", GateError::DuplicateId),
            ("<a:Assertion ID='_a'><a:Subject Id='_a'/></a:Assertion>", GateError::DuplicateId),
            ("<a:Assertion ID='_a'><a:Subject xml:id='_a'/></a:Assertion>", GateError::DuplicateId),
            ("<a:Assertion/>", GateError::BadId),
            ("<a:Assertion ID='element(/1)'/>", GateError::BadId),
            ("<a:EncryptedAssertion/>", GateError::Encrypted),
            ("<p:Extensions><p:Response ID='_x'/></p:Extensions>", GateError::NestedMessage),
        ];
        for (inside, reason) in cases {
            assert_eq!(response(inside).unwrap_err(), reason, "{inside}");
        }
    }

    #[test]
    fn another_message_is_not_taken() {
        let xml = format!("<p:LogoutRequest xmlns:p='{PROTOCOL}' ID='_r'/>");
        assert_eq!(admit(xml.as_bytes(), MessageKind::Response).unwrap_err(), GateError::WrongMessage);
        assert_eq!(
            admit(b"<Response ID='_r'/>", MessageKind::Response).unwrap_err(),
            GateError::WrongMessage
        );
    }
}
