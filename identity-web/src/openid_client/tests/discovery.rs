//! What a provider says of itself, and where its people are sent.

use super::provider::{NONCE, Provider, STATE};
use crate::openid_client::algorithm::ProviderAlgorithm;
use crate::openid_client::departure::{Hints, authorization_url};
use crate::openid_client::discovery::{discover, document_address};
use crate::openid_client::failure::SignInFailure;
use crate::openid_client::http::{MOST_OCTETS, ProviderHttp};
use axum::Router;
use axum::response::Redirect;
use axum::routing::get;
use serde_json::json;
use std::collections::BTreeMap;
use std::future::pending;
use std::time::Duration;
use url::Url;

#[tokio::test]
async fn a_provider_is_discovered_with_the_algorithms_that_both_allow() {
    let mut provider = Provider::start().await;
    let found = provider.discovered().await.unwrap();
    assert_eq!(found.algorithms, ProviderAlgorithm::ALL);
    assert_eq!(found.issuer, provider.issuer);
    assert!(!found.names_itself);
    provider.registration.algorithms = vec![ProviderAlgorithm::Es256];
    assert_eq!(provider.discovered().await.unwrap().algorithms, [ProviderAlgorithm::Es256]);
}

#[tokio::test]
async fn o_12_a_document_of_another_issuer_activates_nothing() {
    let provider = Provider::start().await;
    let others = [
        format!("{}/", provider.issuer),
        provider.issuer.to_uppercase(),
        provider.issuer.replace("http://", "https://"),
        "https://evil.example".to_owned(),
    ];
    for other in others {
        provider.said().metadata = provider.metadata(&json!({"issuer": other}));
        assert_eq!(provider.discovered().await, Err(SignInFailure::Issuer), "{other}");
    }
}

#[tokio::test]
async fn a_provider_without_an_allowed_algorithm_is_not_used() {
    let provider = Provider::start().await;
    for algorithms in [json!([]), json!(["none"]), json!(["HS256", "HS512"]), json!(["RS512"])] {
        let document = json!({"id_token_signing_alg_values_supported": algorithms});
        provider.said().metadata = provider.metadata(&document);
        assert_eq!(provider.discovered().await, Err(SignInFailure::Algorithm), "{algorithms}");
    }
    for missing in ["issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"] {
        provider.said().metadata = provider.metadata(&json!({ missing: null }));
        assert_eq!(provider.discovered().await, Err(SignInFailure::Discovery), "{missing}");
    }
}

#[tokio::test]
async fn o_31_no_endpoint_leads_inside() {
    let provider = Provider::start().await;
    for member in ["authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri"] {
        for address in [
            "http://provider.example/",
            "https://169.254.169.254/latest",
            "https://10.0.0.1/",
            "https://[::ffff:10.0.0.1]/",
            "https://2852039166/",
            "https://user@provider.example/",
            "javascript:alert(1)",
        ] {
            provider.said().metadata = provider.metadata(&json!({ member: address }));
            assert_eq!(provider.discovered().await, Err(SignInFailure::Address), "{member} {address}");
        }
    }
    let public = ProviderHttp::new(&Url::parse("https://my.example.com").unwrap()).unwrap();
    for issuer in [
        provider.issuer.as_str(),
        "http://provider.example",
        "https://127.0.0.1",
        "https://localhost",
        "https://provider.example?tenant=1",
        "https://provider.example#a",
        " https://provider.example",
        "ftp://provider.example",
        "",
    ] {
        let refused = discover(&public, issuer, &ProviderAlgorithm::ALL).await;
        assert_eq!(refused, Err(SignInFailure::Address), "{issuer}");
    }
}

#[tokio::test]
async fn the_document_stands_below_the_issuer() {
    let http = ProviderHttp::new(&Url::parse("https://my.example.com").unwrap()).unwrap();
    let address = |issuer| document_address(&http, issuer).unwrap().to_string();
    let plain = "https://provider.example/.well-known/openid-configuration";
    assert_eq!(address("https://provider.example"), plain);
    assert_eq!(address("https://provider.example/"), plain);
    let below = "https://provider.example/a/.well-known/openid-configuration";
    assert_eq!(address("https://provider.example/a"), below);
    let tenants = "https://provider.example/organizations/v2.0/.well-known/openid-configuration";
    assert_eq!(address("https://provider.example/{tenantid}/v2.0"), tenants);
}

#[tokio::test]
async fn what_redirects_is_large_slow_or_gone_is_not_read() {
    let routes = Router::new()
        .route("/to/.well-known/openid-configuration", get(async || Redirect::temporary("/")))
        .route("/large/.well-known/openid-configuration", get(async || " ".repeat(MOST_OCTETS + 1)))
        .route("/slow/.well-known/openid-configuration", get(async || pending::<String>().await))
        .route("/text/.well-known/openid-configuration", get(async || "no json"));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let server = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, routes).await });
    let base = Url::parse("http://localhost:8080").unwrap();
    let http = ProviderHttp::new(&base).unwrap();
    let hurried = ProviderHttp::with_timeout(&base, Duration::from_millis(50)).unwrap();
    for (path, http, failure) in [
        ("/to", &http, SignInFailure::Discovery),
        ("/large", &http, SignInFailure::TooLarge),
        ("/slow", &hurried, SignInFailure::TimedOut),
        ("/text", &http, SignInFailure::Discovery),
        ("/none", &http, SignInFailure::Discovery),
    ] {
        let found = discover(http, &format!("{server}{path}"), &ProviderAlgorithm::ALL).await;
        assert_eq!(found, Err(failure), "{path}");
    }
    // A port that was free a moment ago, on which nobody listens.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let found = discover(&http, &format!("http://{free}"), &ProviderAlgorithm::ALL).await;
    assert_eq!(found, Err(SignInFailure::Unreachable));
}

#[tokio::test]
async fn the_browser_is_sent_with_what_binds_the_answer_to_it() {
    let mut provider = Provider::start().await;
    let found = provider.discovered().await.unwrap();
    let sent = |provider: &Provider, hints: &Hints| -> (Url, BTreeMap<String, String>) {
        let url = authorization_url(&found, &provider.registration, &provider.departure, hints).unwrap();
        let query: Vec<_> = url.query_pairs().into_owned().collect();
        let map: BTreeMap<_, _> = query.iter().cloned().collect();
        assert_eq!(map.len(), query.len(), "a parameter is there twice: {url}");
        (url, map)
    };
    let (url, query) = sent(&provider, &Hints::default());
    assert!(url.as_str().starts_with(&format!("{}/authorize?p=policy&", provider.issuer)));
    for (name, value) in [
        ("response_type", "code"),
        ("client_id", "we"),
        ("state", STATE),
        ("nonce", NONCE),
        ("redirect_uri", "http://localhost:8080/federation/oidc/callback"),
        ("scope", "openid email"),
        ("code_challenge_method", "S256"),
        ("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"),
    ] {
        assert_eq!(query[name], value, "{name}");
    }
    assert!(["prompt", "max_age", "acr_values", "login_hint"].iter().all(|name| !query.contains_key(*name)));
    provider.departure.demands.fresh = true;
    provider.departure.demands.acr_values = vec!["urn:two".to_owned(), "urn:one".to_owned()];
    let hints =
        Hints { login: Some("annie@a.example".to_owned()), locales: vec!["fi".to_owned(), "en".to_owned()] };
    let (_, query) = sent(&provider, &hints);
    for (name, value) in [
        ("prompt", "login"),
        ("max_age", "0"),
        ("acr_values", "urn:two urn:one"),
        ("login_hint", "annie@a.example"),
        ("ui_locales", "fi en"),
    ] {
        assert_eq!(query[name], value, "{name}");
    }
}
