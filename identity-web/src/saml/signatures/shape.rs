//! The one shape of XML signature that SAML uses (saml-core 5.4), and nothing beside it.

use crate::saml::keys::algorithms::{
    ENVELOPED_SIGNATURE, EXCLUSIVE_C14N, SignatureAlgorithm, is_digest_allowed,
};
use crate::saml::xml::namespace::{ASSERTION, DSIG};
use crate::saml::xml::tree::Element;

/// Why a signature is not looked at any closer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ShapeError {
    /// A signature that is not directly inside the message or its assertion, or several in one place.
    #[error("a signature stands in an unexpected place")]
    Placement,
    /// An element that does not belong there, such as `ds:Object`.
    #[error("a signature holds an element that is not accepted")]
    Element,
    /// A comment inside the signature (CVE-2025-29775).
    #[error("a signature holds a comment")]
    Comment,
    /// The reference is not to the element that holds the signature, or there are several.
    #[error("a signature must refer to the element that holds it")]
    Reference,
    /// A transform other than enveloped-signature and exclusive canonicalisation.
    #[error("a transform is not accepted")]
    Transform,
    /// Another canonicalisation than the exclusive one without comments.
    #[error("the canonicalisation is not accepted")]
    Canonicalization,
    /// A weak or unknown signature algorithm.
    #[error("the signature algorithm is not accepted; use RSA or ECDSA with SHA-256 or stronger")]
    SignatureAlgorithm,
    /// A weak or unknown digest algorithm.
    #[error("the digest algorithm is not accepted; use SHA-256 or stronger")]
    DigestAlgorithm,
}

/// What a signature covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SignedPart {
    /// The whole message.
    Message,
    /// The assertion inside a response.
    Assertion,
}

/// What is known of a signature before it is verified.
#[derive(Debug, Clone)]
pub(crate) struct SignatureFacts {
    pub(crate) part: SignedPart,
    pub(crate) algorithm: SignatureAlgorithm,
}

/// Finds the signatures of a message and checks the shape of each.
pub(crate) fn inspect(root: &Element) -> Result<Vec<SignatureFacts>, ShapeError> {
    let mut found = Vec::new();
    if let Some(facts) = signature_of(root, SignedPart::Message)? {
        found.push(facts);
    }
    for assertion in root.all(ASSERTION, "Assertion") {
        if let Some(facts) = signature_of(assertion, SignedPart::Assertion)? {
            found.push(facts);
        }
    }
    // Whatever calls itself a signature anywhere else is an attack or a mistake.
    let everywhere = root.walk().filter(|element| element.name == "Signature").count();
    if everywhere == found.len() { Ok(found) } else { Err(ShapeError::Placement) }
}

/// The same for a metadata document, which is signed at its root if at all.
pub(crate) fn signature_of(parent: &Element, part: SignedPart) -> Result<Option<SignatureFacts>, ShapeError> {
    let mut signatures = parent.all(DSIG, "Signature");
    let Some(signature) = signatures.next() else { return Ok(None) };
    if signatures.next().is_some() {
        return Err(ShapeError::Placement);
    }
    if signature.walk().any(|element| element.has_comment) {
        return Err(ShapeError::Comment);
    }
    let id = parent.attribute("ID").ok_or(ShapeError::Reference)?;
    let algorithm = check_signature(signature, id)?;
    Ok(Some(SignatureFacts { part, algorithm }))
}

fn check_signature(signature: &Element, id: &str) -> Result<SignatureAlgorithm, ShapeError> {
    let names: Vec<&str> = signature.children.iter().map(|child| child.name.as_str()).collect();
    let expected: [&str; 3] = ["SignedInfo", "SignatureValue", "KeyInfo"];
    if !(names == expected || names == expected[..2])
        || !signature.children.iter().all(|c| c.namespace == DSIG)
    {
        return Err(ShapeError::Element);
    }
    let signed_info = signature.only(DSIG, "SignedInfo").ok_or(ShapeError::Element)?;
    let value = signature.only(DSIG, "SignatureValue").ok_or(ShapeError::Element)?;
    if !value.children.is_empty() || value.trimmed().is_empty() {
        return Err(ShapeError::Element);
    }
    if let Some(key_info) = signature.only(DSIG, "KeyInfo") {
        // The key is never taken from here; what could make a library fetch or follow something is refused.
        let plain = |child: &Element| matches!(child.name.as_str(), "X509Data" | "KeyName" | "KeyValue");
        if !key_info.children.iter().all(|child| child.namespace == DSIG && plain(child)) {
            return Err(ShapeError::Element);
        }
    }
    check_signed_info(signed_info, id)
}

fn check_signed_info(signed_info: &Element, id: &str) -> Result<SignatureAlgorithm, ShapeError> {
    let [canonicalization, method, reference] = signed_info.children.as_slice() else {
        return Err(ShapeError::Reference);
    };
    if !canonicalization.is(DSIG, "CanonicalizationMethod")
        || !method.is(DSIG, "SignatureMethod")
        || !reference.is(DSIG, "Reference")
    {
        return Err(ShapeError::Element);
    }
    if canonicalization.attribute("Algorithm") != Some(EXCLUSIVE_C14N) || !is_plain_c14n(canonicalization) {
        return Err(ShapeError::Canonicalization);
    }
    if !method.children.is_empty() {
        return Err(ShapeError::SignatureAlgorithm);
    }
    check_reference(reference, id)?;
    method.attribute("Algorithm").and_then(SignatureAlgorithm::from_uri).ok_or(ShapeError::SignatureAlgorithm)
}

fn check_reference(reference: &Element, id: &str) -> Result<(), ShapeError> {
    let [transforms, digest_method, digest_value] = reference.children.as_slice() else {
        return Err(ShapeError::Transform);
    };
    if !transforms.is(DSIG, "Transforms")
        || !digest_method.is(DSIG, "DigestMethod")
        || !digest_value.is(DSIG, "DigestValue")
    {
        return Err(ShapeError::Element);
    }
    if reference.attribute("URI").and_then(|uri| uri.strip_prefix('#')) != Some(id) {
        return Err(ShapeError::Reference);
    }
    let [enveloped, canonical] = transforms.children.as_slice() else { return Err(ShapeError::Transform) };
    if !enveloped.is(DSIG, "Transform")
        || enveloped.attribute("Algorithm") != Some(ENVELOPED_SIGNATURE)
        || !enveloped.children.is_empty()
        || !canonical.is(DSIG, "Transform")
        || canonical.attribute("Algorithm") != Some(EXCLUSIVE_C14N)
        || !is_plain_c14n(canonical)
    {
        return Err(ShapeError::Transform);
    }
    if !digest_method.children.is_empty()
        || !digest_method.attribute("Algorithm").is_some_and(is_digest_allowed)
    {
        return Err(ShapeError::DigestAlgorithm);
    }
    if digest_value.children.is_empty() { Ok(()) } else { Err(ShapeError::Element) }
}

/// Exclusive canonicalisation may name prefixes to treat inclusively (xml-exc-c14n 3); nothing else is inside.
fn is_plain_c14n(element: &Element) -> bool {
    match element.children.as_slice() {
        [] => true,
        [inclusive] => inclusive.is(EXCLUSIVE_C14N, "InclusiveNamespaces") && inclusive.children.is_empty(),
        _ => false,
    }
}
