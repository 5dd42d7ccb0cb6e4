//! Documents that an attacker would send to the assertion consumer service: the wrong shape, the wrong
//! signature, too much of everything.

use super::world::{
    EXC_C14N, Signing, Tripwire, assertion, certificates, consume, cut, forged, genuine, id, resigned,
    signature, without_signature,
};
use identity_web::saml::messages::response::Sign;
use identity_web::saml::messages::validate::{ReceivedResponse, Rejection};
use identity_web::saml::signatures::gate::{GateError, ShapeError};
use identity_web::saml::signatures::xmlsec::VerifyError;
use identity_web::saml::xml::codec::{CodecError, encode_base64};
use identity_web::saml::xml::limits::TreeError;
use openssl::hash::MessageDigest;
use openssl::pkey::PKey;
use openssl::sign::Signer;

fn gate(reason: impl Into<GateError>) -> Rejection {
    Rejection::Gate(reason.into())
}

#[test]
fn altering_and_signing_anew_is_accepted_so_the_tests_below_can_fail() {
    let harmless = resigned(|xml| xml.replace(">viewer<", ">reader<"));
    assert_eq!(consume(&harmless).unwrap().values("roles").collect::<Vec<_>>(), ["reader", "editor"]);
}

#[test]
fn s_04_content_in_an_object_and_references_by_xpointer_are_rejected() {
    let response = genuine(Sign::Assertion);
    let object = format!("<ds:Object>{}</ds:Object></ds:Signature>", forged(assertion(&response)));
    let with_object = response.replace("</ds:Signature>", &object);
    assert_eq!(consume(&with_object), Err(gate(GateError::AssertionCount)));
    let empty_object = response.replace("</ds:Signature>", "<ds:Object></ds:Object></ds:Signature>");
    assert_eq!(consume(&empty_object), Err(gate(ShapeError::Element)));
    let bare = without_signature(assertion(&response));
    for uri in [
        format!("#xpointer(id('{}'))", id(&bare)),
        String::new(),
        "#_other".to_owned(),
        "file:///etc/passwd".to_owned(),
    ] {
        let signing = Signing::default();
        let signed = signing.sign_with(&bare, |digest| signing.signed_info(&uri, digest));
        assert_eq!(
            consume(&response.replace(assertion(&response), &signed)),
            Err(gate(ShapeError::Reference)),
            "{uri}"
        );
    }
}

#[test]
fn s_06_comments_and_instructions_inside_the_signature_are_rejected() {
    let response = genuine(Sign::Assertion);
    for element in ["DigestValue", "SignatureValue"] {
        let start = format!("<ds:{element}>");
        let commented = response.replace(&start, &format!("{start}<!-- x -->"));
        assert_eq!(consume(&commented), Err(gate(ShapeError::Comment)), "{element}");
        let instructed = response.replace(&start, &format!("{start}<?x y?>"));
        assert_eq!(consume(&instructed), Err(gate(TreeError::ProcessingInstruction)), "{element}");
    }
}

#[test]
fn s_07_a_comment_does_not_shorten_a_name() {
    let signed = resigned(|xml| xml.replace(">alice<", ">admin@a.example.evil.example<"));
    let commented = signed.replace("admin@a.example.evil", "admin@a.example<!---->.evil");
    // Canonicalisation leaves comments out, so the signature still holds; the whole name is the identity.
    assert_eq!(consume(&commented).unwrap().name_id.value, "admin@a.example.evil.example");
    let role = resigned(|xml| xml.replace(">editor<", ">editors<")).replace(">editors<", ">editor<!-- -->s<");
    assert_eq!(consume(&role).unwrap().values("roles").collect::<Vec<_>>(), ["viewer", "editors"]);
}

#[test]
fn s_09_any_document_type_is_rejected() {
    let (response, tripwire) = (genuine(Sign::Response), Tripwire::set());
    for doctype in tripwire.document_types() {
        assert_eq!(consume(&format!("{doctype}{response}")), Err(gate(TreeError::Doctype)), "{doctype}");
        let used = response.replace(">alice<", ">&e;<");
        assert_eq!(consume(&format!("{doctype}{used}")), Err(gate(TreeError::Doctype)), "{doctype}");
    }
    assert!(tripwire.is_untouched());
    let entity = response.replace(">alice<", ">&alice;<");
    assert_eq!(consume(&entity), Err(gate(TreeError::Entity)));
}

#[test]
fn s_13_unsigned_and_stripped_responses_are_rejected() {
    let response = genuine(Sign::Response);
    assert_eq!(consume(&without_signature(&response)), Err(Rejection::Unsigned));
    assert_eq!(consume(&forged(&response)), Err(Rejection::Unsigned));
    // With both signed, losing the inner one breaks the outer one, and losing the outer one leaves the inner.
    let both = genuine(Sign::Both);
    let inner = assertion(&both).to_owned();
    let stripped = both.replace(&inner, &without_signature(&inner));
    assert_eq!(consume(&stripped), Err(Rejection::Signature(VerifyError::Invalid)));
    assert_eq!(consume(&without_signature(&both)).unwrap().name_id.value, "alice");
}

#[test]
fn s_13_tampered_content_is_rejected() {
    for sign in [Sign::Response, Sign::Assertion, Sign::Both] {
        let tampered = genuine(sign).replace(">editor<", ">admin<");
        assert_eq!(consume(&tampered), Err(Rejection::Signature(VerifyError::Invalid)), "{sign:?}");
    }
}

#[test]
fn s_27_weak_algorithms_are_rejected_although_the_signature_holds() {
    const SHA1: &str = "http://www.w3.org/2000/09/xmldsig#sha1";
    const MD5: &str = "http://www.w3.org/2001/04/xmldsig-more#md5";
    let strong = Signing::default();
    let cases = [
        (strong, None),
        (
            Signing {
                method: "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
                method_hash: MessageDigest::sha1,
                ..strong
            },
            Some(ShapeError::SignatureAlgorithm),
        ),
        (
            Signing {
                method: "http://www.w3.org/2001/04/xmldsig-more#rsa-md5",
                method_hash: MessageDigest::md5,
                ..strong
            },
            Some(ShapeError::SignatureAlgorithm),
        ),
        (
            Signing { digest: SHA1, digest_hash: MessageDigest::sha1, ..strong },
            Some(ShapeError::DigestAlgorithm),
        ),
        (
            Signing { digest: MD5, digest_hash: MessageDigest::md5, ..strong },
            Some(ShapeError::DigestAlgorithm),
        ),
    ];
    let response = genuine(Sign::Assertion);
    let bare = without_signature(assertion(&response));
    for (signing, reason) in cases {
        let document = response.replace(assertion(&response), &signing.sign(&bare));
        assert_eq!(consume(&document).err(), reason.map(gate), "{} {}", signing.method, signing.digest);
    }
}

/// Whoever takes the key for what the document says it is would find this signature genuine: everybody has the
/// certificate.
#[test]
fn s_27_the_certificate_is_no_secret_to_sign_with() {
    let response = genuine(Sign::Assertion);
    let bare = without_signature(assertion(&response));
    let named =
        Signing { method: "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256", ..Signing::default() };
    let signed = named.sign(&bare);
    let info = cut(&signed, "<ds:SignedInfo>", "</ds:SignedInfo>");
    let canonical = info.replacen('>', " xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">", 1);
    let certificate = certificates()[0].der();
    let pem = openssl::x509::X509::from_der(certificate).unwrap().to_pem().unwrap();
    for secret in [certificate, pem.as_slice()] {
        let secret = PKey::hmac(secret).unwrap();
        let mut keyed = Signer::new(MessageDigest::sha256(), &secret).unwrap();
        let value = encode_base64(&keyed.sign_oneshot_to_vec(canonical.as_bytes()).unwrap());
        let genuine = cut(&signed, "<ds:SignatureValue>", "</ds:SignatureValue>");
        let forged = signed.replace(genuine, &format!("<ds:SignatureValue>{value}</ds:SignatureValue>"));
        let outcome = consume(&response.replace(assertion(&response), &forged));
        assert_eq!(outcome, Err(gate(ShapeError::SignatureAlgorithm)));
    }
}

#[test]
fn s_30_bombs_and_padding_end_at_the_limits() {
    let huge = "A".repeat(50 * 1024 * 1024);
    assert_eq!(ReceivedResponse::from_post(&huge).unwrap_err(), gate(CodecError::TooLarge));
    let wide = genuine(Sign::Response)
        .replace("</samlp:Status>", &format!("{}</samlp:Status>", "<a/>".repeat(2000)));
    assert_eq!(consume(&wide), Err(gate(TreeError::TooManyElements)));
    let attributes: Vec<String> = (0..10_000).map(|n| format!(" a{n}='1'")).collect();
    let attributes = attributes.concat();
    let many = genuine(Sign::Response).replace("<samlp:Status>", &format!("<samlp:Status{attributes}>"));
    assert_eq!(consume(&many), Err(gate(TreeError::TooManyAttributes)));
    let deep = format!("{}{}", "<a>".repeat(200), "</a>".repeat(200));
    let nested = genuine(Sign::Response).replace("</samlp:Status>", &format!("{deep}</samlp:Status>"));
    assert_eq!(consume(&nested), Err(gate(TreeError::TooDeep)));
    let signatures = signature(&genuine(Sign::Response)).repeat(100);
    let crowded = genuine(Sign::Response).replace("<samlp:Status>", &format!("{signatures}<samlp:Status>"));
    assert!(matches!(consume(&crowded), Err(Rejection::Gate(_))));
    assert_eq!(ReceivedResponse::from_post(&encode_base64(b"")).unwrap_err(), gate(TreeError::Malformed));
}

#[test]
fn s_32_other_transforms_and_canonicalisations_are_rejected() {
    let response = genuine(Sign::Assertion);
    let bare = without_signature(assertion(&response));
    let signing = Signing::default();
    let info = |digest: &str| signing.signed_info(&format!("#{}", id(&bare)), digest);
    let enveloped =
        "<ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"></ds:Transform>";
    let with_comments = "http://www.w3.org/2001/10/xml-exc-c14n#WithComments";
    let xpath = "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\"><ds:XPath>true()</ds:XPath></ds:Transform>";
    let xslt = "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\"></ds:Transform>";
    let method = format!("<ds:CanonicalizationMethod Algorithm=\"{EXC_C14N}\">");
    let cases: [(&str, String, ShapeError); 5] = [
        (enveloped, xpath.to_owned(), ShapeError::Transform),
        (enveloped, format!("{enveloped}{xslt}"), ShapeError::Transform),
        (enveloped, String::new(), ShapeError::Transform),
        (
            "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\">",
            format!("<ds:Transform Algorithm=\"{with_comments}\">"),
            ShapeError::Transform,
        ),
        (
            &method,
            format!("<ds:CanonicalizationMethod Algorithm=\"{with_comments}\">"),
            ShapeError::Canonicalization,
        ),
    ];
    for (from, to, reason) in cases {
        let signed = signing.sign_with(&bare, |digest| {
            assert!(info(digest).contains(from));
            info(digest).replace(from, &to)
        });
        assert_eq!(consume(&response.replace(assertion(&response), &signed)), Err(gate(reason)), "{to}");
    }
    let two = signing.sign_with(&bare, |digest| {
        let reference = cut(&info(digest), "<ds:Reference", "</ds:Reference>").to_owned();
        info(digest).replace(&reference, &reference.repeat(2))
    });
    assert_eq!(consume(&response.replace(assertion(&response), &two)), Err(gate(ShapeError::Reference)));
}

#[test]
fn encrypted_content_is_refused_by_name() {
    let response = genuine(Sign::Assertion);
    let encrypted = response.replace(assertion(&response), "<EncryptedAssertion></EncryptedAssertion>");
    assert_eq!(consume(&encrypted), Err(gate(GateError::Encrypted)));
}
