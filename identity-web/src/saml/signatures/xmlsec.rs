//! XML signatures: made here, verified by libxmlsec1 (through samael).
//!
//! Signing needs no canonicaliser, since [`writer`](crate::saml::xml::writer) already writes canonical form: digest the
//! document, write `SignedInfo` canonically, sign its octets with a loaded key. That is as fast as the bare RSA
//! operation, where handing text and key to a library costs twice that again.
//! Verifying someone else's document needs the whole machinery, so libxml2 and libxmlsec1 do it, behind the
//! gate, with the key and the algorithms preset; the answer is only what the signature covered.

use crate::saml::keys::algorithms::{ENVELOPED_SIGNATURE, EXCLUSIVE_C14N, SHA256, XML_ALLOWED};
use crate::saml::keys::certificate::{Certificate, KeyError};
use crate::saml::keys::signing_key::SigningKey;
use crate::saml::signatures::gate::Admitted;
use crate::saml::signatures::shape::{SignatureFacts, SignedPart};
use crate::saml::xml::codec::encode_base64;
use crate::saml::xml::document::Document;
use crate::saml::xml::document::SignedDocument;
use crate::saml::xml::limits::TreeLimits;
use crate::saml::xml::tree::{self, Element};
use samael::crypto::{CertificateDer, Crypto, CryptoProvider as _, ReduceMode};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::panic::catch_unwind;

/// Signs a document at the place that its writer marked (saml-core 5.4: enveloped, exclusive c14n, SHA-256).
pub fn sign_enveloped(document: &Document, key: &SigningKey) -> Result<SignedDocument, KeyError> {
    let digest = encode_base64(&Sha256::digest(document.xml.as_bytes()));
    let (before, after) = document.xml.split_at_checked(document.signature_at).unwrap_or((&document.xml, ""));
    let info = signed_info(&document.id, &digest);
    // Canonicalised on its own, SignedInfo declares the prefix that it inherits in the document.
    let canonical = format!("<ds:SignedInfo xmlns:ds=\"{}\">{info}", crate::saml::xml::namespace::DSIG);
    let value = encode_base64(&key.sign(canonical.as_bytes())?);
    let mut signed =
        String::with_capacity(document.xml.len() + info.len() + key.certificate_base64().len() + 600);
    signed.push_str(before);
    let _ = write!(
        signed,
        "<ds:Signature xmlns:ds=\"{}\"><ds:SignedInfo>{info}<ds:SignatureValue>{value}</ds:SignatureValue>\
         <ds:KeyInfo><ds:X509Data><ds:X509Certificate>{}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>",
        crate::saml::xml::namespace::DSIG,
        key.certificate_base64(),
    );
    signed.push_str(after);
    Ok(SignedDocument(signed))
}

/// `SignedInfo` in canonical form from after its start tag to its end. The id is one that we made.
fn signed_info(id: &str, digest: &str) -> String {
    format!(
        "<ds:CanonicalizationMethod Algorithm=\"{EXCLUSIVE_C14N}\"></ds:CanonicalizationMethod>\
         <ds:SignatureMethod Algorithm=\"{}\"></ds:SignatureMethod><ds:Reference URI=\"#{id}\"><ds:Transforms>\
         <ds:Transform Algorithm=\"{ENVELOPED_SIGNATURE}\"></ds:Transform>\
         <ds:Transform Algorithm=\"{EXCLUSIVE_C14N}\"></ds:Transform></ds:Transforms>\
         <ds:DigestMethod Algorithm=\"{SHA256}\"></ds:DigestMethod><ds:DigestValue>{digest}</ds:DigestValue>\
         </ds:Reference></ds:SignedInfo>",
        SigningKey::ALGORITHM.uri()
    )
}

/// Why a signature is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// Nothing is signed.
    #[error("nothing in the message is signed")]
    Unsigned,
    /// No certificate is known for the issuer, or none of the kind that signed.
    #[error("no certificate of the issuer fits the signature")]
    NoFittingCertificate,
    /// The signature does not belong to these octets and the issuer's key.
    #[error("the signature is not genuine")]
    Invalid,
    /// What the verifier returned is not the element that was to be verified.
    #[error("the signature covers something else")]
    CoversSomethingElse,
}

/// What a signature covered, read from the octets that were digested. The parsers of assertions take only this.
#[derive(Debug, Clone)]
pub struct SignedXml {
    root: Element,
    part: SignedPart,
}

impl SignedXml {
    /// The signed element.
    pub const fn root(&self) -> &Element {
        &self.root
    }

    /// Which part of the message it is.
    pub const fn part(&self) -> SignedPart {
        self.part
    }
}

/// Verifies every signature of an admitted message and reduces it to what was signed. One certificate per call,
/// so that a key of another kind in the list (a rollover) cannot end the search.
pub fn verify_reduced(message: &Admitted, certificates: &[Certificate]) -> Result<SignedXml, VerifyError> {
    let part = message
        .signatures
        .iter()
        .map(|signature| signature.part)
        .min_by_key(|part| *part == SignedPart::Assertion);
    let part = part.ok_or(VerifyError::Unsigned)?;
    let expected = match part {
        SignedPart::Message => &message.root,
        SignedPart::Assertion => message
            .root
            .first(crate::saml::xml::namespace::ASSERTION, "Assertion")
            .ok_or(VerifyError::Unsigned)?,
    };
    let root =
        verify_document(&message.text, expected, &message.signatures, certificates, TreeLimits::MESSAGE)?;
    Ok(SignedXml { root, part })
}

/// The common part for messages and metadata.
pub(crate) fn verify_document(
    text: &str,
    expected: &Element,
    signatures: &[SignatureFacts],
    certificates: &[Certificate],
    limits: TreeLimits,
) -> Result<Element, VerifyError> {
    let mut outcome = VerifyError::NoFittingCertificate;
    for certificate in certificates {
        if !signatures.iter().all(|signature| certificate.fits(signature.algorithm)) {
            continue;
        }
        outcome = VerifyError::Invalid;
        let Some(reduced) = reduce(text, certificate) else { continue };
        let root = tree::parse(reduced.as_bytes(), limits).map_err(|_| VerifyError::CoversSomethingElse)?;
        let same =
            root.is(&expected.namespace, &expected.name) && root.attribute("ID") == expected.attribute("ID");
        return if same { Ok(root) } else { Err(VerifyError::CoversSomethingElse) };
    }
    Err(outcome)
}

fn reduce(text: &str, certificate: &Certificate) -> Option<String> {
    let certificate = [CertificateDer::from(certificate.der().to_vec())];
    // The library is C behind a young wrapper; a panic in it is a failed verification, not a failed server.
    catch_unwind(|| {
        Crypto::reduce_xml_to_signed_with_allowed_algorithms(
            text,
            &certificate,
            ReduceMode::PreDigest,
            Some(&XML_ALLOWED),
        )
        .ok()
    })
    .ok()
    .flatten()
}

/// Signs and verifies one small document. Call it once at start: it loads the C libraries before requests come,
/// and a build whose verifier believes everything must not serve.
pub fn self_test(key: &SigningKey) -> Result<(), VerifyError> {
    let mut writer = crate::saml::xml::writer::Writer::default();
    writer.open(crate::saml::xml::writer::Prefix::Samlp, "LogoutRequest", &[("ID", "_self-test")]);
    writer.text(crate::saml::xml::writer::Prefix::Saml, "Issuer", &[], "self-test");
    writer.signature_here();
    let document = writer.finish("_self-test").map_err(|_| VerifyError::Invalid)?;
    let signed = sign_enveloped(&document, key).map_err(|_| VerifyError::Invalid)?;
    let check = |text: &str| {
        let admitted = crate::saml::signatures::gate::admit(
            text.as_bytes(),
            crate::saml::signatures::gate::MessageKind::LogoutRequest,
        );
        let admitted = admitted.map_err(|_| VerifyError::Invalid)?;
        verify_reduced(&admitted, std::slice::from_ref(key.certificate()))
    };
    check(signed.as_str())?;
    match check(&signed.as_str().replace(">self-test<", ">tampered<")) {
        Err(VerifyError::Invalid) => Ok(()),
        Err(other) => Err(other),
        Ok(_) => Err(VerifyError::CoversSomethingElse),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::saml::signatures::gate::MessageKind;
    use crate::saml::signatures::gate::admit;
    use crate::saml::xml::writer::Prefix;
    use crate::saml::xml::writer::Writer;
    use identity_core::{SeededEntropy, Timestamp};
    use proptest::prelude::*;
    use std::sync::OnceLock;

    fn key() -> &'static SigningKey {
        static KEY: OnceLock<SigningKey> = OnceLock::new();
        KEY.get_or_init(|| {
            SigningKey::generate("t", Timestamp::from_unix_seconds(1_800_000_000), &SeededEntropy::new(1))
                .unwrap()
        })
    }

    fn document(text: &str) -> Document {
        let mut writer = Writer::default();
        writer.open(Prefix::Samlp, "LogoutRequest", &[("ID", "_x"), ("Reason", text)]);
        writer.text(Prefix::Saml, "Issuer", &[], text);
        writer.signature_here();
        writer.text(Prefix::Saml, "NameID", &[("Format", text)], text);
        writer.finish("_x").unwrap()
    }

    #[test]
    fn the_self_test_passes() {
        assert_eq!(self_test(key()), Ok(()));
    }

    #[test]
    fn our_signature_is_the_one_that_libxmlsec_makes() {
        let ours = sign_enveloped(&document("a & <b> \"c\" \r\n\té"), key()).unwrap();
        let value = |xml: &str, name: &str| -> String {
            let start = xml.find(&format!("<ds:{name}>")).unwrap() + name.len() + 5;
            let end = xml.find(&format!("</ds:{name}>")).unwrap();
            xml[start..end].split_whitespace().collect()
        };
        let template = ours
            .as_str()
            .replace(&value(ours.as_str(), "SignatureValue"), "")
            .replace(&value(ours.as_str(), "DigestValue"), "");
        let theirs = Crypto::sign_xml(template, &key().private_key_der().unwrap()).unwrap();
        assert_eq!(value(&theirs, "DigestValue"), value(ours.as_str(), "DigestValue"));
        assert_eq!(value(&theirs, "SignatureValue"), value(ours.as_str(), "SignatureValue"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_text_survives_signing_and_verification(text in "[\\PC\\t\\n\\r<>&\"']{0,40}") {
            prop_assume!(text.chars().all(crate::saml::xml::text::is_xml_char));
            let signed = sign_enveloped(&document(&text), key()).unwrap();
            let admitted = admit(signed.as_str().as_bytes(), MessageKind::LogoutRequest).unwrap();
            let reduced = verify_reduced(&admitted, std::slice::from_ref(key().certificate())).unwrap();
            let name = reduced.root().only(crate::saml::xml::namespace::ASSERTION, "NameID").unwrap();
            prop_assert_eq!(&name.text, &text);
            prop_assert_eq!(name.attribute("Format"), Some(text.as_str()));
            prop_assert_eq!(reduced.root().attribute("Reason"), Some(text.as_str()));
        }
    }
}
