//! The token endpoint.

use crate::support::api::{CRM_SECRET, Got, Who, World};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::StatusCode;
use identity_core::domain::Action;

pub(super) const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// The header that shows a client's secret.
pub(super) fn basic_header(client_id: &str, secret: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{client_id}:{secret}")))
}

async fn ask(world: &World, body: &str, basic: Option<&str>) -> Got {
    let basic = basic.map(|pair| format!("Basic {}", STANDARD.encode(pair))).unwrap_or_default();
    let headers = [FORM, ("authorization", basic.as_str())];
    world.send(&Who::Nobody, "POST", "/oauth2/token", Some(body.to_owned()), &headers).await
}

#[tokio::test]
async fn both_ways_of_showing_the_secret_give_a_token() {
    let world = World::empty().await;
    let basic =
        ask(&world, "grant_type=client_credentials&unknown=1", Some(&format!("crm:{CRM_SECRET}"))).await;
    let body =
        format!("grant_type=client_credentials&client_id=crm&client_secret={CRM_SECRET}&scope=contract.view");
    let post = ask(&world, &body, None).await;
    for got in [&basic, &post] {
        assert_eq!((got.status, got.header("cache-control")), (StatusCode::OK, "no-store"), "{got:?}");
        assert_eq!((&got.json["token_type"], &got.json["expires_in"]), (&"Bearer".into(), &900.into()));
        let who = Who::Token(got.json["access_token"].as_str().unwrap().to_owned());
        assert_eq!(world.get(&who, "/api/v1/me").await.json["kind"], "client");
    }
    assert_eq!(post.json["scope"], "contract.view");
    assert_eq!(
        basic.json["scope"],
        "contract.provision contract.view organization.provision organization.view"
    );
}

#[tokio::test]
async fn refusals_are_those_of_rfc_6749() {
    let world = World::empty().await;
    let right = format!("crm:{CRM_SECRET}");
    let wrong = format!("crm:{}", "A".repeat(43));
    let unknown = format!("other:{CRM_SECRET}");
    let both = format!("grant_type=client_credentials&client_secret={CRM_SECRET}");
    for (body, basic, status, error) in [
        ("grant_type=client_credentials", Some(&wrong), 401, "invalid_client"),
        ("grant_type=client_credentials", Some(&unknown), 401, "invalid_client"),
        ("grant_type=client_credentials", None, 401, "invalid_client"),
        ("grant_type=client_credentials&client_id=crm", None, 401, "invalid_client"),
        ("grant_type=password&username=a&password=b", Some(&right), 400, "unsupported_grant_type"),
        ("grant_type=refresh_token", Some(&right), 400, "unsupported_grant_type"),
        ("", Some(&right), 400, "invalid_request"),
        ("grant_type=client_credentials&grant_type=client_credentials", Some(&right), 400, "invalid_request"),
        ("grant_type=client_credentials&client_id=other", Some(&right), 400, "invalid_request"),
        (both.as_str(), Some(&right), 400, "invalid_request"),
        ("grant_type=client_credentials&scope=grant.manage", Some(&right), 400, "invalid_scope"),
        ("grant_type=client_credentials&scope=nonsense", Some(&right), 400, "invalid_scope"),
    ] {
        let got = ask(&world, body, basic.map(String::as_str)).await;
        assert_eq!((got.status.as_u16(), &got.json["error"]), (status, &error.into()), "{body} {basic:?}");
        assert_eq!(got.header("www-authenticate").starts_with("Basic "), status == 401, "{body}");
        assert_eq!(got.header("cache-control"), "no-store");
        assert!(!got.json.to_string().contains(CRM_SECRET));
    }
    // Wrong and unknown are told apart by nothing.
    let [one, other] = [wrong, unknown].map(|pair| (pair, "grant_type=client_credentials"));
    let (one, other) = (ask(&world, one.1, Some(&one.0)).await, ask(&world, other.1, Some(&other.0)).await);
    assert_eq!(one.visible(), other.visible());
}

/// Whoever reads the trail finds the call that the answer named.
#[tokio::test]
async fn the_rows_of_a_token_and_of_a_refused_secret_have_the_reference() {
    let world = World::empty().await;
    for (secret, action) in [(CRM_SECRET, Action::TokenIssued), (&*"A".repeat(43), Action::ClientRefused)] {
        let got = ask(&world, "grant_type=client_credentials", Some(&format!("crm:{secret}"))).await;
        let row = world.events(action).await.pop().unwrap();
        assert_eq!(row.reference.as_deref(), Some(got.header("x-request-id")), "{row:?}");
        assert!(!row.details.contains_key("reference"), "{row:?}");
    }
}

#[tokio::test]
async fn p_03_b_14_large_and_misplaced_secrets_are_refused_before_they_are_looked_at() {
    let world = World::empty().await;
    let query = format!("/oauth2/token?client_secret={CRM_SECRET}");
    let body = "grant_type=client_credentials&client_id=crm".to_owned();
    let got = world.send(&Who::Nobody, "POST", &query, Some(body.clone()), &[FORM]).await;
    assert_eq!((got.status, got.problem()), (StatusCode::BAD_REQUEST, "token-in-query"));
    let large = format!("{body}&client_secret={}", "a".repeat(1 << 20));
    let got = world.send(&Who::Nobody, "POST", "/oauth2/token", Some(large), &[FORM]).await;
    assert_eq!((got.status, got.problem()), (StatusCode::PAYLOAD_TOO_LARGE, "too-large"));
    let basic =
        ask(&world, "grant_type=client_credentials", Some(&format!("crm:{}", "a".repeat(1 << 20)))).await;
    assert_eq!((basic.status, &basic.json["error"]), (StatusCode::UNAUTHORIZED, &"invalid_client".into()));
    let json = world.send(&Who::Nobody, "POST", "/oauth2/token", Some("{}".to_owned()), &[]).await;
    assert_eq!((json.status, json.problem()), (StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type"));
    let got = world.get(&Who::Nobody, "/oauth2/token").await;
    assert_eq!((got.status, got.header("allow")), (StatusCode::METHOD_NOT_ALLOWED, "POST"));
}

#[tokio::test]
async fn n_11_guessing_the_secret_pauses_the_client() {
    let world = World::empty().await;
    let (right, wrong) = (format!("crm:{CRM_SECRET}"), format!("crm:{}", "A".repeat(43)));
    for _ in 0..30 {
        let got = ask(&world, "grant_type=client_credentials", Some(&wrong)).await;
        assert_eq!(got.status, StatusCode::UNAUTHORIZED);
    }
    let paused = ask(&world, "grant_type=client_credentials", Some(&right)).await;
    assert_eq!((paused.status, &paused.json["error"]), (StatusCode::UNAUTHORIZED, &"invalid_client".into()));
    world.clock.advance(std::time::Duration::from_mins(1));
    let later = ask(&world, "grant_type=client_credentials", Some(&right)).await;
    assert_eq!(later.status, StatusCode::OK);
}

#[tokio::test]
async fn a_token_ends_with_its_time() {
    let world = World::empty().await;
    let crm = world.crm().await;
    world.clock.advance(std::time::Duration::from_secs(899));
    assert_eq!(world.get(&crm, "/api/v1/me").await.status, StatusCode::OK);
    world.clock.advance(std::time::Duration::from_secs(1));
    let over = world.get(&crm, "/api/v1/me").await;
    assert_eq!((over.status, over.problem()), (StatusCode::UNAUTHORIZED, "invalid-token"));
    assert!(over.header("www-authenticate").contains("error=\"invalid_token\""));
}
