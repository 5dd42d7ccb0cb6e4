//! The checks 20 to 38 of the Basic plan of the OpenID conformance suite.

use crate::openid::portal::{claims, outside, parameter};
use crate::openid::world::{CALLBACK, SECRET, VERIFIER, World};
use crate::support::site::JEREMY;
use http::{Method, StatusCode};
use serde_json::json;
use std::time::Duration;

const SFA: &str = "https://refeds.org/profile/sfa";

pub(super) async fn max_age_of_a_second(world: &mut World) {
    let before = world.tokens(&[]).await.claims();
    world.site.clock.advance(Duration::from_secs(2));
    let page = world.ask(&[("max_age", "1")]).await;
    assert_eq!((page.status, outside(&page)), (StatusCode::OK, None), "somebody is asked");
    let shown = world.sign_in(&page).await;
    let code = parameter(&outside(&shown).unwrap_or_else(|| panic!("{shown:?}")), "code").unwrap();
    let after = claims(world.redeem(&code).await.json["id_token"].as_str().unwrap());
    assert_eq!(after["auth_time"].as_i64().unwrap(), before["auth_time"].as_i64().unwrap() + 2);
}

pub(super) async fn max_age_of_hours(world: &mut World) {
    let before = world.tokens(&[("max_age", "10000")]).await.claims();
    world.site.clock.advance(Duration::from_secs(2));
    let shown = world.ask(&[("max_age", "10000")]).await;
    let code = parameter(&outside(&shown).unwrap(), "code").unwrap();
    let after = claims(world.redeem(&code).await.json["id_token"].as_str().unwrap());
    assert_eq!((&after["auth_time"], after["auth_time"].is_i64()), (&before["auth_time"], true));
}

pub(super) async fn unknown_parameters_are_ignored(world: &mut World) {
    world.tokens(&[("extra", "foobar")]).await;
}

pub(super) async fn the_hint_of_the_one_who_is_signed_in(world: &mut World) {
    let tokens = world.tokens(&[]).await;
    let shown = world.ask(&[("prompt", "none"), ("id_token_hint", &tokens.id)]).await;
    let code = parameter(&outside(&shown).unwrap(), "code").unwrap();
    let after = claims(world.redeem(&code).await.json["id_token"].as_str().unwrap());
    assert_eq!(after["sub"], tokens.claims()["sub"]);
}

pub(super) async fn login_hint(world: &mut World) {
    let page = world.ask(&[("login_hint", JEREMY)]).await;
    assert_eq!(page.find("input[name=identifier]", "value"), [JEREMY]);
    world.tokens(&[("login_hint", JEREMY)]).await;
}

pub(super) async fn ui_locales(world: &mut World) {
    world.tokens(&[("ui_locales", "se fi-FI x-unknown")]).await;
}

pub(super) async fn claims_locales(world: &mut World) {
    world.tokens(&[("claims_locales", "se fi-FI")]).await;
}

pub(super) async fn acr_values(world: &mut World) {
    assert_eq!(world.tokens(&[("acr_values", &format!("urn:unknown {SFA}"))]).await.claims()["acr"], SFA);
}

async fn reused_after(world: &mut World, wait: Duration) {
    let code = world.code(&[]).await;
    let access = world.redeem(&code).await.json["access_token"].as_str().unwrap().to_owned();
    assert!(world.is_good(&access).await);
    world.site.clock.advance(wait);
    let again = world.redeem(&code).await;
    assert_eq!((again.status, &again.json["error"]), (StatusCode::BAD_REQUEST, &json!("invalid_grant")));
    assert!(!world.is_good(&access).await, "what was given for the code is worth nothing");
}

pub(super) async fn a_code_is_used_once(world: &mut World) {
    reused_after(world, Duration::ZERO).await;
}

pub(super) async fn a_code_is_used_once_also_later(world: &mut World) {
    reused_after(world, Duration::from_secs(30)).await;
}

pub(super) async fn an_unregistered_address_gets_nothing(world: &mut World) {
    let changes = [("redirect_uri", "https://portal.example/callback/unregistered")];
    assert!(world.is_refused_on_a_page(&changes).await);
}

pub(super) async fn a_request_may_be_posted(world: &mut World) {
    let path = World::authorize_path(&[("response_mode", if world.by_form { "form_post" } else { "" })]);
    let query = path.split_once('?').unwrap().1.to_owned();
    let shown = world.browser.send(Method::POST, "/oauth2/authorize", Some(query)).await;
    assert_eq!(shown.status, StatusCode::SEE_OTHER);
    let page = world.follow(shown.headers["location"].to_str().unwrap()).await;
    let shown = world.sign_in(&page).await;
    assert!(parameter(&outside(&shown).unwrap(), "code").is_some());
}

pub(super) async fn the_secret_may_be_in_the_form(world: &mut World) {
    let code = world.code(&[]).await;
    let form = [
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
        ("client_id", "portal"),
        ("client_secret", SECRET),
    ];
    let got = world.send("/oauth2/token", None, &form).await;
    assert_eq!(got.status, StatusCode::OK, "{got:?}");
}

pub(super) async fn no_request_by_reference(world: &mut World) {
    let changes = [("request_uri", "https://portal.example/request.jwt")];
    assert_eq!(world.error(&changes).await, "request_uri_not_supported");
}

const UNSIGNED: &str = "eyJhbGciOiJub25lIn0.eyJjbGllbnRfaWQiOiJwb3J0YWwifQ.";

pub(super) async fn no_request_object(world: &mut World) {
    assert_eq!(world.error(&[("request", UNSIGNED)]).await, "request_not_supported");
}

pub(super) async fn a_claim_that_is_essential(world: &mut World) {
    let wanted = r#"{"userinfo":{"name":{"essential":true}},"id_token":{"given_name":{"essential":true}}}"#;
    let tokens = world.tokens(&[("claims", wanted), ("scope", "openid")]).await;
    assert_eq!(world.userinfo(&tokens.access).await["name"], "Jeremy Mills");
    let told = tokens.claims();
    assert_eq!((&told["given_name"], told.get("name")), (&json!("Jeremy"), None));
}

pub(super) async fn no_request_object_with_another_address(world: &mut World) {
    let request = "eyJhbGciOiJub25lIn0.eyJyZWRpcmVjdF91cmkiOiJodHRwczovL2V2aWwuZXhhbXBsZS8ifQ.";
    let shown = world.ask(&[("request", request)]).await;
    let to = outside(&shown).unwrap();
    assert!(to.as_str().starts_with(CALLBACK), "{to}");
    assert_eq!(parameter(&to, "error").as_deref(), Some("request_not_supported"));
}

pub(super) async fn a_refresh_token_is_for_its_client(world: &mut World) {
    let tokens = world.tokens(&[]).await;
    assert!(tokens.refresh.bytes().all(|byte| (0x20..=0x7E).contains(&byte)) && !tokens.refresh.is_empty());
    let form = [("grant_type", "refresh_token"), ("refresh_token", &tokens.refresh)];
    let wrong = world.send("/oauth2/token", Some(("other", SECRET)), &form).await;
    assert_eq!((wrong.status, &wrong.json["error"]), (StatusCode::BAD_REQUEST, &json!("invalid_grant")));
    let right = world.refresh(&tokens.refresh).await;
    assert_eq!(right.status, StatusCode::OK, "{right:?}");
    let told = claims(right.json["id_token"].as_str().unwrap());
    let before = tokens.claims();
    for name in ["iss", "sub", "aud", "auth_time", "sid"] {
        assert_eq!(told[name], before[name], "{name}");
    }
    assert!(world.is_good(right.json["access_token"].as_str().unwrap()).await);
}

pub(super) async fn a_challenge_is_met(world: &mut World) {
    let code = world.code(&[]).await;
    let form = [
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("redirect_uri", CALLBACK),
        ("code_verifier", &VERIFIER.replace('d', "e")),
    ];
    let wrong = world.send("/oauth2/token", Some(("portal", SECRET)), &form).await;
    assert_eq!(wrong.json["error"], "invalid_grant");
    assert_eq!(world.redeem(&code).await.status, StatusCode::OK, "the code is still good");
}
