//! The authorization code flow (OpenID Connect Core, section 3.1).

use super::portal::{claims, outside, parameter};
use super::world::{CALLBACK, ISSUER, World};
use http::StatusCode;
use serde_json::json;

#[tokio::test]
async fn somebody_signs_in_and_the_application_knows_who_it_is() {
    let mut world = World::new().await;
    let to = world.callback(&[]).await;
    assert!(to.as_str().starts_with(&format!("{CALLBACK}?")), "{to}");
    assert_eq!(parameter(&to, "state").as_deref(), Some("af0ifjsldkj"));
    assert_eq!(parameter(&to, "iss").as_deref(), Some(ISSUER));
    let tokens = world.redeem(&parameter(&to, "code").unwrap()).await;
    assert_eq!(tokens.status, StatusCode::OK, "{tokens:?}");
    assert_eq!(tokens.json["token_type"], "Bearer");
    assert_eq!(tokens.headers["cache-control"], "no-store");
    let id_token = claims(tokens.json["id_token"].as_str().unwrap());
    assert_eq!((&id_token["iss"], &id_token["aud"]), (&json!(ISSUER), &json!("portal")));
    assert_eq!(id_token["nonce"], "n-0S6_WzA2Mj");
    assert_eq!(id_token["roles"], json!(["consumption-viewer"]));
    assert_eq!(id_token["organization_name"], "City Group, Inc.");
    assert_eq!(id_token["amr"], json!(["pwd"]));
    assert!(id_token.get("name").is_none() && id_token.get("email").is_none());
    let token = tokens.json["access_token"].as_str().unwrap();
    let told = world.get("/oauth2/userinfo", Some(token)).await;
    assert_eq!(told.status, StatusCode::OK, "{told:?}");
    assert_eq!(told.json["sub"], id_token["sub"]);
    assert_eq!(told.json["email"], "jeremy.mills@citygroup.example");
    assert_eq!(told.json["email_verified"], true);
}

#[tokio::test]
async fn whoever_is_signed_in_is_not_asked_again() {
    let mut world = World::new().await;
    world.callback(&[]).await;
    let shown = world.ask(&[("prompt", "none")]).await;
    assert_eq!(shown.status, StatusCode::SEE_OTHER);
    let to = outside(&shown).unwrap();
    assert!(parameter(&to, "code").is_some(), "{to}");
}

#[tokio::test]
async fn a_code_is_redeemed_once_and_the_second_time_ends_everything() {
    let mut world = World::new().await;
    let code = world.code(&[]).await;
    let tokens = world.redeem(&code).await;
    let again = world.redeem(&code).await;
    assert_eq!((again.status, &again.json["error"]), (StatusCode::BAD_REQUEST, &json!("invalid_grant")));
    let told = world.get("/oauth2/userinfo", tokens.json["access_token"].as_str()).await;
    assert_eq!(told.status, StatusCode::UNAUTHORIZED);
    let refreshed = world.refresh(tokens.json["refresh_token"].as_str().unwrap()).await;
    assert_eq!(refreshed.json["error"], "invalid_grant");
}

#[tokio::test]
async fn a_refresh_token_is_used_once() {
    let mut world = World::new().await;
    let code = world.code(&[]).await;
    let first = world.redeem(&code).await.json["refresh_token"].as_str().unwrap().to_owned();
    let second = world.refresh(&first).await;
    assert_eq!(second.status, StatusCode::OK, "{second:?}");
    let second = second.json["refresh_token"].as_str().unwrap().to_owned();
    assert_ne!(first, second);
    // An answer that was lost on its way is given again for a moment.
    assert_eq!(world.refresh(&first).await.json["refresh_token"], json!(second));
    let third = world.refresh(&second).await.json["refresh_token"].as_str().unwrap().to_owned();
    world.site.clock.advance(std::time::Duration::from_secs(11));
    assert_eq!(world.refresh(&first).await.json["error"], "invalid_grant");
    // Somebody has a copy, so that the whole family is dead.
    assert_eq!(world.refresh(&third).await.json["error"], "invalid_grant");
}
