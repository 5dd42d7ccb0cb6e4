//! Flows in hostile hands, and flows that end.

use crate::support::front::{FrontEnd, is_at, messages};
use crate::support::routes::UNKNOWN;
use crate::support::site::{SCOTT, World};
use async_trait::async_trait;
use http::StatusCode;
use identity_core::ports::{HostRefusal, SessionHook, SessionOpening};
use identity_core::store::StoreError;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

fn scotts() -> Value {
    json!({"identifier": SCOTT.0, "password": SCOTT.1})
}

/// Login CSRF (S-22 of pages): a post of another site begins nothing and signs nobody in.
#[tokio::test]
async fn what_another_site_posts_is_refused() {
    let world = World::new().await;
    let mut front = FrontEnd::new(&world);
    let flow = front.begin(json!({})).await;
    let path = format!("/api/v1/flows/{}", flow.json["id"].as_str().unwrap());
    let answer = json!({"answers": scotts()}).to_string();
    let own = front.headers.clone();
    let site = |site: &str| ("sec-fetch-site", site.to_owned());
    let origin = |origin: &str| ("origin", origin.to_owned());
    for headers in [
        vec![],
        vec![origin("https://evil.example")],
        vec![origin("null")],
        vec![origin("")],
        vec![site("cross-site")],
        vec![site("same-site")],
        vec![site("none")],
        [own.clone(), vec![site("cross-site")]].concat(),
        vec![site("same-origin"), origin("https://evil.example")],
    ] {
        front.headers = headers.clone();
        for (path, body) in [("/api/v1/flows", "{}"), (path.as_str(), answer.as_str())] {
            let refused = front.send("POST", path, Some(body.to_owned())).await;
            let is = (refused.status, refused.problem());
            assert_eq!(is, (StatusCode::FORBIDDEN, "forged-request"), "{headers:?} {path}");
        }
    }
    front.headers = own;
    assert!(!front.is_signed_in().await);
    is_at(&front.look(&flow).await, 200, "sign_in");
    front.headers = vec![site("same-origin")];
    is_at(&front.answer(&flow, scotts()).await, 200, "finished");
}

/// A form of another site can send these types without asking first.
#[tokio::test]
async fn bodies_are_json_and_nothing_else() {
    let world = World::new().await;
    let mut front = FrontEnd::new(&world);
    let flow = front.begin(json!({})).await;
    let own = front.headers.clone();
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""] {
        front.headers = [own.clone(), vec![("content-type", kind.to_owned())]].concat();
        let refused = front.answer(&flow, scotts()).await;
        let is = (refused.status, refused.problem());
        assert_eq!(is, (StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type"), "{kind}");
    }
    front.headers = own;
    let large = front.answer(&flow, json!({"identifier": "x".repeat(70_000)})).await;
    assert_eq!((large.status, large.problem()), (StatusCode::PAYLOAD_TOO_LARGE, "too-large"));
    for (body, field) in [
        (json!({"answers": scotts(), "session": "x"}), "session"),
        (json!({"answers": [SCOTT.0, SCOTT.1]}), "answers"),
        (json!({"answers": {"identifier": SCOTT.0, "password": SCOTT.1, "csrf": "x"}}), "answers.csrf"),
        (json!({"answers": {"identifier": SCOTT.0, "password": SCOTT.1, "step": "code"}}), "answers.step"),
        (json!({"answers": {"identifier": SCOTT.0, "password": SCOTT.1, "again": "1"}}), "answers.again"),
        (json!({"answers": {"code": "123456"}}), "answers.code"),
        (json!({"answers": {"identifier": "a\u{0}b", "password": "x"}}), "answers"),
        (json!({"action": "finish"}), "action"),
        (json!({"action": "send_code"}), "action"),
    ] {
        let refused = front.post(&flow, body.clone()).await;
        assert_eq!((refused.status, refused.field()), (StatusCode::BAD_REQUEST, field), "{body}");
    }
    let many: serde_json::Map<String, Value> =
        (0..17).map(|number| (number.to_string(), json!("x"))).collect();
    let refused = front.post(&flow, json!({"answers": many})).await;
    assert_eq!((refused.status, refused.field()), (StatusCode::BAD_REQUEST, "answers"));
    let query = format!("/api/v1/flows/{}?method=otp", flow.json["id"].as_str().unwrap());
    assert_eq!(front.send("GET", &query, None).await.problem(), "invalid-request");
    assert!(!front.is_signed_in().await);
}

/// What is refused is written down, so no answer is repeated in it: it may be a password that was sent as a number.
#[tokio::test]
async fn no_answer_is_repeated_in_a_refusal() {
    let world = World::new().await;
    let mut front = FrontEnd::new(&world);
    let flow = front.begin(json!({})).await;
    for value in [json!(918_273), json!(["918273"]), json!({"code": "918273"}), json!(true), json!(null)] {
        let refused = front.answer(&flow, json!({"identifier": SCOTT.0, "password": value})).await;
        assert_eq!((refused.status, refused.field()), (StatusCode::BAD_REQUEST, "answers.password"));
        assert!(!refused.json.to_string().contains("918273"), "{refused:?}");
    }
    let token = json!({"kind": "recovery", "token": 918_273}).to_string();
    let refused = front.send("POST", "/api/v1/flows", Some(token)).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(!refused.json.to_string().contains("918273"), "{refused:?}");
    let token = json!({"kind": "sign_in", "token": "918273"}).to_string();
    let refused = front.send("POST", "/api/v1/flows", Some(token)).await;
    assert!(!refused.json.to_string().contains("918273"), "{refused:?}");
}

#[tokio::test]
async fn a_flow_of_another_browser_is_like_one_that_never_was() {
    let world = World::new().await;
    let flow = FrontEnd::new(&world).begin(json!({})).await;
    let unknown = |id: &str| format!("/api/v1/flows/{id}");
    let mut eve = FrontEnd::new(&world);
    eve.begin(json!({})).await;
    let answer = || Some(json!({"answers": scotts()}).to_string());
    for (method, body) in [("GET", None), ("POST", answer()), ("HEAD", None)] {
        let foreign = eve.send(method, &unknown(flow.json["id"].as_str().unwrap()), body.clone()).await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND, "{method}");
        assert_eq!(eve.send(method, &unknown(UNKNOWN), body.clone()).await.visible(), foreign.visible());
        assert_eq!(eve.send(method, &unknown("x"), body).await.visible(), foreign.visible());
    }
    // Without the cookie there is no flow, and looking makes no browser of anybody.
    let mut nobody = FrontEnd::new(&world);
    assert_eq!(nobody.look(&flow).await.status, StatusCode::NOT_FOUND);
    assert!(nobody.cookies.is_empty());
    assert!(!eve.is_signed_in().await);
}

#[tokio::test]
async fn the_cookie_is_that_of_the_pages_and_out_of_reach_of_scripts() {
    let world = World::new().await;
    let mut front = FrontEnd::new(&world);
    let flow = front.begin(json!({})).await;
    let cookie = flow.header("set-cookie");
    assert!(
        cookie.starts_with("identity-browser=") && cookie.ends_with("HttpOnly; SameSite=Lax"),
        "{cookie}"
    );
    let second = front.begin(json!({})).await;
    assert_eq!(second.header("set-cookie"), "", "one browser stays one");
    // The pages go on with the same attempt.
    let mut browser = world.browser();
    browser.cookies.clone_from(&front.cookies);
    let page = browser.open(&format!("/flow/{}", flow.json["id"].as_str().unwrap())).await;
    assert!(page.text().contains("Sign in to MySmartPlan"), "{}", page.text());
}

#[tokio::test]
async fn a_flow_leads_nowhere_but_to_this_host() {
    let world = World::new().await;
    for to in [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "/%2fevil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "account",
        "",
    ] {
        let mut front = FrontEnd::new(&world);
        let flow = front.begin(json!({"return_to": to})).await;
        let done = front.answer(&flow, scotts()).await;
        assert_eq!((&done.json["step"], &done.json["return_to"]), (&json!("finished"), &json!("/")), "{to}");
    }
}

#[tokio::test]
async fn two_flows_go_on_side_by_side() {
    let world = World::new().await;
    let mut front = FrontEnd::new(&world);
    let one = front.begin(json!({"return_to": "/one"})).await;
    let two = front.begin(json!({"return_to": "/two"})).await;
    assert_ne!(one.json["id"], two.json["id"]);
    assert_eq!(front.answer(&two, scotts()).await.json["return_to"], "/two");
    // The other one has a session to finish with by now.
    assert_eq!(front.look(&one).await.json["return_to"], "/one");
}

#[tokio::test]
async fn a_flow_that_is_over_leads_on() {
    let world = World::new().await;
    let mut front = FrontEnd::new(&world);
    let flow = front.begin(json!({"return_to": "/account"})).await;
    world.clock.advance(world.identity.settings().sign_on_lifetime);
    for over in [front.look(&flow).await, front.answer(&flow, scotts()).await] {
        is_at(&over, 200, "help");
        assert_eq!(messages(&over), [(String::new(), "problem-sign-on-over-text".to_owned())]);
        assert_eq!(over.json["way_on"]["path"], "/login?return_to=%2Faccount");
    }
    assert!(!front.is_signed_in().await);
    let flow = front.begin(json!({})).await;
    front.answer(&flow, scotts()).await;
    world.clock.advance(Duration::from_mins(6));
    is_at(&front.look(&flow).await, 200, "help");
}

/// Who asks for the headers only, as link checkers do, opens no session.
#[tokio::test]
async fn a_head_moves_nothing_on() {
    let world = World::new().await;
    let mut front = FrontEnd::new(&world);
    let flow = front.begin(json!({})).await;
    let path = format!("/api/v1/flows/{}", flow.json["id"].as_str().unwrap());
    let head = front.send("HEAD", &path, None).await;
    assert_eq!((head.status, head.json), (StatusCode::NO_CONTENT, Value::Null));
}

/// Tries count for the account, whether they come by pages or by flows.
#[tokio::test]
async fn the_limits_of_the_pages_hold() {
    let world = World::new().await;
    let mut front = FrontEnd::new(&world);
    let flow = front.begin(json!({})).await;
    for _ in 0..=world.identity.settings().sign_in_tries {
        let wrong = json!({"identifier": SCOTT.0, "password": "not-his-password"});
        is_at(&front.answer(&flow, wrong).await, 422, "sign_in");
    }
    is_at(&front.answer(&flow, scotts()).await, 422, "sign_in");
    let mut browser = world.browser();
    let page = browser.open("/login").await;
    let fields = [("identifier", SCOTT.0), ("password", SCOTT.1)];
    assert_eq!(browser.submit(&page, "/login", &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

/// A program with an access token is nobody who signs in.
#[tokio::test]
async fn flows_are_for_people() {
    let world = World::new().await;
    let mut front = FrontEnd::new(&world);
    front.headers.push(("authorization", "Bearer x".to_owned()));
    let refused = front.send("POST", "/api/v1/flows", Some("{}".to_owned())).await;
    assert_eq!((refused.status, refused.problem()), (StatusCode::FORBIDDEN, "people-only"));
}

/// Bars everybody.
#[derive(Debug)]
struct Closed;

#[async_trait]
impl SessionHook for Closed {
    async fn before_session(&self, _: &SessionOpening<'_>) -> Result<Option<HostRefusal>, StoreError> {
        Ok(Some(HostRefusal::new("closed-today")))
    }
}

/// A refusal of the host is read on the page and in the flow, after the password and not before.
#[tokio::test]
async fn what_the_host_refuses_is_said_and_opens_nothing() {
    let world = World::with(|_| {}, |builder| builder.session_hook(Arc::new(Closed))).await;
    let mut front = FrontEnd::new(&world);
    let flow = front.begin(json!({})).await;
    let wrong = front.answer(&flow, json!({"identifier": SCOTT.0, "password": "not-his-password"})).await;
    is_at(&wrong, 422, "sign_in");
    let help = front.answer(&flow, scotts()).await;
    is_at(&help, 200, "help");
    assert_eq!(messages(&help), [(String::new(), "refused-host".to_owned())]);
    assert!(!front.is_signed_in().await);
    let mut browser = world.browser();
    let page = browser.open("/login").await;
    let fields = [("identifier", SCOTT.0), ("password", SCOTT.1)];
    let refused = browser.submit(&page, "/login", &fields).await;
    assert!(refused.text().contains("do not let you sign in now"), "{}", refused.text());
    assert!(!browser.cookies.contains_key("identity-session"));
}
