//! What makes an ID token the answer to this sign-in, and nothing else.

use super::provider::{ACCESS_TOKEN, NONCE, NOW, Provider, at};
use crate::openid::encoding::encode;
use crate::openid::jws;
use crate::openid::keys::jwk;
use crate::openid::keys::token_key::samples;
use crate::openid_client::algorithm::ProviderAlgorithm;
use crate::openid_client::failure::SignInFailure;
use crate::openid_client::id_token::access_token_hash;
use crate::openid_client::user_info::flag;
use identity_core::domain::TokenAlgorithm;
use serde_json::{Value, json};
use std::time::Duration;

async fn failure(provider: &Provider, token: &str) -> Option<SignInFailure> {
    provider.redeemed(token).await.err()
}

async fn failure_of(provider: &Provider, changes: Value) -> Option<SignInFailure> {
    failure(provider, &provider.id_token(&changes)).await
}

#[tokio::test]
async fn o_01_an_id_token_that_is_not_signed_is_refused() {
    let provider = Provider::start().await;
    for alg in ["none", "nOnE", "NONE", "", "RS384", "PS256", "ES512", "rs256"] {
        let header = json!({"alg": alg, "kid": provider.rsa.kid()});
        let signed = provider.token_with(&header, &json!({}));
        let unsigned = format!("{}.", signed.rsplit_once('.').unwrap().0);
        for token in [signed, unsigned] {
            assert_eq!(failure(&provider, &token).await, Some(SignInFailure::Algorithm), "{alg}");
        }
    }
    let absent = provider.token_with(&json!({"kid": provider.rsa.kid()}), &json!({}));
    assert_eq!(failure(&provider, &absent).await, Some(SignInFailure::Token));
    let good = provider.id_token(&json!({}));
    assert_eq!(failure(&provider, &good).await, None);
    let empty = format!("{}.", good.rsplit_once('.').unwrap().0);
    assert_eq!(failure(&provider, &empty).await, Some(SignInFailure::Signature));
}

#[tokio::test]
async fn o_02_no_id_token_is_signed_with_the_public_key_or_the_secret() {
    let provider = Provider::start().await;
    let jwk = jwk::write(provider.rsa.public()).to_string();
    for (secret, alg) in
        [(jwk.clone(), "HS256"), (format!(" {jwk}"), "HS512"), ("our secret".to_owned(), "HS256")]
    {
        let header = json!({"alg": alg, "kid": provider.rsa.kid()}).to_string();
        let signed = format!("{}.{}", encode(header), encode(provider.claims(&json!({})).to_string()));
        let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, secret.as_bytes());
        let token = format!("{signed}.{}", encode(ring::hmac::sign(&key, signed.as_bytes())));
        assert_eq!(failure(&provider, &token).await, Some(SignInFailure::Algorithm), "{alg}");
    }
}

#[tokio::test]
async fn o_03_a_key_in_the_id_token_is_not_believed_and_nothing_is_fetched() {
    let provider = Provider::start().await;
    let attacker = Provider::start().await;
    let header = json!({
        "alg": "RS256", "kid": provider.rsa.kid(), "jwk": jwk::write(attacker.rsa.public()),
        "jku": format!("{}/keys", attacker.issuer), "x5u": format!("{}/keys", attacker.issuer), "x5c": ["AA"],
    });
    let signed =
        format!("{}.{}", encode(header.to_string()), encode(provider.claims(&json!({})).to_string()));
    let token = format!("{signed}.{}", encode(attacker.rsa.sign(signed.as_bytes()).unwrap()));
    assert_eq!(failure(&provider, &token).await, Some(SignInFailure::Signature));
    assert_eq!(attacker.said().key_requests, 0);
}

#[tokio::test]
async fn o_07_what_is_no_id_token_is_refused_before_any_work() {
    let provider = Provider::start().await;
    let header = |more: Value| {
        let mut header = json!({"alg": "RS256", "kid": provider.rsa.kid()});
        header.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        provider.token_with(&header, &json!({}))
    };
    for token in [
        ".".repeat(500_000),
        header(json!({"crit": ["b64"], "b64": false})),
        header(json!({"crit": []})),
        // An encrypted one has five parts.
        "e30.e30.e30.e30.e30".to_owned(),
        String::new(),
    ] {
        let short: String = token.chars().take(40).collect();
        assert_eq!(failure(&provider, &token).await, Some(SignInFailure::Token), "{short}");
    }
    let pbes = json!({"alg": "PBES2-HS256+A128KW", "enc": "A128GCM", "p2c": 1_000_000_000});
    let pbes = provider.token_with(&pbes, &json!({}));
    assert_eq!(failure(&provider, &pbes).await, Some(SignInFailure::Algorithm));
    assert_eq!(provider.said().key_requests, 0);
    let large = provider.id_token(&json!({"groups": vec!["a-group-of-many"; 2000]}));
    assert_eq!(failure(&provider, &large).await, Some(SignInFailure::Token));
}

#[tokio::test]
async fn o_09_an_id_token_for_others_is_refused() {
    let provider = Provider::start().await;
    let issuer = provider.issuer.clone();
    for (changes, expected) in [
        (json!({"aud": "another"}), SignInFailure::Audience),
        (json!({"aud": []}), SignInFailure::Audience),
        (json!({"aud": null}), SignInFailure::Audience),
        (json!({"aud": 1}), SignInFailure::Audience),
        (json!({"aud": ["we", "another"]}), SignInFailure::Audience),
        (json!({"aud": ["we", "another"], "azp": "another"}), SignInFailure::Audience),
        (json!({"aud": ["another"], "azp": "we"}), SignInFailure::Audience),
        (json!({"azp": "another"}), SignInFailure::Audience),
        (json!({"azp": 1}), SignInFailure::Audience),
        (json!({"iss": format!("{issuer}/")}), SignInFailure::Issuer),
        (json!({"iss": "https://evil.example"}), SignInFailure::Issuer),
        (json!({"iss": [issuer]}), SignInFailure::Issuer),
        (json!({"iss": null}), SignInFailure::Issuer),
    ] {
        assert_eq!(failure_of(&provider, changes.clone()).await, Some(expected), "{changes}");
    }
    for changes in
        [json!({"aud": ["we"]}), json!({"azp": "we"}), json!({"aud": ["we", "another"], "azp": "we"})]
    {
        assert_eq!(failure_of(&provider, changes.clone()).await, None, "{changes}");
    }
}

#[tokio::test]
async fn o_09_an_id_token_is_good_for_a_time() {
    let provider = Provider::start().await;
    for (changes, expected) in [
        (json!({"exp": null}), Some(SignInFailure::Expired)),
        (json!({"exp": "1800000300"}), Some(SignInFailure::Expired)),
        (json!({"exp": NOW - 60}), Some(SignInFailure::Expired)),
        (json!({"exp": NOW - 59}), None),
        (json!({"iat": null}), Some(SignInFailure::Expired)),
        (json!({"iat": NOW + 61}), Some(SignInFailure::NotYet)),
        (json!({"iat": NOW + 60}), None),
        // From before the browser was sent, half a minute ago.
        (json!({"iat": NOW - 91}), Some(SignInFailure::Expired)),
        (json!({"iat": NOW - 90}), None),
        (json!({"nbf": NOW + 61}), Some(SignInFailure::NotYet)),
        (json!({"nbf": NOW + 60}), None),
    ] {
        assert_eq!(failure_of(&provider, changes.clone()).await, expected, "{changes}");
    }
}

#[tokio::test]
async fn o_10_an_id_token_answers_one_sign_in() {
    let mut provider = Provider::start().await;
    for nonce in [json!(null), json!(""), json!("another"), json!([NONCE]), json!(NONCE.to_uppercase())] {
        let failed = failure_of(&provider, json!({"nonce": nonce})).await;
        assert_eq!(failed, Some(SignInFailure::Nonce), "{nonce}");
    }
    let token = provider.id_token(&json!({}));
    assert_eq!(failure(&provider, &token).await, None);
    // The same token in the next sign-in.
    provider.departure.nonce = "the-nonce-of-the-next-one".into();
    assert_eq!(failure(&provider, &token).await, Some(SignInFailure::Nonce));
}

#[tokio::test]
async fn a_token_of_another_type_signs_nobody_in() {
    let provider = Provider::start().await;
    let claims = provider.claims(&json!({}));
    for typ in ["at+jwt", "logout+jwt", "dpop+jwt", "application/at+jwt"] {
        let token = jws::write(&provider.rsa, typ, &claims).unwrap();
        assert_eq!(failure(&provider, &token).await, Some(SignInFailure::TokenType), "{typ}");
    }
    let untyped = provider.token_with(&json!({"alg": "RS256", "kid": provider.rsa.kid()}), &json!({}));
    assert_eq!(failure(&provider, &untyped).await, None);
}

#[tokio::test]
async fn the_access_token_has_to_be_the_one_of_the_id_token() {
    let provider = Provider::start().await;
    let hash = access_token_hash(ACCESS_TOKEN, ProviderAlgorithm::Rs256);
    assert_eq!(failure_of(&provider, json!({"at_hash": hash})).await, None);
    for other in [json!(access_token_hash("another", ProviderAlgorithm::Rs256)), json!(""), json!(1)] {
        let failed = failure_of(&provider, json!({"at_hash": other})).await;
        assert_eq!(failed, Some(SignInFailure::AccessTokenHash), "{other}");
    }
    // The example of OpenID Connect Core, appendix A.3.
    let example = access_token_hash("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y", ProviderAlgorithm::Rs256);
    assert_eq!(example, "77QmUPtjPfzWtF2AnpK9RQ");
}

#[tokio::test]
async fn a_fresh_sign_in_is_shown_to_be_one() {
    let mut provider = Provider::start().await;
    assert_eq!(failure_of(&provider, json!({})).await, None);
    provider.departure.demands.fresh = true;
    for (auth_time, expected) in [
        (json!(null), Some(SignInFailure::NotFresh)),
        (json!("now"), Some(SignInFailure::NotFresh)),
        (json!(NOW - 91), Some(SignInFailure::NotFresh)),
        (json!(NOW + 61), Some(SignInFailure::NotFresh)),
        (json!(NOW - 90), None),
        (json!(NOW), None),
    ] {
        let failed = failure_of(&provider, json!({"auth_time": auth_time})).await;
        assert_eq!(failed, expected, "{auth_time}");
    }
    provider.departure.demands.fresh = false;
    provider.departure.demands.max_age = Some(Duration::from_mins(10));
    assert_eq!(failure_of(&provider, json!({})).await, Some(SignInFailure::NotFresh));
    let too_old = json!({"auth_time": NOW - 661});
    assert_eq!(failure_of(&provider, too_old).await, Some(SignInFailure::NotFresh));
    let token = provider.id_token(&json!({"auth_time": NOW - 660}));
    assert_eq!(provider.redeemed(&token).await.unwrap().proved_at, Some(at(-660)));
}

#[tokio::test]
async fn the_person_has_a_name() {
    let provider = Provider::start().await;
    for sub in [json!(null), json!(""), json!(17), json!("s".repeat(256))] {
        assert_eq!(failure_of(&provider, json!({"sub": sub})).await, Some(SignInFailure::Subject), "{sub}");
    }
    let signed_in = provider.redeemed(&provider.id_token(&json!({"sub": " Ä\u{202e} "}))).await.unwrap();
    assert_eq!(signed_in.subject, " Ä\u{202e} ");
}

#[tokio::test]
async fn odd_claims_do_no_harm() {
    let provider = Provider::start().await;
    let token = provider.id_token(&json!({
        "locale": {"language": "fi"}, "address": "a text", "email_verified": "true", "phone_number_verified": "no",
        "updated_at": "yesterday", "_claim_names": {"groups": "src1"},
        "_claim_sources": {"src1": {"endpoint": "https://graph.example/groups"}}, "hasgroups": true,
        "amr": "pwd", "acr": 1, "sid": ["a"], "auth_time": NOW - 5,
    }));
    let signed_in = provider.redeemed(&token).await.unwrap();
    assert_eq!(flag(&signed_in.claims, "email_verified"), Some(true));
    assert_eq!(flag(&signed_in.claims, "phone_number_verified"), None);
    assert_eq!(signed_in.proved_at, Some(at(-5)));
    assert!(signed_in.acr.is_none() && signed_in.session.is_none());
}

#[tokio::test]
async fn only_people_of_the_tenants_that_are_let_in_sign_in() {
    let mut provider = Provider::start().await;
    provider.registration.tenants = ["one".to_owned()].into();
    assert_eq!(failure_of(&provider, json!({"tid": "one"})).await, None);
    for tid in [json!(null), json!("two"), json!(["one"])] {
        let failed = failure_of(&provider, json!({"tid": tid})).await;
        assert_eq!(failed, Some(SignInFailure::Tenant), "{tid}");
    }
}

#[tokio::test]
async fn a_token_of_an_algorithm_that_is_not_of_this_connection_is_refused() {
    let mut provider = Provider::start().await;
    let token = jws::write(&provider.ec, "JWT", &provider.claims(&json!({}))).unwrap();
    assert_eq!(failure(&provider, &token).await, None);
    provider.registration.algorithms = vec![ProviderAlgorithm::Rs256];
    assert_eq!(failure(&provider, &token).await, Some(SignInFailure::Algorithm));
    let foreign = samples::key(TokenAlgorithm::Rs256);
    let token = jws::write(&foreign, "JWT", &provider.claims(&json!({}))).unwrap();
    assert_eq!(failure(&provider, &token).await, Some(SignInFailure::UnknownKey));
}
