//! What our identity provider says, as our service provider and an independent eye read it.

use super::world::{ACS, CONTEXT, IDP, REQUEST, SP, at, attributes, consume, content, genuine, idp_key, now};
use identity_core::SeededEntropy;
use identity_web::saml::messages::authn_request::{Comparison, RequestedAuthnContext};
use identity_web::saml::messages::name_id::{NameId, NameIdFormat};
use identity_web::saml::messages::response::{
    Attribute, BuildError, ErrorAddress, Sign, StatusCode, StatusFailure, build_error_response, build_signed,
};
use identity_web::saml::messages::validate::{Rejection, ServiceProviderEndpoint};
use identity_web::saml::xml::text::IllegalCharacter;
use proptest::prelude::*;

#[test]
fn everything_that_was_said_arrives() {
    for sign in [Sign::Assertion, Sign::Response, Sign::Both] {
        let said = consume(&genuine(sign)).unwrap();
        assert_eq!(said.issuer, IDP);
        assert_eq!(said.name_id, NameId::persistent("alice", IDP, SP));
        assert_eq!(said.attributes, attributes());
        assert_eq!(said.context_class.as_deref(), Some(CONTEXT));
        assert_eq!(said.session_index.as_deref(), Some("_session1"));
        assert_eq!((said.authn_instant, said.session_not_on_or_after), (at(-30), Some(at(3600))));
        assert_eq!(said.in_response_to.as_deref(), Some(REQUEST));
        assert!(!said.one_time_use);
    }
}

#[test]
fn a_name_cannot_become_markup() {
    let hostile = "Eve</saml:AttributeValue></saml:Attribute><saml:Attribute Name=\"role\">admin & ]]> '";
    let name_id = NameId::new(hostile, NameIdFormat::Unspecified);
    let attributes = [Attribute::basic("given\"name<", [hostile.to_owned()])];
    let built =
        build_signed(&content(&name_id, &attributes), Sign::Both, idp_key(), &SeededEntropy::new(3)).unwrap();
    let said = consume(&built.xml).unwrap();
    assert_eq!(said.name_id.value, hostile);
    assert_eq!(said.attributes, attributes);
}

#[test]
fn what_xml_cannot_carry_is_refused_before_signing() {
    let name_id = NameId::new("a\u{0}b", NameIdFormat::Transient);
    let built = build_signed(&content(&name_id, &[]), Sign::Both, idp_key(), &SeededEntropy::new(3));
    assert!(matches!(built, Err(BuildError::Text(IllegalCharacter(0)))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn any_attribute_value_arrives_unchanged(values in proptest::collection::vec("[\\PC\\t\\n<>&\"'\\]]{0,30}", 1..4)) {
        prop_assume!(values.iter().flat_map(|v| v.chars()).all(identity_web::saml::xml::text::is_xml_char));
        let name_id = NameId::persistent("alice", IDP, SP);
        let attributes = [Attribute::basic("name", values.clone())];
        let built = build_signed(&content(&name_id, &attributes), Sign::Both, idp_key(), &SeededEntropy::new(3)).unwrap();
        let said = consume(&built.xml).unwrap();
        prop_assert_eq!(said.values("name").collect::<Vec<_>>(), values);
    }
}

#[test]
fn a_failure_is_signed_and_tells_the_reason() {
    let address = ErrorAddress { issuer: IDP, destination: ACS, in_response_to: Some(REQUEST), now: now() };
    let failure = StatusFailure::new(StatusCode::NoPassive, "A & B");
    let signed = build_error_response(address, &failure, idp_key(), &SeededEntropy::new(4)).unwrap();
    assert!(signed.as_str().contains("<ds:SignatureValue>"));
    assert!(signed.as_str().contains("<samlp:StatusMessage>A &amp; B</samlp:StatusMessage>"));
    let top = StatusCode::Responder.uri().to_owned();
    let second = Some(StatusCode::NoPassive);
    let said = Some("A & B".to_owned());
    let expected = Rejection::StatusNotSuccess { top: top.clone(), second, said };
    assert_eq!(consume(signed.as_str()), Err(expected));
    // Words that the signature does not cover are nobody's words.
    let forged = signed.as_str().replace("A &amp; B", "Call 555-1234 and read out your password");
    let unvouched = Rejection::StatusNotSuccess { top, second, said: None };
    assert_eq!(consume(&forged), Err(unvouched));
}

#[test]
fn a_weaker_authentication_than_required_is_not_enough() {
    let ladder: [&[&str]; 2] = [&[CONTEXT], &["urn:stronger"]];
    let ask = |class: &str| RequestedAuthnContext {
        comparison: Comparison::Minimum,
        classes: vec![class.to_owned()],
    };
    let consumed = |wanted: &RequestedAuthnContext| {
        let here =
            ServiceProviderEndpoint { required_context: Some((wanted, &ladder)), ..super::world::here() };
        super::world::consume_at(&genuine(Sign::Both), super::world::provider(), here)
    };
    assert!(consumed(&ask(CONTEXT)).is_ok());
    assert_eq!(consumed(&ask("urn:stronger")), Err(Rejection::AuthnContext));
}
