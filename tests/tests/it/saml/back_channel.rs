//! Logout from server to server, both ways.

use super::parties::{Party, at_app, attribute, nobody, signed_in};
use super::site::{Browser, MY, Site};
use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse as _;
use axum::routing::post;
use identity_core::delivery::{DeliverySettings, OutboxWorker, Transports};
use identity_core::domain::LogoutBinding::Soap;
use identity_core::domain::{LogoutService, UserState};
use identity_web::saml::Binding;
use identity_web::saml::messages::logout::SignedMessage;
use identity_web::saml::messages::name_id::NameId;
use std::sync::{Arc, Mutex};

#[tokio::test]
async fn an_application_asks_from_server_to_server() {
    let site = Site::with_pages().await;
    let party = Party::new("server.example", "Server").told_by(Soap);
    party.register(&site).await;
    let browser = Browser::default();
    let known = party.signs_on(&site, &browser, "scott").await;
    let envelope = async |name: &NameId| {
        let asked = party.asks_for_logout(name, &[], Binding::Soap, None);
        let SignedMessage::Soap(envelope) = asked else { panic!("not an envelope") };
        site.soap(&format!("{MY}/saml/idp/slo"), envelope).await
    };
    let unknown = envelope(&nobody()).await;
    assert!(unknown.status == 200 && unknown.body.contains("status:UnknownPrincipal"), "{}", unknown.body);
    assert!(signed_in(&site, &browser).await);
    at_app(&site, &browser).await;
    let answer = envelope(&known.name_id).await;
    assert!(
        answer.body.contains("soap:Envelope") && answer.body.contains("PartialLogout"),
        "{}",
        answer.body
    );
    assert!(!signed_in(&site, &browser).await);
    let refused = site.soap(&format!("{MY}/saml/idp/slo"), "<a/>".to_owned()).await;
    assert_eq!((refused.status, refused.body.as_str()), (400, ""));
}

/// Sends what waits in the outbox, to applications too.
pub(super) fn worker(site: &Site) -> OutboxWorker {
    let test = identity_web::delivery::DevInbox::new(
        Arc::new(
            identity_web::delivery::MessageTemplates::new(
                identity_web::delivery::Letterhead::of_brand(
                    &identity_web::page::Brand::named("My"),
                    MY.parse().unwrap(),
                ),
                None,
            )
            .unwrap(),
        ),
        site.clock.clone(),
    );
    let transports: Transports = test.transports();
    OutboxWorker::new(site.identity.clone(), transports, DeliverySettings::default())
        .with_back_channel(Some(site.idp.back_channel().unwrap()))
}

/// A server that takes logout requests, and answers them as long as it is told to.
async fn soap_server(fails: Arc<Mutex<bool>>, seen: Arc<Mutex<Vec<String>>>) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let take = async move |body: String| {
        if *fails.lock().unwrap() {
            return axum::http::StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
        let id = attribute(&body, " ID");
        seen.lock().unwrap().push(body);
        let answer = format!(
            "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body>\
             <p:LogoutResponse xmlns:p=\"urn:oasis:names:tc:SAML:2.0:protocol\" InResponseTo=\"{id}\">\
             <p:Status><p:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"/></p:Status>\
             </p:LogoutResponse></e:Body></e:Envelope>"
        );
        ([(CONTENT_TYPE, "text/xml")], answer).into_response()
    };
    let router: Router = Router::new().route("/slo", post(take));
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    format!("http://{address}/slo")
}

/// A party of which the server is down is told later; a person who is locked is signed out there.
#[tokio::test]
async fn u_1_who_is_locked_is_signed_out_of_applications_that_take_it_from_server_to_server() {
    let site = Site::with_pages().await;
    let (fails, seen) = (Arc::new(Mutex::new(true)), Arc::new(Mutex::new(Vec::new())));
    let url = soap_server(fails.clone(), seen.clone()).await;
    let mut party = Party::new("server.example", "Server");
    party.logout.push(LogoutService { binding: Soap, url, response_url: None });
    party.register(&site).await;
    let browser = Browser::default();
    let known = party.signs_on(&site, &browser, "scott").await;
    site.set_state("scott", UserState::Locked).await;
    let worker = worker(&site);
    let down = worker.deliver_due().await.unwrap();
    assert_eq!((down.sent, down.postponed), (0, 1));
    *fails.lock().unwrap() = false;
    site.clock.advance(std::time::Duration::from_mins(1));
    assert_eq!(worker.deliver_due().await.unwrap().sent, 1);
    let seen = seen.lock().unwrap();
    let [told] = seen.as_slice() else { panic!("told {} times", seen.len()) };
    assert!(told.contains(&known.session_index) && told.contains(&known.name_id.value), "{told}");
    assert!(told.contains("<ds:SignatureValue>"), "{told}");
}
