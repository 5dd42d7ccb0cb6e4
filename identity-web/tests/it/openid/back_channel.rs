//! The plan Back-Channel Logout of the OpenID conformance suite, and O18: what an application is told of a sign-out.

use super::portal::{BYE, Tokens, claims, confidential, header, outside};
use super::signature::is_signed;
use super::world::{ISSUER, World};
use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use identity_core::delivery::{DeliverySettings, OutboxWorker};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What the application's server saw, and how it answers.
#[derive(Clone)]
struct Receiver {
    seen: Arc<Mutex<Vec<String>>>,
    answers: Arc<Mutex<StatusCode>>,
}

impl Receiver {
    /// Starts it, and gives the address that it is told of sign-outs at.
    async fn start() -> (Self, String) {
        let receiver = Self { seen: Arc::default(), answers: Arc::new(Mutex::new(StatusCode::OK)) };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let own = receiver.clone();
        let take = async move |headers: HeaderMap, body: String| {
            assert_eq!(headers[CONTENT_TYPE], "application/x-www-form-urlencoded");
            own.seen.lock().unwrap().push(body);
            *own.answers.lock().unwrap()
        };
        let router: Router = Router::new().route("/logout", post(take));
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        (receiver, format!("http://{address}/logout"))
    }

    fn answers(&self, status: StatusCode) {
        *self.answers.lock().unwrap() = status;
    }

    /// The logout tokens that came, each the only parameter of its form.
    fn tokens(&self) -> Vec<String> {
        let seen = self.seen.lock().unwrap();
        let token = |body: &String| {
            let form: Vec<(String, String)> = form_urlencoded::parse(body.as_bytes()).into_owned().collect();
            let [(name, token)] = form.as_slice() else { panic!("{form:?}") };
            assert_eq!(name, "logout_token");
            token.clone()
        };
        seen.iter().map(token).collect()
    }
}

async fn world() -> (World, Receiver, OutboxWorker) {
    let (receiver, url) = Receiver::start().await;
    let mut application = confidential();
    application.back_channel_logout_uri = Some(url);
    let world = World::with(application).await;
    let (identity, transports) = (world.site.identity.clone(), world.site.test.transports());
    let worker = OutboxWorker::new(identity, transports, DeliverySettings::default())
        .with_back_channel(Some(world.provider.back_channel(None).unwrap()));
    (world, receiver, worker)
}

async fn sign_out(world: &mut World, tokens: &Tokens) -> Option<url::Url> {
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("id_token_hint", tokens.id.as_str()), ("post_logout_redirect_uri", BYE)])
        .finish();
    let shown = world.follow(&format!("/oauth2/logout?{query}")).await;
    outside(&shown)
}

fn is_whole(token: &str, tokens: &Tokens, now: i64) {
    let (told, before) = (claims(token), tokens.claims());
    assert_eq!((&told["iss"], &told["aud"]), (&json!(ISSUER), &json!("portal")));
    assert_eq!((&told["sub"], &told["sid"]), (&before["sub"], &before["sid"]));
    assert_eq!(told["events"], json!({"http://schemas.openid.net/event/backchannel-logout": {}}));
    assert!(told["jti"].as_str().is_some_and(|jti| !jti.is_empty()));
    assert!(told.get("nonce").is_none() && told["iat"].as_i64() == Some(now), "{told}");
    assert!(told["exp"].as_i64().unwrap() <= now + 300);
}

#[tokio::test]
async fn back_channel_01_it_is_supported() {
    let document = World::new().await.get("/.well-known/openid-configuration", None).await.json;
    for member in ["backchannel_logout_supported", "backchannel_logout_session_supported"] {
        assert_eq!(document[member], Value::Bool(true), "{member}");
    }
    assert!(document["end_session_endpoint"].is_string());
}

#[tokio::test]
async fn back_channel_02_the_application_is_told() {
    let (mut world, receiver, worker) = world().await;
    let tokens = world.tokens(&[]).await;
    assert_eq!(sign_out(&mut world, &tokens).await.unwrap().as_str(), BYE);
    worker.deliver_due().await.unwrap();
    let [token] = receiver.tokens().try_into().unwrap();
    assert_eq!(header(&token)["typ"], "logout+jwt");
    assert!(is_signed(&token, &world.keys().await));
    is_whole(&token, &tokens, world.site.identity.clock().now().unix_seconds());
    assert_eq!(world.error(&[("prompt", "none")]).await, "login_required");
}

/// A server that is down does not hold the person up. It is told later, by a token with the same `jti`.
#[tokio::test]
async fn o_18_a_server_that_is_down_is_told_later() {
    let (mut world, receiver, worker) = world().await;
    let tokens = world.tokens(&[]).await;
    receiver.answers(StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(sign_out(&mut world, &tokens).await.unwrap().as_str(), BYE);
    let down = worker.deliver_due().await.unwrap();
    assert_eq!((down.sent, down.postponed), (0, 1));
    receiver.answers(StatusCode::NO_CONTENT);
    world.site.clock.advance(Duration::from_mins(1));
    assert_eq!(worker.deliver_due().await.unwrap().sent, 1);
    let [first, second] = receiver.tokens().try_into().unwrap();
    assert_eq!(claims(&first)["jti"], claims(&second)["jti"]);
    is_whole(&second, &tokens, world.site.identity.clock().now().unix_seconds());
}

#[tokio::test]
async fn o_18_whoever_is_locked_is_signed_out_of_applications() {
    let (mut world, receiver, worker) = world().await;
    let tokens = world.tokens(&[]).await;
    world.lock_jeremy().await;
    worker.deliver_due().await.unwrap();
    let [token] = receiver.tokens().try_into().unwrap();
    is_whole(&token, &tokens, world.site.identity.clock().now().unix_seconds());
}

/// An ID token says that somebody is signed in, and a logout token that they are not: neither is taken for the other.
#[tokio::test]
async fn o_18_a_logout_token_is_no_hint() {
    let (mut world, receiver, worker) = world().await;
    let tokens = world.tokens(&[]).await;
    sign_out(&mut world, &tokens).await;
    worker.deliver_due().await.unwrap();
    let [token] = receiver.tokens().try_into().unwrap();
    world.tokens(&[]).await;
    let page = world.follow(&format!("/oauth2/logout?id_token_hint={token}")).await;
    assert_eq!((page.path.as_str(), outside(&page)), ("/logout", None));
}
