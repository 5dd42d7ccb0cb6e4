//! The keys of a provider: which are believed, and how often they are looked at.

use super::provider::{NONCE, NOW, Provider, at};
use crate::openid::encoding::encode;
use crate::openid::jws;
use crate::openid::keys::jwk;
use crate::openid::keys::token_key::samples;
use crate::openid_client::failure::SignInFailure;
use identity_core::domain::TokenAlgorithm;
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use serde_json::{Value, json};

#[tokio::test]
async fn r_4_a_key_that_is_new_is_fetched_once_a_minute() {
    let provider = Provider::start().await;
    let old = provider.id_token(&json!({}));
    let next = samples::key(TokenAlgorithm::Rs256);
    let new = jws::write(&next, "JWT", &provider.claims(&json!({}))).unwrap();
    let invented = provider.token_with(&json!({"alg": "RS256", "kid": "invented"}), &json!({}));
    let looks = || provider.said().key_requests;
    assert!(provider.redeemed_at(&old, at(0)).await.is_ok());
    assert!(provider.redeemed_at(&old, at(1)).await.is_ok());
    assert_eq!(looks(), 1);
    // No flood of names reaches the provider.
    for second in 0..59 {
        let refused = provider.redeemed_at(&invented, at(second)).await;
        assert_eq!(refused.err(), Some(SignInFailure::UnknownKey));
    }
    assert_eq!(looks(), 1);
    // Both keys are published, and then the new one alone.
    provider.publish(&[&provider.rsa, &next]);
    assert!(provider.redeemed_at(&new, at(60)).await.is_ok());
    assert!(provider.redeemed_at(&old, at(61)).await.is_ok());
    assert_eq!(looks(), 2);
    provider.publish(&[&next]);
    assert!(provider.redeemed_at(&new, at(200)).await.is_ok());
    assert_eq!(looks(), 2);
    // A key that was withdrawn is believed for ten minutes at the most.
    let later = at(60 + 600);
    let old = provider.id_token(&json!({"exp": NOW + 10_000}));
    assert_eq!(provider.redeemed_at(&old, later).await.err(), Some(SignInFailure::UnknownKey));
    assert_eq!(looks(), 3);
}

#[tokio::test]
async fn a_key_without_a_name_that_was_replaced_is_fetched() {
    let provider = Provider::start().await;
    let nameless = json!({"alg": "RS256"});
    let publish = |keys: Vec<Value>| provider.said().keys = json!({ "keys": keys });
    let without_name = |mut key: Value| {
        key.as_object_mut().unwrap().remove("kid");
        key
    };
    publish(vec![without_name(jwk::write(samples::key(TokenAlgorithm::Rs256).public()))]);
    let token = provider.token_with(&nameless, &json!({}));
    assert_eq!(provider.redeemed_at(&token, at(0)).await.err(), Some(SignInFailure::Signature));
    publish(vec![without_name(jwk::write(provider.rsa.public()))]);
    assert!(provider.redeemed_at(&token, at(60)).await.is_ok());
    // Of two that fit none is guessed.
    let other = jwk::write(samples::key(TokenAlgorithm::Rs256).public());
    publish(vec![jwk::write(provider.rsa.public()), other]);
    let token = provider.token_with(&nameless, &json!({"exp": NOW + 10_000}));
    assert_eq!(provider.redeemed_at(&token, at(700)).await.err(), Some(SignInFailure::UnknownKey));
}

#[tokio::test]
async fn keys_that_are_not_understood_are_left_out() {
    let provider = Provider::start().await;
    let token = provider.id_token(&json!({}));
    let mut private = jwk::write(provider.rsa.public());
    private["d"] = json!("AA");
    let odd = [
        json!({"kty": "AKP", "alg": "ML-DSA-44", "kid": "pq", "pub": "AA"}),
        json!({"kty": "oct", "k": "AA", "kid": provider.rsa.kid()}),
        json!({"kty": "RSA", "n": "AA", "e": "AQAB", "kid": provider.rsa.kid()}),
        json!("text"),
        private,
    ];
    provider.said().keys = json!({ "keys": odd });
    assert_eq!(provider.redeemed_at(&token, at(0)).await.err(), Some(SignInFailure::Keys));
    let with_good: Vec<_> = odd.into_iter().chain([jwk::write(provider.rsa.public())]).collect();
    provider.said().keys = json!({ "keys": with_good });
    assert_eq!(provider.redeemed_at(&token, at(4)).await.err(), Some(SignInFailure::Keys));
    assert!(provider.redeemed_at(&token, at(5)).await.is_ok());
}

#[tokio::test]
async fn a_token_signed_by_ed25519_is_believed() {
    let provider = Provider::start().await;
    let pair = Ed25519KeyPair::from_seed_unchecked(&[7; 32]).unwrap();
    let key = |changes: &[(&str, Value)]| {
        let mut key = json!({"kty": "OKP", "crv": "Ed25519", "x": encode(pair.public_key()), "kid": "ed"});
        for (name, value) in changes {
            key[*name] = value.clone();
        }
        json!({"keys": [key]})
    };
    let claims = provider.claims(&json!({"nonce": NONCE}));
    let header = json!({"alg": "EdDSA", "kid": "ed", "typ": "JWT"});
    let signed = format!("{}.{}", encode(header.to_string()), encode(claims.to_string()));
    let token = format!("{signed}.{}", encode(pair.sign(signed.as_bytes())));
    for (minute, changes) in
        [("d", json!("AA")), ("use", json!("enc")), ("alg", json!("ES256"))].into_iter().enumerate()
    {
        provider.said().keys = key(std::slice::from_ref(&changes));
        let failed = provider.redeemed_at(&token, at(10 * i64::try_from(minute).unwrap())).await;
        assert_eq!(failed.err(), Some(SignInFailure::Keys), "{changes:?}");
    }
    provider.said().keys = key(&[]);
    assert_eq!(provider.redeemed_at(&token, at(30)).await.unwrap().subject, "subject-1");
    let (front, signature) = token.rsplit_once('.').unwrap();
    let other = format!("{}.{signature}", front.replace("ey", "ew"));
    assert!(provider.redeemed_at(&other, at(31)).await.is_err());
}
