//! The endpoints, over HTTP: the whole way from the application to the identity provider and back, out again, and
//! what an attacker would send instead.

use super::site::{APP, Browser, MY, Site};
use super::world::{Signing, application_key, evil_key, now, without_signature};
use axum::body::{Body, Bytes};
use identity_core::OsEntropy;
use identity_web::saml::Binding;
use identity_web::saml::bindings::endpoint::Endpoint;
use identity_web::saml::messages::authn_request::{AuthnRequestContent, build_post};
use identity_web::saml::messages::logout::{LogoutRequestContent, SignedMessage, logout_request};
use identity_web::saml::messages::name_id::NameId;
use identity_web::saml::metadata::{read_identity_provider, read_service_provider, verify_signature};
use identity_web::saml::web::presenter::SamlProblemKind;
use identity_web::saml::xml::codec::{decode_base64, encode_base64};
use std::sync::Arc;
use std::time::Duration;

#[tokio::test]
async fn a_person_reaches_the_application_and_it_knows_who_they_are() {
    let (site, browser) = (Site::new().await, Browser::default());
    browser.reach_application(&site).await;
    let attributes = browser.at_application(&site).await.unwrap();
    assert_eq!(attributes["given_name"], ["Scott & <Co>"]);
    assert_eq!(attributes["roles"], ["viewer"]);
    assert_eq!(attributes["organization_name"], ["SmartPlan Group"]);
    assert_eq!(attributes["uid"].len(), 1);
}

#[tokio::test]
async fn a_person_without_access_is_sent_back_with_the_reason_and_is_not_signed_in() {
    let (site, browser) = (Site::new().await, Browser::default());
    browser.sign_in(&site, "olivia").await;
    let flow = browser.ask(&site).await;
    let form = browser.answer(&site, &flow).await;
    let refused = browser.submit(&site, &form).await;
    assert_eq!(refused.status, 403);
    assert_eq!(site.problems.last().kind, SamlProblemKind::NotSignedIn);
    assert!(
        refused.body.contains(&site.problems.last().reference) && refused.body.contains("/saml/sp/login")
    );
    assert_eq!(browser.at_application(&site).await, None);
}

#[tokio::test]
async fn metadata_of_both_sides_is_signed_and_names_the_endpoints() {
    let (site, browser) = (Site::new().await, Browser::default());
    let document = browser.get(&site, &format!("{MY}/saml/idp/metadata")).await;
    assert_eq!(document.header("content-type"), Some("application/samlmetadata+xml"));
    let read = read_identity_provider(document.body.as_bytes(), now()).unwrap();
    assert_eq!(read.entity_id, format!("{MY}/saml/idp/metadata"));
    assert_eq!(verify_signature(document.body.as_bytes(), &read.certificates), Ok(()));
    let document = browser.get(&site, &format!("{APP}/saml/sp/metadata")).await;
    let read = read_service_provider(document.body.as_bytes(), now()).unwrap();
    assert_eq!(read.consumer_services[0].location.as_str(), format!("{APP}/saml/sp/acs"));
    assert_eq!(verify_signature(document.body.as_bytes(), &read.certificates), Ok(()));
}

#[tokio::test]
async fn a_request_by_post_goes_on_in_the_browser_that_is_known() {
    let (site, browser) = (Site::new().await, Browser::default());
    browser.sign_in(&site, "scott").await;
    let message = posted_request(&site, |_| {});
    let known = browser.ask(&site).await;
    assert!(known.header("set-cookie").is_some(), "the first sign-on marks the browser");
    let posted = browser.post(&site, &sso(), &[("SAMLRequest", &message), ("RelayState", "x")]).await;
    assert_eq!(posted.status, 303);
    let address = posted.location().unwrap();
    assert!(address.path() == "/saml/idp/sso" && posted.header("set-cookie").is_none());
    let flow = browser.get(&site, address.as_str()).await;
    assert!(flow.header("set-cookie").is_none(), "the mark that the browser has stays");
    assert_eq!(browser.answer(&site, &flow).await.value("RelayState"), Some("x"));
    // The address is sealed, and works once: the request's ID is taken.
    assert_eq!(browser.get(&site, address.as_str()).await.status, 400);
    assert_eq!(site.last_check().await, "request_replayed");
    let forged = format!("{}x", address.as_str());
    assert_eq!(browser.get(&site, &forged).await.status, 400);
    assert_eq!(site.last_check().await, "resume_expired");
}

#[tokio::test]
async fn s_20_the_same_response_twice_signs_in_once() {
    let (site, browser, other) = (Site::new().await, Browser::default(), Browser::default());
    let form = browser.reach_application(&site).await;
    let again = browser.submit(&site, &form).await;
    assert_eq!((again.status, site.last_check().await.as_str()), (400, "in_response_to"));
    let elsewhere = other.submit(&site, &form).await;
    assert_eq!((elsewhere.status, site.last_check().await.as_str()), (400, "in_response_to"));
    assert_eq!(other.at_application(&site).await, None);
}

#[tokio::test]
async fn s_20_of_parallel_posts_of_one_response_one_signs_in() {
    let (site, browser) = (Site::new().await, Browser::default());
    browser.sign_in(&site, "scott").await;
    let flow = browser.ask(&site).await;
    let form = browser.answer(&site, &flow).await;
    let shared = Arc::new((site, browser, form));
    let posts = [(); 8].map(|()| {
        let shared = Arc::clone(&shared);
        tokio::spawn(async move { shared.1.submit(&shared.0, &shared.2).await.status })
    });
    let mut statuses = Vec::new();
    for post in posts {
        statuses.push(post.await.unwrap());
    }
    assert_eq!(statuses.iter().filter(|status| **status == 303).count(), 1, "{statuses:?}");
}

#[tokio::test]
async fn s_22_a_response_to_the_request_of_another_browser_signs_nobody_in() {
    let (site, attacker, victim) = (Site::new().await, Browser::default(), Browser::default());
    attacker.sign_in(&site, "scott").await;
    let flow = attacker.ask(&site).await;
    let form = attacker.answer(&site, &flow).await;
    // The victim's browser is on its way too, with a request of its own.
    victim.ask(&site).await;
    let planted = victim.submit(&site, &form).await;
    assert_eq!((planted.status, site.last_check().await.as_str()), (400, "in_response_to"));
    assert_eq!(victim.at_application(&site).await, None);
    // Nothing was used up by that: the attacker's own browser is still let in.
    assert_eq!(attacker.submit(&site, &form).await.status, 303);
}

#[tokio::test]
async fn s_22_without_the_cookie_of_the_browser_nobody_is_signed_in() {
    let (site, browser) = (Site::new().await, Browser::default());
    browser.sign_in(&site, "scott").await;
    let flow = browser.ask(&site).await;
    let form = browser.answer(&site, &flow).await;
    browser.forget(APP);
    assert_eq!(browser.submit(&site, &form).await.status, 400);
    assert_eq!(browser.at_application(&site).await, None);
}

#[tokio::test]
async fn s_01_a_changed_response_is_refused_and_the_check_is_in_the_audit_trail() {
    let (site, browser) = (Site::new().await, Browser::default());
    browser.sign_in(&site, "scott").await;
    let flow = browser.ask(&site).await;
    let form = browser.answer(&site, &flow).await;
    let xml = String::from_utf8(decode_base64(form.value("SAMLResponse").unwrap()).unwrap()).unwrap();
    let unsigned = without_signature(&without_signature(&xml));
    let two = {
        let assertion = super::world::assertion(&xml);
        xml.replace(assertion, &format!("{assertion}{}", assertion.replace(" ID=\"_", " ID=\"_x")))
    };
    for (document, check) in [
        (xml.replace(">viewer<", ">admin<"), "signature"),
        (unsigned, "unsigned"),
        (two, "assertion_count"),
        (xml.replace("<ds:Transforms>", "<ds:Transforms><ds:Transform Algorithm=\"x\"/>"), "signature_shape"),
        (format!("<!DOCTYPE r>{xml}"), "gate"),
    ] {
        let response = encode_base64(document.as_bytes());
        let refused =
            browser.post(&site, &format!("{APP}/saml/sp/acs"), &[("SAMLResponse", &response)]).await;
        assert_eq!((refused.status, site.last_check().await.as_str()), (400, check));
        assert!(refused.body.contains(&site.problems.last().reference));
        assert!(!refused.body.contains("admin"), "nothing of the message is shown");
    }
    assert_eq!(browser.at_application(&site).await, None);
    assert_eq!(browser.submit(&site, &form).await.status, 303, "the unaltered response is still good");
}

#[tokio::test]
async fn s_40_the_way_on_is_the_application_s_own_whatever_the_relay_state_says() {
    let (site, browser) = (Site::new().await, Browser::default());
    browser.sign_in(&site, "scott").await;
    let long = "x".repeat(80 * 1024);
    for relay_state in ["https://evil.example", "//evil.example", "javascript:alert(1)", &long] {
        let flow = browser.ask(&site).await;
        let form = browser.answer(&site, &flow).await;
        let fields = [("SAMLResponse", form.value("SAMLResponse").unwrap()), ("RelayState", relay_state)];
        let landed = browser.post(&site, &format!("{APP}/saml/sp/acs"), &fields).await;
        assert_eq!((landed.status, landed.header("location")), (303, Some("/consumption")));
    }
    for return_to in ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"] {
        let encoded: String = url::form_urlencoded::byte_serialize(return_to.as_bytes()).collect();
        let login = browser.get(&site, &format!("{APP}/saml/sp/login?return_to={encoded}")).await;
        let flow = browser.get(&site, login.location().unwrap().as_str()).await;
        let form = browser.answer(&site, &flow).await;
        assert_eq!(browser.submit(&site, &form).await.header("location"), Some("/"), "{return_to}");
    }
}

#[tokio::test]
async fn s_30_bodies_over_the_limit_are_not_read() {
    let (site, browser) = (Site::new().await, Browser::default());
    let huge = Bytes::from(format!("SAMLResponse={}", "A".repeat(50 * 1024 * 1024)));
    for url in
        [format!("{APP}/saml/sp/acs"), sso(), format!("{MY}/saml/idp/slo"), format!("{APP}/saml/sp/slo")]
    {
        let refused = browser.post_body(&site, &url, Body::from(huge.clone())).await;
        assert_eq!((refused.status, site.problems.last().kind), (413, SamlProblemKind::TooLarge), "{url}");
        assert!(refused.body.contains(&site.problems.last().reference));
    }
    let message = encode_base64(&vec![b' '; 300 * 1024]);
    let large = browser.post(&site, &format!("{APP}/saml/sp/acs"), &[("SAMLResponse", &message)]).await;
    assert_eq!((large.status, site.problems.last().kind), (413, SamlProblemKind::TooLarge));
}

#[tokio::test]
async fn s_34_nothing_is_posted_to_an_address_that_is_not_registered() {
    let (site, browser) = (Site::new().await, Browser::default());
    let evil = Endpoint::parse("https://evil.example/acs").unwrap();
    let message = posted_request_to(&site, &evil, |_| {});
    let refused = browser.post(&site, &sso(), &[("SAMLRequest", &message)]).await;
    assert_eq!((refused.status, site.last_check().await.as_str()), (400, "unregistered_consumer"));
    assert!(!refused.body.contains("evil.example") && !refused.body.contains("<form"));
    assert!(refused.header("location").is_none());
}

#[tokio::test]
async fn s_37_requests_must_be_signed_by_the_service_provider() {
    let (site, browser) = (Site::new().await, Browser::default());
    let genuine = String::from_utf8(decode_base64(&posted_request(&site, |_| {})).unwrap()).unwrap();
    let bare = without_signature(&genuine);
    let foreign = Signing { key: evil_key(), ..Signing::default() }.sign(&bare);
    for (document, check) in [
        (bare, "signature_required"),
        (foreign, "signature"),
        (genuine.replace("_asked", "_other"), "signature"),
    ] {
        let refused =
            browser.post(&site, &sso(), &[("SAMLRequest", &encode_base64(document.as_bytes()))]).await;
        assert_eq!((refused.status, site.last_check().await.as_str()), (400, check));
    }
    let stranger = posted_request(&site, |content| content.issuer = "https://stranger.example");
    let refused = browser.post(&site, &sso(), &[("SAMLRequest", &stranger)]).await;
    assert_eq!((refused.status, site.last_check().await.as_str()), (400, "unknown_service_provider"));
    let taken = browser.post(&site, &sso(), &[("SAMLRequest", &encode_base64(genuine.as_bytes()))]).await;
    assert_eq!(taken.status, 303);
}

#[tokio::test]
async fn a_flood_of_refused_messages_does_not_fill_the_audit_trail() {
    let (site, browser) = (Site::new().await, Browser::default());
    for _ in 0..100 {
        assert_eq!(browser.post(&site, &sso(), &[("SAMLRequest", "PGEvPg==")]).await.status, 400);
    }
    assert_eq!(site.refusals().await, 60);
    assert_eq!(browser.post(&site, &sso(), &[]).await.status, 400);
    assert_eq!(site.refusals().await, 61, "another kind is still written down");
}

#[tokio::test]
async fn what_cannot_be_fulfilled_goes_back_to_the_application() {
    let (site, browser) = (Site::new().await, Browser::default());
    let message = posted_request(&site, |content| content.minimum_context = &["urn:retina"]);
    let answer = browser.post(&site, &sso(), &[("SAMLRequest", &message)]).await;
    assert_eq!(answer.status, 200);
    let form = answer.saml_form().unwrap();
    assert_eq!(form.action.as_str(), format!("{APP}/saml/sp/acs"));
    let xml = String::from_utf8(decode_base64(form.value("SAMLResponse").unwrap()).unwrap()).unwrap();
    assert!(xml.contains("status:NoAuthnContext") && xml.contains("InResponseTo=\"_asked\""));
    assert!(answer.header("content-security-policy").unwrap().contains(&format!("form-action {APP};")));
}

#[tokio::test]
async fn signing_out_at_the_application_ends_both_sessions() {
    let (site, browser) = (Site::new().await, Browser::default());
    browser.reach_application(&site).await;
    let out = browser.post(&site, &format!("{APP}/saml/sp/logout"), &[]).await;
    assert_eq!(browser.at_application(&site).await, None);
    assert!(browser.current(&site).await.is_some(), "the identity provider has not heard of it yet");
    let told = browser.get(&site, out.location().unwrap().as_str()).await;
    assert!(browser.current(&site).await.is_none());
    let back = browser.get(&site, told.location().unwrap().as_str()).await;
    assert_eq!((back.status, back.body.as_str()), (200, "signed out"));
}

#[tokio::test]
async fn signing_out_at_the_identity_provider_ends_the_application_too() {
    let (site, browser) = (Site::new().await, Browser::default());
    browser.reach_application(&site).await;
    let current = browser.current(&site).await.unwrap();
    let begun = site.identity.begin_logout(&current.caller, None).await.unwrap();
    let url = site.notice(&begun).await;
    assert!(browser.at_application(&site).await.is_some());
    let told = browser.get(&site, &url).await;
    assert_eq!(browser.at_application(&site).await, None);
    let done = browser.get(&site, told.location().unwrap().as_str()).await;
    assert_eq!((done.status, done.body.as_str()), (200, "signed out"));
}

#[tokio::test]
async fn s_38_forged_logout_requests_end_nothing() {
    let (site, browser) = (Site::new().await, Browser::default());
    browser.reach_application(&site).await;
    let uid = browser.at_application(&site).await.unwrap()["uid"].concat();
    let idp_entity = format!("{MY}/saml/idp/metadata");
    let sp_entity = site.sp.entity_id();
    let name_id = NameId::persistent(&uid, &idp_entity, sp_entity);
    for (issuer, destination) in
        [(idp_entity.as_str(), format!("{APP}/saml/sp/slo")), (sp_entity, format!("{MY}/saml/idp/slo"))]
    {
        let endpoint = Endpoint::parse(&destination).unwrap();
        let content = LogoutRequestContent {
            id: "_forged",
            issuer,
            destination: &endpoint,
            name_id: &name_id,
            session_indexes: &[],
            now: now(),
            lifetime: Duration::from_mins(5),
        };
        let forged =
            logout_request(&content, Binding::Redirect, None, evil_key(), site.identity.entropy()).unwrap();
        let SignedMessage::Redirect(url) = forged else { panic!("not a redirect") };
        for (url, check) in
            [(url.as_str(), "logout_signature"), (url.split("&SigAlg").next().unwrap(), "logout_unsigned")]
        {
            assert_eq!(browser.get(&site, url).await.status, 400);
            assert_eq!(site.last_check().await, check);
        }
    }
    assert!(browser.at_application(&site).await.is_some() && browser.current(&site).await.is_some());
}

/// A request that the application signed with its own key, changed before it was signed.
fn posted_request(site: &Site, change: impl Fn(&mut AuthnRequestContent<'_>)) -> String {
    posted_request_to(site, &Endpoint::parse(site.sp.consumer_url()).unwrap(), change)
}

fn posted_request_to(
    site: &Site,
    consumer: &Endpoint,
    change: impl Fn(&mut AuthnRequestContent<'_>),
) -> String {
    let destination = Endpoint::parse(&sso()).unwrap();
    let mut content = AuthnRequestContent {
        id: "_asked",
        issuer: site.sp.entity_id(),
        destination: &destination,
        consumer,
        name_id_format: None,
        minimum_context: &[],
        force_authn: false,
        is_passive: false,
        now: now(),
    };
    change(&mut content);
    build_post(&content, None, application_key(), &OsEntropy).unwrap().message
}

fn sso() -> String {
    format!("{MY}/saml/idp/sso")
}
