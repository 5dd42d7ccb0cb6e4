//! Signature wrapping in SAML Raider's numbering, once around a signed response, once around a signed assertion.

use super::world::{assertion, consume, forged, genuine, signature, without_signature};
use identity_web::saml::messages::response::Sign;

const RESPONSE_END: &str = "</samlp:Response>";
const ASSERTION_END: &str = "</saml:Assertion>";
const SIGNATURE_END: &str = "</ds:Signature>";

/// Puts `inside` before the last `end`.
fn before_end(xml: &str, end: &str, inside: &str) -> String {
    let at = xml.rfind(end).unwrap();
    format!("{}{inside}{}", &xml[..at], &xml[at..])
}

/// Puts `inside` after the first issuer.
fn after_issuer(xml: &str, inside: &str) -> String {
    xml.replacen("</saml:Issuer>", &format!("</saml:Issuer>{inside}"), 1)
}

/// The eight documents around a signed response.
fn around_response() -> Vec<String> {
    let original = genuine(Sign::Response);
    let (bare, signature) = (without_signature(&original), signature(&original));
    let evil = forged(&original);
    let evil_assertion = assertion(&evil).to_owned();
    let with_object = before_end(signature, SIGNATURE_END, &format!("<ds:Object>{bare}</ds:Object>"));
    vec![
        after_issuer(&evil, &before_end(signature, SIGNATURE_END, &bare)),
        after_issuer(&evil, &format!("{bare}{signature}")),
        before_end(&evil, RESPONSE_END, &original),
        evil.replace(&evil_assertion, &before_end(&evil_assertion, ASSERTION_END, &original)),
        before_end(&after_issuer(&evil, signature), RESPONSE_END, &bare),
        after_issuer(&evil, &signature.replace("<ds:KeyInfo>", &format!("{bare}<ds:KeyInfo>"))),
        after_issuer(&evil, &format!("<samlp:Extensions>{original}</samlp:Extensions>")),
        after_issuer(&evil, &with_object),
    ]
}

/// The eight documents around a signed assertion.
fn around_assertion() -> Vec<String> {
    let response = genuine(Sign::Assertion);
    let original = assertion(&response).to_owned();
    let (bare, signature) = (without_signature(&original), signature(&original).to_owned());
    let evil = forged(&original);
    let with = |content: String| response.replace(&original, &content);
    let object = before_end(&signature, SIGNATURE_END, &format!("<ds:Object>{bare}</ds:Object>"));
    vec![
        with(after_issuer(&evil, &before_end(&signature, SIGNATURE_END, &bare))),
        with(format!("{bare}{}", after_issuer(&evil, &signature))),
        with(format!("{evil}{original}")),
        with(before_end(&evil, ASSERTION_END, &original)),
        with(format!("{}{bare}", after_issuer(&evil, &signature))),
        with(after_issuer(&evil, &signature.replace("<ds:KeyInfo>", &format!("{bare}<ds:KeyInfo>")))),
        with(format!("<samlp:Extensions>{evil}</samlp:Extensions>{original}")),
        with(after_issuer(&evil, &object)),
    ]
}

#[test]
fn s_01_the_documents_that_are_wrapped_are_accepted_when_left_alone() {
    for sign in [Sign::Response, Sign::Assertion, Sign::Both] {
        assert_eq!(consume(&genuine(sign)).unwrap().name_id.value, "alice");
    }
}

#[test]
fn s_01_signature_wrapping_around_a_signed_response_is_rejected() {
    all_rejected(&around_response());
}

#[test]
fn s_01_signature_wrapping_around_a_signed_assertion_is_rejected() {
    all_rejected(&around_assertion());
}

fn all_rejected(documents: &[String]) {
    assert_eq!(documents.len(), 8);
    for (number, document) in documents.iter().enumerate() {
        assert!(document.contains("mallory") && document.contains("alice"));
        let rejection = consume(document).expect_err(&format!("XSW{} was accepted", number + 1));
        // The names are those of the checks on the shape; reaching the cryptography would be luck already.
        let reason = rejection.reason();
        assert!(
            matches!(reason, "assertion_count" | "signature_shape" | "gate"),
            "XSW{}: rejected for another reason: {rejection}",
            number + 1
        );
    }
}

#[test]
fn s_02_two_assertions_are_rejected_whole_in_either_order() {
    let response = genuine(Sign::Assertion);
    let original = assertion(&response).to_owned();
    let evil = forged(&original);
    for both in [format!("{original}{evil}"), format!("{evil}{original}")] {
        assert_eq!(consume(&response.replace(&original, &both)).unwrap_err().reason(), "assertion_count");
    }
    // Two that are both signed are not better.
    let twice = format!("{original}{}", original.replace(super::world::id(&original), "_other"));
    assert_eq!(consume(&response.replace(&original, &twice)).unwrap_err().reason(), "assertion_count");
}
