//! O11 to O13 and O20: what tokens say, what each is good for, and who may ask about them.

use super::portal::{claims, confidential, header, named, other, token};
use super::signature::{encoded, is_signed};
use super::world::{Got, ISSUER, SECRET, World};
use crate::support::site::JEREMY;
use http::StatusCode;
use identity_core::domain::{AccessTokenFormat, TokenAlgorithm};
use identity_core::setup::{OpenIdSetup, ServiceSetup, Setup};
use serde_json::json;
use sha2::{Digest as _, Sha256};

const API: &str = "https://api.example/";

/// A resource that applications get tokens for.
fn api(format: AccessTokenFormat) -> OpenIdSetup {
    let mut api = named("api", "API").secret(token(SECRET));
    api.resource = Some(API.to_owned());
    api.access_tokens = format;
    api
}

impl World {
    async fn introspect(&self, client: &str, token: &str) -> Got {
        self.send("/oauth2/introspect", Some((client, SECRET)), &[("token", token)]).await
    }
}

#[tokio::test]
async fn o_11_what_an_id_token_says() {
    let mut world = World::new().await;
    let tokens = world.tokens(&[]).await;
    let told = tokens.claims();
    let at_hash = encoded(&Sha256::digest(&tokens.access)[..16]);
    assert_eq!(told["at_hash"], at_hash);
    assert_eq!((&told["acr"], &told["amr"]), (&json!("https://refeds.org/profile/sfa"), &json!(["pwd"])));
    assert!(told["sid"].is_string() && told["auth_time"].is_i64());
    assert_eq!(header(&tokens.id)["typ"], "JWT");
    let again = world.silently("openid").await.claims();
    assert_eq!((&again["sub"], &again["sid"]), (&told["sub"], &told["sid"]));
}

/// Each application knows a person by a name of its own, which is not their address.
#[tokio::test]
async fn o_11_a_person_has_another_name_at_each_application() {
    let mut world = World::with_all([confidential(), other()]).await;
    let portal = world.tokens(&[]).await.claims();
    let code = world.code(&[("client_id", "other")]).await;
    let got = world.redeem_as(("other", SECRET), &code, &[]).await;
    let other = claims(got.json["id_token"].as_str().unwrap());
    assert_ne!(portal["sub"], other["sub"]);
    assert!(portal["sub"] != JEREMY && other["sub"] != JEREMY);
}

#[tokio::test]
async fn o_20_the_algorithm_is_the_clients_own() {
    for algorithm in TokenAlgorithm::ALL {
        let mut application = confidential();
        application.id_token_algorithm = algorithm;
        let mut world = World::with(application).await;
        let tokens = world.tokens(&[]).await;
        assert_eq!(header(&tokens.id)["alg"], algorithm.as_str());
        assert!(is_signed(&tokens.id, &world.keys().await));
        let refreshed = world.refresh(&tokens.refresh).await.json;
        assert_eq!(header(refreshed["id_token"].as_str().unwrap())["alg"], algorithm.as_str());
    }
}

#[tokio::test]
async fn o_12_no_token_is_good_for_what_another_is() {
    let mut world = World::new().await;
    let tokens = world.tokens(&[]).await;
    for wrong in [&tokens.id, &tokens.refresh, "", "a b", "A"] {
        let got = world.get("/oauth2/userinfo", Some(wrong)).await;
        assert_eq!(got.status, StatusCode::UNAUTHORIZED, "{wrong}");
    }
    for wrong in [&tokens.id, &tokens.access] {
        assert_eq!(world.refresh(wrong).await.json["error"], "invalid_grant");
        assert_eq!(world.redeem(wrong).await.json["error"], "invalid_grant");
    }
    for wrong in [&tokens.id, &tokens.refresh] {
        assert_eq!(world.introspect("portal", wrong).await.json, json!({"active": false}));
    }
    let api = world.get("/api/v1/me", Some(&tokens.access)).await;
    assert_eq!(api.status, StatusCode::UNAUTHORIZED, "an application is not the person");
    let code = world.code(&[]).await;
    assert!(!world.is_good(&code).await);
}

#[tokio::test]
async fn o_12_userinfo_is_about_people_who_signed_in() {
    let mut application = confidential();
    application.client_credentials = true;
    application.scopes = ["orders".parse().unwrap()].into();
    let mut world = World::with(application).await;
    let own =
        world.send("/oauth2/token", Some(("portal", SECRET)), &[("grant_type", "client_credentials")]).await;
    let got = world.get("/oauth2/userinfo", own.json["access_token"].as_str()).await;
    assert_eq!(got.status, StatusCode::FORBIDDEN, "{got:?}");
    assert!(got.headers["www-authenticate"].to_str().unwrap().contains("insufficient_scope"));
    let code = world.code(&[("scope", "orders")]).await;
    let got = world.redeem(&code).await;
    assert!(got.json.get("id_token").is_none(), "{got:?}");
    let told = world.get("/oauth2/userinfo", got.json["access_token"].as_str()).await;
    assert_eq!(told.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn o_12_an_access_token_is_for_one_resource() {
    for format in [AccessTokenFormat::Opaque, AccessTokenFormat::Jwt] {
        let mut world = World::with_all([confidential(), api(format)]).await;
        let tokens = world.tokens(&[("resource", API)]).await;
        assert!(!world.is_good(&tokens.access).await, "it is not for us");
        if format == AccessTokenFormat::Jwt {
            let (head, told) = (header(&tokens.access), claims(&tokens.access));
            assert_eq!((&head["typ"], &told["aud"]), (&json!("at+jwt"), &json!(API)));
            assert_eq!((&told["iss"], &told["client_id"]), (&json!(ISSUER), &json!("portal")));
            assert!(is_signed(&tokens.access, &world.keys().await));
            let logout = world.follow(&format!("/oauth2/logout?id_token_hint={}", tokens.access)).await;
            assert_eq!(logout.path, "/logout", "it is no hint");
        }
    }
    let mut world = World::new().await;
    let code = world.code(&[("resource", "https://unknown.example/")]).await;
    assert_eq!(world.redeem(&code).await.json["error"], "invalid_target");
}

#[tokio::test]
async fn o_13_whom_a_token_does_not_concern_learns_nothing() {
    let mut world = World::with_all([confidential(), other(), api(AccessTokenFormat::Opaque)]).await;
    let ours = world.tokens(&[]).await;
    let found = world.introspect("portal", &ours.access).await;
    assert_eq!((&found.json["active"], &found.json["client_id"]), (&json!(true), &json!("portal")));
    assert_eq!(found.json["sub"], ours.claims()["sub"]);
    let theirs = world.code(&[("resource", API), ("prompt", "none")]).await;
    let theirs = world.redeem(&theirs).await.json["access_token"].as_str().unwrap().to_owned();
    let found = world.introspect("api", &theirs).await;
    assert_eq!((&found.json["active"], &found.json["aud"]), (&json!(true), &json!(API)));
    for (client, token) in
        [("other", &ours.access), ("api", &ours.access), ("other", &theirs), ("portal", &"A".repeat(43))]
    {
        let found = world.introspect(client, token).await;
        assert_eq!((found.status, found.json), (StatusCode::OK, json!({"active": false})), "{client}");
    }
    let nobody = world.send("/oauth2/introspect", None, &[("token", &ours.access)]).await;
    assert_eq!(nobody.json["error"], "invalid_client");
}

#[tokio::test]
async fn o_13_a_client_ends_its_own_tokens_and_no_others() {
    let mut world = World::with_all([confidential(), other()]).await;
    let tokens = world.tokens(&[]).await;
    let revoke = async |world: &World, client: &str, token: &str| {
        let got = world.send("/oauth2/revoke", Some((client, SECRET)), &[("token", token)]).await;
        assert_eq!(got.status, StatusCode::OK, "{got:?}");
    };
    for token in [tokens.access.as_str(), &tokens.refresh] {
        revoke(&world, "other", token).await;
    }
    for token in ["unknown", "", &"A".repeat(43)] {
        let got = world.send("/oauth2/revoke", Some(("portal", SECRET)), &[("token", token)]).await;
        assert_eq!(got.status.is_success(), !token.is_empty());
    }
    assert!(world.is_good(&tokens.access).await);
    revoke(&world, "portal", &tokens.access).await;
    assert!(!world.is_good(&tokens.access).await);
    let next = world.refresh(&tokens.refresh).await;
    assert_eq!(next.status, StatusCode::OK, "an access token ends alone");
    revoke(&world, "portal", next.json["refresh_token"].as_str().unwrap()).await;
    assert!(!world.is_good(next.json["access_token"].as_str().unwrap()).await, "a refresh token ends all");
    assert_eq!(
        world.refresh(next.json["refresh_token"].as_str().unwrap()).await.json["error"],
        "invalid_grant"
    );
}

/// JSON Web Tokens that resources read by themselves are asked about and ended like the others.
#[tokio::test]
async fn o_13_a_token_of_the_form_of_a_jwt_is_explained_and_ended() {
    let mut world = World::with_all([confidential(), api(AccessTokenFormat::Jwt)]).await;
    let tokens = world.tokens(&[("resource", API)]).await;
    let found = world.introspect("api", &tokens.access).await;
    assert_eq!(found.json["active"], true, "{found:?}");
    world.send("/oauth2/revoke", Some(("portal", SECRET)), &[("token", &tokens.access)]).await;
    assert_eq!(world.introspect("api", &tokens.access).await.json, json!({"active": false}));
}

/// What an application asks for by name for itself is not told to the resource of its access token.
#[tokio::test]
async fn o_12_single_claims_are_for_the_application_alone() {
    let mut world = World::with_all([confidential(), api(AccessTokenFormat::Jwt)]).await;
    let claims_of_id_token = ("claims", r#"{"id_token":{"email":null}}"#);
    let tokens = world.tokens(&[("resource", API), ("scope", "openid"), claims_of_id_token]).await;
    assert_eq!(tokens.claims()["email"], JEREMY);
    assert_eq!(claims(&tokens.access)["email"], json!(null));
    let jti = claims(&tokens.access)["jti"].clone();
    assert!(jti.is_string());
    assert_eq!(world.introspect("api", &tokens.access).await.json["email"], json!(null));
}

/// At a resource of another service the person's roles are those that they have there, and an application of others gets no
/// token for it at all.
#[tokio::test]
async fn o_12_a_resource_of_another_service_is_told_of_its_own_roles() {
    let mut elsewhere = api(AccessTokenFormat::Opaque);
    elsewhere.service = "elsewhere".parse().unwrap();
    let mut world = World::new().await;
    let service = ServiceSetup::new("elsewhere".parse().unwrap(), "Elsewhere".parse().unwrap());
    let setup = Setup::default().services([service]).openid([elsewhere]);
    world.site.identity.apply(&setup).await.unwrap();
    let code = world.code(&[("resource", API)]).await;
    let refused = world.redeem(&code).await;
    assert_eq!(refused.json["error"], "invalid_target", "Jeremy has no role there: {refused:?}");
}
