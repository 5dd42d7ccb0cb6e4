//! Credentials, forged requests, and answers that every route gives alike.

use crate::support::api::{ORIGIN, Who, World};
use http::StatusCode;
use identity_web::rest::{OPEN_ROUTES, ROUTES};
use serde_json::json;

/// A path with something that looks like an id in it.
fn path(route: &str) -> String {
    let id = "0190b5a4-1c2d-7e3f-8a4b-5c6d7e8f9a0b";
    route
        .replace("{id}", id)
        .replace("{user}", id)
        .replace("{key}", "night-shift")
        .replace("{crm_id}", "crm-9")
}

#[tokio::test]
async fn every_route_asks_for_credentials() {
    let world = World::empty().await;
    let stale = Who::Browser("A".repeat(43), "x".to_owned());
    for (method, route) in ROUTES.iter().filter(|route| !OPEN_ROUTES.contains(route)) {
        for who in [&Who::Nobody, &stale] {
            let got = world.send(who, method, &path(route), Some("{}".to_owned()), &[]).await;
            assert_eq!((got.status, got.problem()), (StatusCode::UNAUTHORIZED, "unauthenticated"), "{route}");
            assert_eq!(got.header("www-authenticate"), "Bearer realm=\"identity\"");
        }
        for token in ["x".to_owned(), "A".repeat(43), "A".repeat(100_000)] {
            let got = world.send(&Who::Token(token), method, &path(route), None, &[]).await;
            assert_eq!((got.status, got.problem()), (StatusCode::UNAUTHORIZED, "invalid-token"), "{route}");
        }
        let headers = [("authorization", "Basic Y3JtOng=")];
        let got = world.send(&world.scott().await, method, &path(route), None, &headers).await;
        assert_eq!(got.problem(), "invalid-token", "a bad header is not passed over: {route}");
    }
}

#[tokio::test]
async fn every_answer_has_the_headers_and_no_foreign_origin_is_let_in() {
    let world = World::empty().await;
    for (method, route) in ROUTES {
        for origin in ["null", "https://my.smartplan.localhost.evil.example", ORIGIN] {
            let got = world.send(&Who::Nobody, method, &path(route), None, &[("origin", origin)]).await;
            assert_eq!(got.header("cache-control"), "no-store", "{route}");
            assert_eq!(got.header("x-content-type-options"), "nosniff");
            assert_eq!(got.header("content-security-policy"), "default-src 'none'; frame-ancestors 'none'");
            assert_eq!(got.header("access-control-allow-origin"), "");
            assert!(!got.header("x-request-id").is_empty());
        }
    }
}

#[tokio::test]
async fn unknown_paths_and_methods_are_problems_too() {
    let world = World::empty().await;
    for path in ["/api", "/api/", "/api/v1/mandate", "/api/v1/registrations", "/api/v2/me", "/api/v1/me/"] {
        let got = world.get(&world.crm().await, path).await;
        assert_eq!((got.status, got.problem()), (StatusCode::NOT_FOUND, "not-found"), "{path}");
    }
    let got = world.delete(&Who::Nobody, "/api/v1/organizations/external/crm-1").await;
    assert_eq!((got.status, got.problem()), (StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed"));
    assert_eq!(got.header("allow"), "GET,HEAD,PUT,PATCH");
}

#[tokio::test]
async fn b_14_a_token_in_the_address_is_refused_whoever_asks() {
    let world = World::empty().await;
    let crm = world.crm().await;
    let Who::Token(token) = &crm else { unreachable!() };
    for who in [&Who::Nobody, &crm] {
        for name in ["access_token", "ACCESS_TOKEN", "token", "access%5ftoken"] {
            let got = world.get(who, &format!("/api/v1/me?{name}={token}")).await;
            assert_eq!((got.status, got.problem()), (StatusCode::BAD_REQUEST, "token-in-query"), "{name}");
            assert!(!got.json.to_string().contains(token));
        }
    }
}

#[tokio::test]
async fn a_change_by_cookie_needs_its_token_and_our_origin() {
    let world = World::new().await;
    let scott = world.scott().await;
    let me = format!("/api/v1/users/{}", world.me(&scott).await);
    let body = Some(json!({"given_name": "Forged"}).to_string());
    let Who::Browser(_, other_csrf) = world.scott().await else { unreachable!() };
    for forged in [
        &[("x-csrf-token", "")][..],
        &[("x-csrf-token", "x")],
        &[("x-csrf-token", other_csrf.as_str())],
        &[("origin", "")],
        &[("origin", "null")],
        &[("origin", "http://evil.example")],
        &[("origin", "http://app.smartplan.localhost:8081")],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("origin", ""), ("sec-fetch-site", "none")],
    ] {
        let got = world.send(&scott, "PATCH", &me, body.clone(), forged).await;
        assert_eq!((got.status, got.problem()), (StatusCode::FORBIDDEN, "forged-request"), "{forged:?}");
    }
    assert_eq!(world.get(&scott, &me).await.json["given_name"], "Scott");
    for genuine in
        [&[][..], &[("sec-fetch-site", "same-origin")], &[("origin", ""), ("sec-fetch-site", "same-origin")]]
    {
        let got = world.send(&scott, "PATCH", &me, Some(json!({"locale": null}).to_string()), genuine).await;
        assert_eq!(got.status, StatusCode::OK, "{genuine:?}: {got:?}");
    }
    // Every changing route is guarded, before it looks at anything else.
    let changing = ROUTES.iter().filter(|route| route.0 != "GET" && !OPEN_ROUTES.contains(route));
    for (method, route) in changing {
        let got =
            world.send(&scott, method, &path(route), Some("{}".to_owned()), &[("x-csrf-token", "")]).await;
        assert_eq!(got.problem(), "forged-request", "{method} {route}");
    }
}

#[tokio::test]
async fn x_03_after_the_session_has_ended_the_cookie_is_worth_nothing() {
    let world = World::empty().await;
    let scott = world.scott().await;
    let session = world.get(&scott, "/api/v1/me").await.json["session"]["id"].clone();
    let ended = world.delete(&scott, &format!("/api/v1/sessions/{}", session.as_str().unwrap())).await;
    assert_eq!(ended.status, StatusCode::NO_CONTENT);
    assert_eq!(world.get(&scott, "/api/v1/me").await.problem(), "unauthenticated");
}
