//! The checks 1 to 19 of the Basic plan of the OpenID conformance suite.

use crate::openid::portal::{claims, header, outside, parameter};
use crate::openid::signature::is_signed;
use crate::openid::world::{CALLBACK, ISSUER, World};
use crate::support::site::JEREMY;
use http::StatusCode;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::Duration;

pub(super) async fn the_code_flow(world: &mut World) {
    let to = world.callback(&[]).await;
    assert!(to.as_str().starts_with(&format!("{CALLBACK}?")) && to.fragment().is_none(), "{to}");
    let got: Vec<_> = to.query_pairs().map(|(name, _)| name.into_owned()).collect();
    assert_eq!(got, ["code", "state", "iss"]);
    assert_eq!(parameter(&to, "state").as_deref(), Some("af0ifjsldkj"));
    assert_eq!(parameter(&to, "iss").as_deref(), Some(ISSUER));
    let code = parameter(&to, "code").unwrap();
    assert!(code.len() >= 43, "256 bits: {code}");
    let now = world.site.identity.clock().now().unix_seconds();
    let got = world.redeem(&code).await;
    assert_eq!(
        (got.status, &got.headers["content-type"]),
        (StatusCode::OK, &"application/json".parse().unwrap())
    );
    assert_eq!(got.json["expires_in"].as_u64(), Some(900), "{got:?}");
    let id_token = got.json["id_token"].as_str().unwrap();
    let told = claims(id_token);
    assert_eq!(
        (&told["iss"], &told["aud"], &told["nonce"]),
        (&json!(ISSUER), &json!("portal"), &json!("n-0S6_WzA2Mj"))
    );
    assert_eq!((told["iat"].as_i64(), told["exp"].as_i64()), (Some(now), Some(now + 600)));
    let names: BTreeSet<_> = told.as_object().unwrap().keys().map(String::as_str).collect();
    let of_person = ["name", "given_name", "family_name", "email", "phone_number", "locale"];
    assert!(of_person.iter().all(|name| !names.contains(name)), "{told}");
    let subject = told["sub"].as_str().unwrap();
    assert!(subject.is_ascii() && (1..=255).contains(&subject.len()) && subject != JEREMY);
}

pub(super) async fn a_response_type_is_needed(world: &mut World) {
    let shown = world.ask(&[("response_type", "")]).await;
    let to = outside(&shown).unwrap();
    assert_eq!(parameter(&to, "error").as_deref(), Some("invalid_request"));
    assert_eq!(parameter(&to, "state").as_deref(), Some("af0ifjsldkj"));
    let described = parameter(&to, "error_description").unwrap();
    assert!(!described.contains(['\r', '\n', '\t', '"', '\\']), "{described}");
}

pub(super) async fn the_id_token_is_signed_by_rs256(world: &mut World) {
    let tokens = world.tokens(&[]).await;
    let header = header(&tokens.id);
    assert_eq!((&header["alg"], header["kid"].is_string()), (&json!("RS256"), true));
    assert!(is_signed(&tokens.id, &world.keys().await));
}

pub(super) async fn no_id_token_is_unsigned(world: &mut World) {
    let document = world.get("/.well-known/openid-configuration", None).await.json;
    let algorithms = document["id_token_signing_alg_values_supported"].as_array().unwrap();
    assert!(!algorithms.contains(&json!("none")));
    assert_ne!(header(&world.tokens(&[]).await.id)["alg"], "none");
}

pub(super) async fn userinfo_by_get(world: &mut World) {
    let tokens = world.tokens(&[]).await;
    assert_eq!(world.userinfo(&tokens.access).await["sub"], tokens.claims()["sub"]);
}

pub(super) async fn userinfo_by_post_and_header(world: &mut World) {
    let tokens = world.tokens(&[]).await;
    let told = world.post_bearing("/oauth2/userinfo", &tokens.access).await;
    assert_eq!((told.status, &told.json["sub"]), (StatusCode::OK, &tokens.claims()["sub"]));
}

pub(super) async fn userinfo_by_post_and_form(world: &mut World) {
    let tokens = world.tokens(&[]).await;
    let told = world.send("/oauth2/userinfo", None, &[("access_token", &tokens.access)]).await;
    assert_eq!((told.status, &told.json["sub"]), (StatusCode::OK, &tokens.claims()["sub"]));
}

pub(super) async fn a_nonce_may_be_left_out(world: &mut World) {
    let told = world.tokens(&[("nonce", "")]).await.claims();
    assert!(told.get("nonce").is_none(), "{told}");
}

/// The claims about the person that the userinfo endpoint tells for a scope besides `openid`.
async fn told_for(world: &mut World, scope: &str) -> (Value, BTreeSet<String>) {
    let proved = world.site.identity.clock().now();
    world
        .change_person(JEREMY, |jeremy| {
            jeremy.phone = Some("+358401234567".parse().unwrap());
            jeremy.phone_verified_at = Some(proved);
        })
        .await;
    let tokens = world.tokens(&[("scope", &format!("openid {scope}"))]).await;
    let told = world.userinfo(&tokens.access).await;
    let of_scope_openid = ["sub", "organization_id", "organization_name", "roles"];
    let names = told.as_object().unwrap().keys().filter(|name| !of_scope_openid.contains(&name.as_str()));
    let names = names.cloned().collect();
    (told, names)
}

fn set<const N: usize>(names: [&str; N]) -> BTreeSet<String> {
    names.map(ToOwned::to_owned).into()
}

const PROFILE: [&str; 4] = ["family_name", "given_name", "name", "updated_at"];

pub(super) async fn scope_profile(world: &mut World) {
    let (told, names) = told_for(world, "profile").await;
    assert_eq!((names, &told["name"]), (set(PROFILE), &json!("Jeremy Mills")));
    assert!(told["updated_at"].is_i64());
}

pub(super) async fn scope_email(world: &mut World) {
    let (told, names) = told_for(world, "email").await;
    assert_eq!(names, set(["email", "email_verified"]));
    assert_eq!((&told["email"], &told["email_verified"]), (&json!(JEREMY), &json!(true)));
}

/// Addresses are not kept here: nothing fails, and nothing is told.
pub(super) async fn scope_address(world: &mut World) {
    assert_eq!(told_for(world, "address").await.1, set([]));
}

pub(super) async fn scope_phone(world: &mut World) {
    let (told, names) = told_for(world, "phone").await;
    assert_eq!(names, set(["phone_number", "phone_number_verified"]));
    assert_eq!(told["phone_number"], "+358401234567");
}

pub(super) async fn all_scopes(world: &mut World) {
    let (_, names) = told_for(world, "profile email address phone").await;
    let others = ["email", "email_verified", "phone_number", "phone_number_verified"];
    assert_eq!(names, set(PROFILE).union(&set(others)).cloned().collect());
}

pub(super) async fn order_means_nothing(world: &mut World) {
    let path = World::authorize_path(&[("scope", "email profile openid")]);
    let (path, query) = path.split_once('?').unwrap();
    let mut parameters: Vec<_> = query.split('&').collect();
    parameters.reverse();
    let mode = if world.by_form { "&response_mode=form_post" } else { "" };
    let page = world.follow(&format!("{path}?{}{mode}", parameters.join("&"))).await;
    let shown = world.sign_in(&page).await;
    let code = parameter(&outside(&shown).unwrap(), "code").unwrap();
    assert_eq!(world.redeem(&code).await.status, StatusCode::OK);
}

pub(super) async fn display_page(world: &mut World) {
    world.tokens(&[("display", "page")]).await;
}

pub(super) async fn display_popup(world: &mut World) {
    world.tokens(&[("display", "popup")]).await;
}

pub(super) async fn prompt_login_asks_again(world: &mut World) {
    let before = world.tokens(&[]).await.claims();
    world.site.clock.advance(Duration::from_secs(2));
    let page = world.ask(&[("prompt", "login")]).await;
    assert_eq!((page.status, outside(&page)), (StatusCode::OK, None), "somebody is asked");
    let shown = world.sign_in(&page).await;
    let code = parameter(&outside(&shown).unwrap_or_else(|| panic!("{shown:?}")), "code").unwrap();
    let after = claims(world.redeem(&code).await.json["id_token"].as_str().unwrap());
    assert_eq!(after["sub"], before["sub"]);
    assert_eq!(after["auth_time"].as_i64().unwrap(), before["auth_time"].as_i64().unwrap() + 2);
}

pub(super) async fn prompt_none_of_nobody(world: &mut World) {
    assert_eq!(world.error(&[("prompt", "none")]).await, "login_required");
}

pub(super) async fn prompt_none_of_somebody(world: &mut World) {
    let before = world.tokens(&[]).await.claims();
    world.site.clock.advance(Duration::from_secs(2));
    let shown = world.ask(&[("prompt", "none")]).await;
    let code = parameter(&outside(&shown).unwrap(), "code").unwrap();
    let after = claims(world.redeem(&code).await.json["id_token"].as_str().unwrap());
    assert_eq!((&after["sub"], &after["auth_time"]), (&before["sub"], &before["auth_time"]));
}
