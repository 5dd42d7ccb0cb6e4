use super::messages::*;
use crate::support::servers::{Http, SmsServer};
use identity_core::delivery::{Message, MessageContent, Transport, TransportError};
use identity_web::delivery::{InvalidSmsConfig, SmsBody, SmsConfig, SmsTransport};
use std::time::Duration;

fn config(server: &SmsServer) -> SmsConfig {
    let fields =
        [("recipient", "{to}"), ("message", "{text}"), ("reference", "{id}"), ("sender", "SmartPlan")];
    SmsConfig {
        url: server.url.clone(),
        body: SmsBody::Json,
        fields: fields.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
        bearer: Some("hush-hush".to_owned().into()),
        root_certificate: None,
    }
}

fn transport(config: SmsConfig) -> SmsTransport {
    SmsTransport::new(config, templates()).unwrap()
}

async fn send(server: &SmsServer) -> Result<(), TransportError> {
    let transport =
        SmsTransport::with_timeout(config(server), templates(), Duration::from_millis(500)).unwrap();
    transport.send(id(1), &password_changed("+358 40 123 4567")).await
}

#[tokio::test]
async fn a_text_message_arrives_as_json() {
    let server = SmsServer::start(&[]).await;
    send(&server).await.unwrap();
    let requests = server.requests();
    assert_eq!(requests.len(), 1);
    assert_eq!(requests[0].headers["authorization"], "Bearer hush-hush");
    let body: serde_json::Value = serde_json::from_str(&requests[0].body).unwrap();
    assert_eq!(body["recipient"], "+358401234567");
    assert_eq!(body["reference"], id(1).to_string());
    assert_eq!(body["sender"], "SmartPlan");
    assert!(body["message"].as_str().unwrap().starts_with("MySmartPlan: a new password"));
}

#[tokio::test]
async fn a_text_message_arrives_as_a_form() {
    let server = SmsServer::start(&[]).await;
    let config = SmsConfig { body: SmsBody::Form, ..config(&server) };
    transport(config).send(id(1), &password_changed("+358401234567")).await.unwrap();
    let requests = server.requests();
    assert_eq!(requests[0].headers["content-type"], "application/x-www-form-urlencoded");
    assert!(requests[0].body.contains("recipient=%2B358401234567"), "{}", requests[0].body);
}

/// The gateway of the vendor's training lab is called by GET, with the number and the text in the address.
#[tokio::test]
async fn a_text_message_arrives_in_the_query_of_a_get() {
    let server = SmsServer::start(&[]).await;
    let config = SmsConfig { body: SmsBody::Query, ..config(&server) };
    transport(config).send(id(1), &password_changed("+358401234567")).await.unwrap();
    let requests = server.requests();
    assert_eq!(requests[0].method, "GET");
    let query = requests[0].uri.query().unwrap();
    assert!(query.starts_with("key=in-the-query&"), "{query}");
    assert!(query.contains("recipient=%2B358401234567"), "{query}");
    assert!(query.contains("message=MySmartPlan%3A+a+new+password"), "{query}");
}

#[tokio::test]
async fn a_text_that_looks_like_a_place_stays_a_text() {
    let server = SmsServer::start(&[]).await;
    let (given_name, by) = ("Jeremy".to_owned(), "{to}{id}{".to_owned());
    let (organization, role, link) = ("\"}{text}".to_owned(), "User".to_owned(), LINK.to_owned());
    let (given, further) = (true, Vec::new());
    let content = MessageContent::RolesChanged { given_name, organization, role, given, by, link, further };
    transport(config(&server)).send(id(1), &message("+358401234567", content)).await.unwrap();
    let body: serde_json::Value = serde_json::from_str(&server.requests()[0].body).unwrap();
    assert_eq!(body["message"], "MySmartPlan: {to}{id}{ gave you the role User at \"}{text}.");
}

#[tokio::test]
async fn answers_that_pass_are_told_from_those_that_stay() {
    let cases = [
        (Http::Status(400, "bad number"), false),
        (Http::Status(422, "bad number"), false),
        (Http::Status(401, "who are you"), true),
        (Http::Status(404, "not here"), true),
        (Http::Status(429, "slow down"), true),
        (Http::Status(500, "oh"), true),
        (Http::Status(503, "later"), true),
    ];
    for (answer, temporary) in cases {
        let server = SmsServer::start(&[answer]).await;
        let error = send(&server).await.unwrap_err();
        assert_eq!(matches!(error, TransportError::Temporary(_)), temporary, "{answer:?}: {error}");
        send(&server).await.unwrap();
    }
}

#[tokio::test]
async fn no_redirect_is_followed() {
    let server = SmsServer::start(&[Http::Redirect]).await;
    let error = send(&server).await.unwrap_err();
    assert!(matches!(error, TransportError::Temporary(_)), "{error}");
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn of_an_endless_answer_a_line_is_kept() {
    let server = SmsServer::start(&[Http::Endless]).await;
    let TransportError::Permanent(reason) = send(&server).await.unwrap_err() else { panic!() };
    assert_eq!(reason.chars().count(), 200);
}

#[tokio::test]
async fn a_silent_or_absent_gateway_is_a_passing_failure_that_tells_no_secret() {
    let server = SmsServer::start(&[Http::Hang]).await;
    let error = send(&server).await.unwrap_err();
    assert_eq!(error.to_string(), "the SMS gateway did not answer in time");
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut config = config(&server);
    config.url.set_port(Some(free.port())).unwrap();
    let error = transport(config).send(id(1), &password_changed("+358401234567")).await.unwrap_err();
    assert!(matches!(error, TransportError::Temporary(_)));
    assert!(!error.to_string().contains("in-the-query"), "{error}");
}

#[tokio::test]
async fn numbers_and_kinds_that_cannot_be_sent_do_not_reach_the_gateway() {
    let server = SmsServer::start(&[]).await;
    let transport = transport(config(&server));
    for message in [
        password_changed("0401234567"),
        password_changed("jeremy@citygroup.example"),
        Message::new("+358401234567", invitation().content),
    ] {
        let error = transport.send(id(1), &message).await.unwrap_err();
        assert!(matches!(error, TransportError::Permanent(_)), "{error}");
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn settings_that_cannot_work_are_refused_at_start() {
    let server = SmsServer::start(&[]).await;
    let refuse = |config: SmsConfig| SmsTransport::new(config, templates()).unwrap_err();
    for url in ["http://sms.example/send", "ftp://localhost/", "http://localhost.evil.example/"] {
        let error = refuse(SmsConfig { url: url.parse().unwrap(), ..config(&server) });
        assert!(matches!(error, InvalidSmsConfig::NotSecure), "{url}: {error}");
    }
    let fields = [("to".to_owned(), "{to}".to_owned())].into();
    assert!(matches!(refuse(SmsConfig { fields, ..config(&server) }), InvalidSmsConfig::MissingField));
    let bearer = Some("a\r\nX: y".to_owned().into());
    assert!(matches!(refuse(SmsConfig { bearer, ..config(&server) }), InvalidSmsConfig::Bearer));
    let root_certificate = Some("not PEM".to_owned());
    assert!(matches!(refuse(SmsConfig { root_certificate, ..config(&server) }), InvalidSmsConfig::Client(_)));
    let transport = transport(config(&server));
    assert!(!format!("{transport:?}").contains("hush-hush"));
    let json = r#"{"url": "https://sms.example/send", "fields": {"to": "{to}", "text": "{text}"}}"#;
    assert_eq!(serde_json::from_str::<SmsConfig>(json).unwrap().body, SmsBody::Json);
    assert!(serde_json::from_str::<SmsConfig>(&json.replace("https://", "")).is_err());
}
