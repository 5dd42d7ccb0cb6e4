//! Tokens that are bound to a key (DPoP, RFC 9449).

use super::portal::{confidential, outside, parameter, portal};
use super::signature::{Key, encoded};
use super::world::{CALLBACK, Got, ISSUER, SECRET, VERIFIER, World};
use http::StatusCode;
use identity_core::setup::OpenIdSetup;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// The thumbprint of no key.
const FOREIGN: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

static SERIAL: AtomicUsize = AtomicUsize::new(0);

/// A proof for a request, with some claims changed.
fn proof(world: &World, key: &Key, (method, path): (&str, &str), changes: &Value) -> String {
    let mut claims = json!({
        "htm": method,
        "htu": format!("{ISSUER}{path}"),
        "iat": world.site.identity.clock().now().unix_seconds(),
        "jti": format!("proof-{}", SERIAL.fetch_add(1, Ordering::Relaxed)),
    });
    for (name, value) in changes.as_object().unwrap() {
        claims[name] = value.clone();
    }
    key.sign(&json!({"typ": "dpop+jwt", "alg": "ES256", "jwk": key.jwk()}), &claims)
}

fn for_token(world: &World, key: &Key) -> String {
    proof(world, key, ("POST", "/oauth2/token"), &json!({}))
}

fn for_userinfo(world: &World, key: &Key, access: &str) -> String {
    let ath = encoded(&Sha256::digest(access));
    proof(world, key, ("GET", "/oauth2/userinfo"), &json!({"ath": ath}))
}

/// Sends a form to the token endpoint as a client, with proofs.
async fn send(world: &World, is_public: bool, proofs: &[&str], form: &[(&str, &str)]) -> Got {
    let own: &[(&str, &str)] = if is_public {
        &[("client_id", "portal")]
    } else {
        &[("client_id", "portal"), ("client_secret", SECRET)]
    };
    let headers: Vec<_> = proofs.iter().map(|proof| ("dpop", *proof)).collect();
    world.send_with("/oauth2/token", &headers, &[own, form].concat()).await
}

async fn redeem(world: &World, is_public: bool, proofs: &[&str], code: &str) -> Got {
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
    ];
    send(world, is_public, proofs, &form).await
}

async fn refresh(world: &World, is_public: bool, proofs: &[&str], token: &str) -> Got {
    send(world, is_public, proofs, &[("grant_type", "refresh_token"), ("refresh_token", token)]).await
}

/// A world with tokens that are bound to a key.
async fn bound(application: OpenIdSetup) -> (World, Key, Value) {
    let is_public = application.secret.is_none();
    let (mut world, key) = (World::with(application).await, Key::new());
    let code = world.code(&[]).await;
    let got = redeem(&world, is_public, &[&for_token(&world, &key)], &code).await;
    assert_eq!((got.status, &got.json["token_type"]), (StatusCode::OK, &json!("DPoP")), "{got:?}");
    (world, key, got.json)
}

/// What the userinfo endpoint answers to a token by this scheme, with this proof.
async fn told(world: &World, scheme: &str, access: &str, proof: Option<&str>) -> StatusCode {
    let authorization = format!("{scheme} {access}");
    let proof = proof.map(|proof| ("dpop", proof));
    let headers: Vec<_> = [("authorization", authorization.as_str())].into_iter().chain(proof).collect();
    world.get_with("/oauth2/userinfo", &headers).await.status
}

#[tokio::test]
async fn o_12_a_bound_token_is_good_for_the_holder_of_its_key() {
    let (world, key, got) = bound(confidential()).await;
    let access = got["access_token"].as_str().unwrap();
    let right = for_userinfo(&world, &key, access);
    assert_eq!(told(&world, "DPoP", access, Some(&right)).await, StatusCode::OK);
    assert_eq!(told(&world, "DPoP", access, Some(&right)).await, StatusCode::UNAUTHORIZED, "a replay");
    let introspected =
        world.send("/oauth2/introspect", Some(("portal", SECRET)), &[("token", access)]).await.json;
    assert_eq!(introspected["cnf"]["jkt"], key.thumbprint());
    assert_eq!(introspected["token_type"], "DPoP");
}

#[tokio::test]
async fn o_12_nobody_else_uses_a_bound_token() {
    let (world, key, got) = bound(confidential()).await;
    let access = got["access_token"].as_str().unwrap();
    let other = for_userinfo(&world, &Key::new(), access);
    let no_token = proof(&world, &key, ("GET", "/oauth2/userinfo"), &json!({}));
    let other_token = for_userinfo(&world, &key, "other");
    let ath = json!({"ath": encoded(&Sha256::digest(access))});
    let other_method = proof(&world, &key, ("POST", "/oauth2/userinfo"), &ath);
    let other_path = proof(&world, &key, ("GET", "/oauth2/token"), &ath);
    for wrong in
        [None, Some(&other), Some(&no_token), Some(&other_token), Some(&other_method), Some(&other_path)]
    {
        let status = told(&world, "DPoP", access, wrong.map(String::as_str)).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{wrong:?}");
    }
    let right = for_userinfo(&world, &key, access);
    assert_eq!(told(&world, "Bearer", access, Some(&right)).await, StatusCode::UNAUTHORIZED, "no downgrade");
    assert_eq!(told(&world, "Bearer", access, None).await, StatusCode::UNAUTHORIZED);
    assert_eq!(told(&world, "DPoP", access, Some(&right)).await, StatusCode::OK, "the proof was not used up");
}

#[tokio::test]
async fn a_bearer_token_is_none_of_those_that_are_bound() {
    let mut world = World::new().await;
    let access = world.tokens(&[]).await.access;
    let shown = for_userinfo(&world, &Key::new(), &access);
    assert_eq!(told(&world, "DPoP", &access, Some(&shown)).await, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_proof_is_fresh_whole_and_used_once() {
    let (mut world, key) = (World::new().await, Key::new());
    let code = world.code(&[]).await;
    let now = world.site.identity.clock().now().unix_seconds();
    let at = ("POST", "/oauth2/token");
    let unsigned = {
        let right = for_token(&world, &key);
        let (signed, _) = right.rsplit_once('.').unwrap();
        format!("{signed}.{}", encoded(&[0; 64]))
    };
    for wrong in [
        proof(&world, &key, at, &json!({"iat": now - 61})),
        proof(&world, &key, at, &json!({"iat": now + 61})),
        proof(&world, &key, at, &json!({"iat": null})),
        proof(&world, &key, at, &json!({"jti": ""})),
        proof(&world, &key, at, &json!({"htu": "https://other.example/oauth2/token"})),
        proof(&world, &key, ("GET", "/oauth2/token"), &json!({})),
        unsigned,
        "a.b.c".to_owned(),
    ] {
        let got = redeem(&world, false, &[&wrong], &code).await;
        assert_eq!(
            (got.status, &got.json["error"]),
            (StatusCode::BAD_REQUEST, &json!("invalid_dpop_proof")),
            "{wrong}"
        );
    }
    let (one, two) = (for_token(&world, &key), for_token(&world, &key));
    let got = redeem(&world, false, &[&one, &two], &code).await;
    assert_eq!(got.json["error"], "invalid_dpop_proof", "two proofs");
    let got = redeem(&world, false, &[&one], &code).await;
    assert_eq!(got.status, StatusCode::OK, "{got:?}");
    let again = refresh(&world, false, &[&one], got.json["refresh_token"].as_str().unwrap()).await;
    assert_eq!(again.json["error"], "invalid_dpop_proof", "a replay");
}

/// A program that keeps no secret is known by its key alone.
#[tokio::test]
async fn o_6_the_refresh_token_of_a_public_client_is_bound_to_its_key() {
    let (world, key, got) = bound(portal()).await;
    let token = got["refresh_token"].as_str().unwrap();
    let stranger = for_token(&world, &Key::new());
    for wrong in [&[] as &[&str], &[&stranger]] {
        assert_eq!(refresh(&world, true, wrong, token).await.json["error"], "invalid_grant", "{wrong:?}");
    }
    let next = refresh(&world, true, &[&for_token(&world, &key)], token).await;
    assert_eq!((next.status, &next.json["token_type"]), (StatusCode::OK, &json!("DPoP")), "{next:?}");
}

#[tokio::test]
async fn a_code_may_be_bound_before_it_is_given() {
    let (mut world, key) = (World::new().await, Key::new());
    let code = world.code(&[("dpop_jkt", &key.thumbprint())]).await;
    let stranger = for_token(&world, &Key::new());
    for wrong in [&[] as &[&str], &[&stranger]] {
        assert_eq!(redeem(&world, false, wrong, &code).await.json["error"], "invalid_grant", "{wrong:?}");
    }
    world.site.clock.advance(Duration::from_secs(1));
    let got = redeem(&world, false, &[&for_token(&world, &key)], &code).await;
    assert_eq!(got.status, StatusCode::OK, "{got:?}");
}

/// RFC 9449, section 10.1: a request that is pushed with a proof is bound to its key.
#[tokio::test]
async fn a_pushed_request_is_bound_to_the_key_that_is_shown_with_it() {
    let (mut world, key) = (World::new().await, Key::new());
    let query = World::authorize_path(&[]);
    let pairs: Vec<(String, String)> =
        form_urlencoded::parse(query.split_once('?').unwrap().1.as_bytes()).into_owned().collect();
    let secret = ("client_secret", SECRET);
    let mut form: Vec<_> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    form.push(secret);
    let shown = proof(&world, &key, ("POST", "/oauth2/par"), &json!({}));
    let other = [form.as_slice(), &[("dpop_jkt", FOREIGN)]].concat();
    let refused = world.send_with("/oauth2/par", &[("dpop", &shown)], &other).await;
    assert_eq!(refused.json["error"], "invalid_dpop_proof", "{refused:?}");
    let shown = proof(&world, &key, ("POST", "/oauth2/par"), &json!({}));
    let got = world.send_with("/oauth2/par", &[("dpop", &shown)], &form).await;
    let uri = got.json["request_uri"].as_str().unwrap_or_else(|| panic!("{got:?}")).to_owned();
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("client_id", "portal"), ("request_uri", &uri)])
        .finish();
    let page = world.follow(&format!("/oauth2/authorize?{query}")).await;
    let to = outside(&world.sign_in(&page).await).unwrap();
    let code = parameter(&to, "code").unwrap();
    assert_eq!(redeem(&world, false, &[], &code).await.json["error"], "invalid_grant");
    let proved = redeem(&world, false, &[&for_token(&world, &key)], &code).await;
    assert_eq!(proved.json["token_type"], "DPoP", "{proved:?}");
}
