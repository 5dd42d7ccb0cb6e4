//! O15, O22, O23 and O24: what is around requests and answers.

use super::portal::{claims, outside, parameter};
use super::world::{CALLBACK, ISSUER, SECRET, World};
use axum::body::Body;
use http::header::HOST;
use http::{Method, Request, StatusCode};
use identity_core::testing::PASSWORD;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

#[tokio::test]
async fn o_15_pages_of_a_sign_on_are_framed_by_nobody_and_kept_by_nobody() {
    let mut world = World::new().await;
    let page = world.ask(&[]).await;
    let csp = page.headers["content-security-policy"].to_str().unwrap();
    assert!(csp.contains("frame-ancestors 'none'"), "{csp}");
    assert_eq!(page.headers["x-frame-options"], "DENY");
    assert!(page.headers["cache-control"].to_str().unwrap().contains("no-store"));
    let leaving = world.sign_in(&page).await;
    assert!(outside(&leaving).is_some());
    assert_eq!(leaving.headers["referrer-policy"], "no-referrer", "it has the code in it");
    assert!(leaving.headers["cache-control"].to_str().unwrap().contains("no-store"));
}

#[tokio::test]
async fn o_15_the_session_has_another_name_after_the_sign_on() {
    let mut world = World::new().await;
    let page = world.ask(&[]).await;
    let before = world.browser.cookies.clone();
    world.sign_in(&page).await;
    let new = world.browser.cookies.iter().filter(|(name, value)| before.get(*name) != Some(value));
    assert!(new.count() > 0, "a cookie that nobody knew before");
}

/// A sign-on goes on in the browser that it began in, so that nobody is signed in to what another began.
#[tokio::test]
async fn o_15_a_sign_on_is_of_one_browser() {
    let mut world = World::new().await;
    let page = world.ask(&[]).await;
    world.browser.cookies.clear();
    let shown = world
        .browser
        .post(&page.path, &[("identifier", "a"), ("password", PASSWORD), ("csrf", &page.token(&page.path))])
        .await;
    assert!(shown.status.is_client_error() || outside(&shown).is_none(), "{shown:?}");
    let shown = world.follow(&page.path).await;
    assert!(outside(&shown).is_none_or(|to| parameter(&to, "code").is_none()), "{shown:?}");
}

async fn from_script(world: &World, method: Method, path: &str) -> http::HeaderMap {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(HOST, "my.smartplan.localhost:8080")
        .header("origin", "https://spa.example")
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "authorization, dpop");
    world.answer(request.body(Body::empty()).unwrap()).await.headers
}

#[tokio::test]
async fn o_22_scripts_of_others_call_what_needs_no_cookie() {
    let world = World::new().await;
    for (method, path) in [
        (Method::GET, "/.well-known/openid-configuration"),
        (Method::GET, "/.well-known/oauth-authorization-server"),
        (Method::GET, "/oauth2/jwks"),
        (Method::POST, "/oauth2/token"),
        (Method::GET, "/oauth2/userinfo"),
        (Method::POST, "/oauth2/revoke"),
    ] {
        for method in [method, Method::OPTIONS] {
            let headers = from_script(&world, method, path).await;
            assert_eq!(headers["access-control-allow-origin"], "*", "{path}");
            assert!(headers.get("access-control-allow-credentials").is_none(), "{path}");
        }
    }
    for path in
        ["/oauth2/authorize", "/oauth2/logout", "/oauth2/introspect", "/login", "/account", "/api/v1/me"]
    {
        for method in [Method::GET, Method::POST, Method::OPTIONS] {
            let headers = from_script(&world, method, path).await;
            let open = headers.get("access-control-allow-origin");
            assert!(open.is_none(), "{path}: {open:?}");
        }
    }
}

#[tokio::test]
async fn o_23_the_issuer_is_what_is_configured() {
    let mut world = World::new().await;
    let forged = [
        ("x-forwarded-host", "evil.example"),
        ("x-forwarded-proto", "https"),
        ("forwarded", "host=evil.example"),
    ];
    let document = world.get_with("/.well-known/openid-configuration", &forged).await;
    assert!(!document.json.to_string().contains("evil") && document.json["issuer"] == ISSUER);
    let request = Request::get("/.well-known/openid-configuration").header(HOST, "evil.example");
    let got = world.answer(request.body(Body::empty()).unwrap()).await;
    assert!(!got.json.to_string().contains("evil"), "{got:?}");
    world.browser.extra_headers = forged.to_vec();
    let to = world.callback(&[]).await;
    assert_eq!(parameter(&to, "iss").as_deref(), Some(ISSUER));
    let code = parameter(&to, "code").unwrap();
    let form = [
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("redirect_uri", CALLBACK),
        ("code_verifier", super::world::VERIFIER),
        ("client_id", "portal"),
        ("client_secret", SECRET),
    ];
    let got = world.send_with("/oauth2/token", &forged, &form).await.json;
    assert_eq!(claims(got["id_token"].as_str().unwrap())["iss"], ISSUER);
}

/// Writes down everything that is logged, at every level.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl Visit for Log {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        writeln!(self.0.lock().unwrap(), "{field}={value:?}").unwrap();
    }
}

impl Subscriber for Log {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn o_24_nothing_that_opens_anything_is_logged() {
    let log = Log::default();
    // With one alone, what another thread meets first would be switched off for good.
    let _further = tracing::Dispatch::new(Log::default());
    let guard = tracing::subscriber::set_default(log.clone());
    let mut world = World::new().await;
    let code = world.code(&[]).await;
    let got = world.redeem(&code).await.json;
    let tokens = super::portal::Tokens::of(&got);
    world.is_good(&tokens.access).await;
    let refreshed = world.refresh(&tokens.refresh).await.json;
    let wrong = "wrong-".repeat(7) + "w";
    world.redeem(&wrong).await;
    world.send("/oauth2/token", Some(("portal", &wrong)), &[("grant_type", "client_credentials")]).await;
    world.get("/oauth2/userinfo", Some(&wrong)).await;
    world.refresh(&code).await;
    world.redeem(&code).await;
    world.follow(&format!("/oauth2/logout?id_token_hint={}", tokens.id)).await;
    drop(guard);
    let written = log.0.lock().unwrap().clone();
    assert!(written.contains("an OAuth request was refused"), "it is written down: {written}");
    for secret in [
        code.as_str(),
        &tokens.access,
        &tokens.refresh,
        &tokens.id,
        refreshed["access_token"].as_str().unwrap(),
        refreshed["refresh_token"].as_str().unwrap(),
        SECRET,
        PASSWORD,
        &wrong,
        super::world::VERIFIER,
    ] {
        assert!(!written.contains(secret), "{secret}");
    }
}

/// What a request says is in no answer about what is wrong with it.
#[tokio::test]
async fn o_24_no_text_of_a_request_is_repeated() {
    let mut world = World::new().await;
    for changes in [
        [("scope", "reflected<b>")],
        [("prompt", "reflected<b>")],
        [("claims", "reflected<b>")],
        [("display", "reflected<b>")],
    ] {
        let shown = world.ask(&changes).await;
        let described =
            outside(&shown).and_then(|to| parameter(&to, "error_description")).unwrap_or_default();
        assert!(!described.contains("reflected") && !shown.html.contains("reflected<b>"), "{changes:?}");
    }
    let form = [("grant_type", "reflected<b>"), ("scope", "reflected<b>"), ("code", "reflected<b>")];
    for endpoint in ["token", "par", "revoke", "introspect"] {
        let got = world.send(&format!("/oauth2/{endpoint}"), Some(("portal", SECRET)), &form).await;
        assert!(!got.json.to_string().contains("reflected") || got.status == StatusCode::OK, "{got:?}");
    }
    let own = [("grant_type", "refresh_token"), ("refresh_token", ""), ("scope", "reflected<b>")];
    let got = world.send("/oauth2/token", Some(("portal", SECRET)), &own).await;
    assert!(!got.json.to_string().contains("reflected"), "{got:?}");
    let tokens = world.tokens(&[]).await;
    let own =
        [("grant_type", "refresh_token"), ("refresh_token", &tokens.refresh), ("scope", "reflected<b>")];
    let got = world.send("/oauth2/token", Some(("portal", SECRET)), &own).await;
    assert!(!got.json.to_string().contains("reflected"), "{got:?}");
}
