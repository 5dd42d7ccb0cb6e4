//! Authentication requests as the identity provider takes them.

use super::world::{SP, Signing, Tripwire, at, evil_key, id, idp_key, now, without_signature};
use identity_core::SeededEntropy;
use identity_web::saml::bindings::endpoint::Endpoint;
use identity_web::saml::messages::authn_request::{
    AssertionConsumerService, AuthnRequestContent, AuthnRequestRejection, IdentityProviderEndpoint,
    ReadError, ReceivedAuthnRequest, RegisteredServiceProvider, ValidatedAuthnRequest, build_post,
    build_redirect,
};
use identity_web::saml::messages::name_id::NameIdFormat;
use identity_web::saml::messages::response::StatusCode;
use identity_web::saml::signatures::gate::GateError;
use identity_web::saml::signatures::xmlsec::VerifyError;
use identity_web::saml::xml::codec::{decode_base64, deflate, encode_base64};
use identity_web::saml::xml::limits::TreeError;
use std::time::Duration;

const SSO: &str = "https://idp.example/saml/idp/sso";
const LADDER: [&[&str]; 2] = [&["urn:password"], &["urn:two-factor"]];

fn endpoint(text: &str) -> Endpoint {
    Endpoint::parse(text).unwrap()
}

/// The service provider's own key is the one that the corpus calls the identity provider's.
fn registered() -> RegisteredServiceProvider {
    let service = |location: &str, index, is_default| AssertionConsumerService {
        location: endpoint(location),
        index,
        is_default,
    };
    RegisteredServiceProvider {
        entity_id: SP.to_owned(),
        consumer_services: vec![
            service("https://sp.example/old", 3, false),
            service("https://sp.example/saml/acs", 7, true),
        ],
        certificates: vec![idp_key().certificate().clone()],
        require_signed_requests: true,
        name_id_formats: vec![NameIdFormat::Persistent, NameIdFormat::Transient],
    }
}

fn here() -> IdentityProviderEndpoint<'static> {
    IdentityProviderEndpoint {
        location: SSO,
        now: now(),
        skew: Duration::from_mins(2),
        max_age: Duration::from_mins(5),
        ladder: &LADDER,
        reachable: LADDER[0],
    }
}

fn xml() -> String {
    post(|_| {})
}

/// The signed XML of a request with changes.
fn post(change: impl Fn(&mut AuthnRequestContent<'_>)) -> String {
    let (destination, consumer) = (endpoint(SSO), endpoint("https://sp.example/saml/acs"));
    let mut content = content(&destination, &consumer);
    change(&mut content);
    let form = build_post(&content, None, idp_key(), &SeededEntropy::new(1)).unwrap();
    String::from_utf8(decode_base64(&form.message).unwrap()).unwrap()
}

fn content<'a>(destination: &'a Endpoint, consumer: &'a Endpoint) -> AuthnRequestContent<'a> {
    AuthnRequestContent {
        id: "_request1",
        issuer: SP,
        destination,
        consumer,
        name_id_format: None,
        minimum_context: &[],
        force_authn: false,
        is_passive: false,
        now: now(),
    }
}

fn check(xml: &str) -> Result<ValidatedAuthnRequest, AuthnRequestRejection> {
    let received = ReceivedAuthnRequest::from_post(&encode_base64(xml.as_bytes()), Some("state")).unwrap();
    received.check(&registered(), here())
}

/// An altered request, signed anew.
fn altered(from: &str, to: &str) -> String {
    let bare = without_signature(&xml());
    assert!(bare.contains(from), "{from} is not in {bare}");
    Signing::default().sign(&bare.replace(from, to))
}

fn answered(outcome: Result<ValidatedAuthnRequest, AuthnRequestRejection>) -> StatusCode {
    match outcome {
        Err(AuthnRequestRejection::Answerable { failure, destination, in_response_to }) => {
            assert_eq!(
                (destination.as_str(), in_response_to.as_str()),
                ("https://sp.example/saml/acs", "_request1")
            );
            failure.second
        }
        other => panic!("not answered: {other:?}"),
    }
}

#[test]
fn a_signed_request_is_taken_by_either_binding() {
    let validated = check(&post(|content| {
        content.force_authn = true;
        content.is_passive = true;
        content.name_id_format = Some(NameIdFormat::Transient);
        content.minimum_context = &["urn:password"];
    }))
    .unwrap();
    assert_eq!((validated.id.as_str(), validated.issuer.as_str()), ("_request1", SP));
    assert!(validated.force_authn && validated.is_passive && validated.is_signed);
    assert_eq!(validated.name_id_format, NameIdFormat::Transient);
    assert_eq!(validated.relay_state.as_deref(), Some("state"));
    assert_eq!(validated.requested_context.unwrap().classes, ["urn:password"]);

    let (destination, consumer) = (endpoint(SSO), endpoint("https://sp.example/saml/acs"));
    let url = build_redirect(&content(&destination, &consumer), Some("state"), idp_key()).unwrap();
    let received = ReceivedAuthnRequest::from_redirect(url.split_once('?').unwrap().1).unwrap();
    assert_eq!(received.claimed_issuer(), SP);
    let validated = received.check(&registered(), here()).unwrap();
    assert!(validated.is_signed && !validated.force_authn);
    assert_eq!(validated.name_id_format, NameIdFormat::Persistent);
    assert_eq!(validated.relay_state.as_deref(), Some("state"));
}

#[test]
fn s_37_a_required_signature_must_be_there_and_genuine() {
    assert_eq!(check(&without_signature(&xml())).unwrap_err(), AuthnRequestRejection::SignatureRequired);
    let tampered = xml().replace("/saml/acs", "/old");
    assert_eq!(check(&tampered).unwrap_err(), AuthnRequestRejection::Signature(VerifyError::Invalid));
    let bare = without_signature(&xml());
    let foreign = Signing { key: evil_key(), ..Signing::default() }.sign(&bare);
    assert_eq!(check(&foreign).unwrap_err(), AuthnRequestRejection::Signature(VerifyError::Invalid));

    let (destination, consumer) = (endpoint(SSO), endpoint("https://sp.example/saml/acs"));
    let url = build_redirect(&content(&destination, &consumer), None, evil_key()).unwrap();
    let query = url.split_once('?').unwrap().1;
    let received = ReceivedAuthnRequest::from_redirect(query).unwrap();
    assert_eq!(
        received.check(&registered(), here()).unwrap_err(),
        AuthnRequestRejection::Signature(VerifyError::Invalid)
    );
    let unsigned = ReceivedAuthnRequest::from_redirect(query.split_once("&SigAlg").unwrap().0).unwrap();
    assert_eq!(unsigned.check(&registered(), here()).unwrap_err(), AuthnRequestRejection::SignatureRequired);
}

#[test]
fn s_37_a_bad_signature_counts_also_where_none_is_required() {
    let lax = RegisteredServiceProvider { require_signed_requests: false, ..registered() };
    let check = |xml: &str| {
        ReceivedAuthnRequest::from_post(&encode_base64(xml.as_bytes()), None).unwrap().check(&lax, here())
    };
    assert!(!check(&without_signature(&xml())).unwrap().is_signed);
    assert_eq!(
        check(&xml().replace("/saml/acs", "/old")).unwrap_err(),
        AuthnRequestRejection::Signature(VerifyError::Invalid)
    );
}

#[test]
fn s_01_a_genuine_request_inside_another_is_rejected() {
    let genuine = xml();
    let outer = without_signature(&genuine).replace(id(&genuine), "_evil").replacen(
        "</saml:Issuer>",
        &format!("</saml:Issuer><samlp:Extensions>{genuine}</samlp:Extensions>"),
        1,
    );
    let received = ReceivedAuthnRequest::from_post(&encode_base64(outer.as_bytes()), None);
    assert_eq!(received.unwrap_err(), ReadError::Gate(GateError::NestedMessage));
}

#[test]
fn s_09_any_document_type_is_rejected() {
    let tripwire = Tripwire::set();
    for doctype in tripwire.document_types() {
        let document = format!("{doctype}{}", xml());
        let posted = ReceivedAuthnRequest::from_post(&encode_base64(document.as_bytes()), None);
        let deflated = encode_base64(&deflate(document.as_bytes()).unwrap()).replace('+', "%2B");
        let redirected = ReceivedAuthnRequest::from_redirect(&format!("SAMLRequest={deflated}"));
        for received in [posted, redirected] {
            assert_eq!(
                received.unwrap_err(),
                ReadError::Gate(GateError::Tree(TreeError::Doctype)),
                "{doctype}"
            );
        }
    }
    assert!(tripwire.is_untouched());
}

#[test]
fn s_30_a_deflated_bomb_in_the_query_ends_at_the_limit() {
    let bomb = encode_base64(&deflate(&vec![b' '; 32 * 1024 * 1024]).unwrap()).replace('+', "%2B");
    assert!(matches!(
        ReceivedAuthnRequest::from_redirect(&format!("SAMLRequest={bomb}")),
        Err(ReadError::Redirect(_))
    ));
}

#[test]
fn s_34_only_a_registered_consumer_service_gets_an_answer() {
    let acs = "https://sp.example/saml/acs";
    for other in
        ["https://evil.example/acs", "https://sp.example/saml/acs/", "https://sp.example/saml/acs?x=1", ""]
    {
        let outcome = check(&altered(&format!("ServiceURL=\"{acs}\""), &format!("ServiceURL=\"{other}\"")));
        assert_eq!(outcome.unwrap_err(), AuthnRequestRejection::UnregisteredConsumer, "{other}");
    }
    let url = format!("AssertionConsumerServiceURL=\"{acs}\"");
    let by = |to: &str| check(&altered(&url, to)).map(|validated| validated.destination.as_str().to_owned());
    assert_eq!(by("AssertionConsumerServiceIndex=\"3\"").unwrap(), "https://sp.example/old");
    assert_eq!(by("AssertionConsumerServiceIndex=\"4\""), Err(AuthnRequestRejection::UnregisteredConsumer));
    let default = check(&altered(&format!(" {url}"), "")).unwrap();
    assert_eq!(default.destination.as_str(), acs);
}

#[test]
fn the_request_must_be_for_here_and_now() {
    assert_eq!(
        check(&altered(&format!("Destination=\"{SSO}\""), "Destination=\"https://idp.example/other\""))
            .unwrap_err(),
        AuthnRequestRejection::Destination
    );
    assert_eq!(
        check(&altered(&format!(" Destination=\"{SSO}\""), "")).unwrap_err(),
        AuthnRequestRejection::Destination
    );
    let sent_at = |seconds| check(&post(|content| content.now = at(seconds)));
    assert!(sent_at(120).is_ok() && sent_at(-420).is_ok());
    assert_eq!(sent_at(121).unwrap_err(), AuthnRequestRejection::IssueInstant);
    assert_eq!(sent_at(-421).unwrap_err(), AuthnRequestRejection::IssueInstant);
    assert_eq!(
        check(&altered("Version=\"2.0\"", "Version=\"1.1\"")).unwrap_err(),
        AuthnRequestRejection::Malformed
    );
    assert_eq!(
        check(&altered(&format!(">{SP}<"), ">https://other<")).unwrap_err(),
        AuthnRequestRejection::Issuer
    );
}

#[test]
fn what_cannot_be_fulfilled_is_told_to_the_service_provider() {
    let binding = check(&altered("bindings:HTTP-POST", "bindings:HTTP-Artifact"));
    assert_eq!(answered(binding), StatusCode::RequestUnsupported);
    let format = check(&post(|content| content.name_id_format = Some(NameIdFormat::EmailAddress)));
    assert_eq!(answered(format), StatusCode::InvalidNameIdPolicy);
    let context = check(&post(|content| content.minimum_context = &["urn:retina"]));
    assert_eq!(answered(context), StatusCode::NoAuthnContext);
    let stronger = check(&post(|content| content.minimum_context = &["urn:two-factor"]));
    assert_eq!(answered(stronger), StatusCode::NoAuthnContext);
    let subject =
        "</saml:Issuer><saml:Subject xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\"></saml:Subject>";
    assert_eq!(answered(check(&altered("</saml:Issuer>", subject))), StatusCode::RequestUnsupported);
}
