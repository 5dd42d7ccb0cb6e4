//! Logout messages: obeyed when genuine, refused otherwise.

use super::world::{IDP, SP, Signing, Tripwire, at, evil_key, idp_key, now, without_signature};
use identity_core::SeededEntropy;
use identity_web::saml::Binding;
use identity_web::saml::bindings::endpoint::Endpoint;
use identity_web::saml::bindings::redirect::Carries;
use identity_web::saml::messages::authn_request::ReadError;
use identity_web::saml::messages::logout::{
    LogoutEndpoint, LogoutPeer, LogoutRejection, LogoutRequest, LogoutRequestContent, LogoutResponseContent,
    ReceivedLogout, SignedMessage, logout_request, logout_response,
};
use identity_web::saml::messages::name_id::NameId;
use identity_web::saml::messages::response::{StatusCode, StatusFailure};
use identity_web::saml::signatures::gate::GateError;
use identity_web::saml::signatures::xmlsec::VerifyError;
use identity_web::saml::xml::codec::{decode_base64, deflate, encode_base64};
use identity_web::saml::xml::limits::TreeError;
use std::time::Duration;

const SLO: &str = "https://idp.example/saml/idp/slo";

fn peer() -> LogoutPeer<'static> {
    LogoutPeer { entity_id: SP, certificates: std::slice::from_ref(idp_key().certificate()) }
}

fn here() -> LogoutEndpoint<'static> {
    LogoutEndpoint {
        location: SLO,
        now: now(),
        skew: Duration::from_mins(2),
        max_age: Duration::from_mins(5),
    }
}

fn message(binding: Binding) -> SignedMessage {
    let (destination, name_id) = (Endpoint::parse(SLO).unwrap(), NameId::persistent("alice", IDP, SP));
    let content = LogoutRequestContent {
        id: "_logout1",
        issuer: SP,
        destination: &destination,
        name_id: &name_id,
        session_indexes: &["_s1", "_s2"],
        now: now(),
        lifetime: Duration::from_mins(5),
    };
    logout_request(&content, binding, Some("state"), idp_key(), &SeededEntropy::new(1)).unwrap()
}

fn received(message: &SignedMessage, carries: Carries) -> ReceivedLogout {
    match message {
        SignedMessage::Redirect(url) => {
            ReceivedLogout::from_redirect(url.split_once('?').unwrap().1).unwrap()
        }
        SignedMessage::Form(form) => {
            ReceivedLogout::from_post(carries, &form.message, form.relay_state.as_deref()).unwrap()
        }
        SignedMessage::Soap(_) => unreachable!(),
    }
}

fn xml() -> String {
    match message(Binding::Post) {
        SignedMessage::Form(form) => String::from_utf8(decode_base64(&form.message).unwrap()).unwrap(),
        SignedMessage::Redirect(_) | SignedMessage::Soap(_) => unreachable!(),
    }
}

fn check(xml: &str) -> Result<LogoutRequest, LogoutRejection> {
    let received = ReceivedLogout::from_post(Carries::Request, &encode_base64(xml.as_bytes()), None).unwrap();
    received.check_request(peer(), here())
}

fn altered(from: &str, to: &str) -> Result<LogoutRequest, LogoutRejection> {
    let bare = without_signature(&xml());
    assert!(bare.contains(from), "{from} is not in {bare}");
    check(&Signing::default().sign(&bare.replace(from, to)))
}

#[test]
fn a_genuine_request_names_the_subject_and_the_sessions() {
    for binding in [Binding::Redirect, Binding::Post] {
        let received = received(&message(binding), Carries::Request);
        assert_eq!(
            (received.claimed_issuer(), received.binding(), received.is_request()),
            (SP, binding, true)
        );
        let request = received.check_request(peer(), here()).unwrap();
        assert_eq!(request.name_id, NameId::persistent("alice", IDP, SP));
        assert_eq!(request.session_indexes, ["_s1", "_s2"]);
        assert_eq!((request.id.as_str(), request.relay_state.as_deref()), ("_logout1", Some("state")));
    }
}

#[test]
fn s_38_unsigned_foreign_and_expired_requests_are_refused() {
    assert_eq!(check(&without_signature(&xml())), Err(LogoutRejection::Unsigned));
    let foreign = Signing { key: evil_key(), ..Signing::default() }.sign(&without_signature(&xml()));
    assert_eq!(check(&foreign), Err(LogoutRejection::Signature(VerifyError::Invalid)));
    assert_eq!(
        check(&xml().replace(">alice<", ">bob<")),
        Err(LogoutRejection::Signature(VerifyError::Invalid))
    );
    let SignedMessage::Redirect(url) = message(Binding::Redirect) else { unreachable!() };
    let unsigned = url.split_once('?').unwrap().1.split_once("&SigAlg").unwrap().0.to_owned();
    let unsigned = ReceivedLogout::from_redirect(&unsigned).unwrap();
    assert_eq!(unsigned.check_request(peer(), here()), Err(LogoutRejection::Unsigned));

    assert_eq!(altered(&format!(">{SP}<"), ">https://other<"), Err(LogoutRejection::Issuer));
    assert_eq!(
        altered(&format!("Destination=\"{SLO}\""), "Destination=\"https://x\""),
        Err(LogoutRejection::Destination)
    );
    assert_eq!(altered(&format!(" Destination=\"{SLO}\""), ""), Err(LogoutRejection::Destination));
    assert_eq!(
        altered(" NotOnOrAfter=\"2027-01-15T08:05", " NotOnOrAfter=\"2027-01-15T07:58"),
        Err(LogoutRejection::Expired)
    );
    assert_eq!(
        altered("IssueInstant=\"2027-01-15T08:00", "IssueInstant=\"2027-01-15T07:52"),
        Err(LogoutRejection::IssueInstant)
    );
    assert_eq!(altered("Version=\"2.0\"", "Version=\"1.1\""), Err(LogoutRejection::Malformed));
    assert!(altered(">_s2<", ">_s3<").is_ok());
    let later = LogoutEndpoint { now: at(421), ..here() };
    let received = received(&message(Binding::Redirect), Carries::Request);
    assert!(received.check_request(peer(), later).is_err());
}

#[test]
fn a_response_must_answer_our_request_and_tells_how_far_it_went() {
    let destination = Endpoint::parse(SLO).unwrap();
    let answer = |failure: Option<&StatusFailure>, binding| {
        let content = LogoutResponseContent {
            id: "_answer1",
            issuer: SP,
            destination: &destination,
            in_response_to: "_logout1",
            failure,
            now: now(),
        };
        let message = logout_response(&content, binding, None, idp_key(), &SeededEntropy::new(1)).unwrap();
        received(&message, Carries::Response)
    };
    for binding in [Binding::Redirect, Binding::Post] {
        let whole = answer(None, binding).check_response(peer(), here(), "_logout1").unwrap();
        assert!(whole.success);
        let partial =
            StatusFailure { top: StatusCode::Success, second: StatusCode::PartialLogout, message: None };
        let partial = answer(Some(&partial), binding).check_response(peer(), here(), "_logout1").unwrap();
        assert_eq!((partial.success, partial.second_status), (false, Some(StatusCode::PartialLogout)));
        let other = answer(None, binding).check_response(peer(), here(), "_logout2");
        assert_eq!(other, Err(LogoutRejection::InResponseTo));
        assert_eq!(answer(None, binding).check_request(peer(), here()), Err(LogoutRejection::WrongMessage));
    }
}

#[test]
fn s_09_any_document_type_is_rejected() {
    let tripwire = Tripwire::set();
    for doctype in tripwire.document_types() {
        let document = format!("{doctype}{}", xml());
        let posted = ReceivedLogout::from_post(Carries::Request, &encode_base64(document.as_bytes()), None);
        let deflated = encode_base64(&deflate(document.as_bytes()).unwrap()).replace('+', "%2B");
        let redirected = ReceivedLogout::from_redirect(&format!("SAMLRequest={deflated}"));
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
