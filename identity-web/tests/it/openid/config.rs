//! The plan Config of the OpenID conformance suite: what the provider says of itself.

use super::world::{ISSUER, World};
use http::{Method, StatusCode};
use serde_json::Value;
use std::collections::BTreeSet;
use url::Url;

const ADDRESS: &str = "/.well-known/openid-configuration";

async fn document() -> (World, Value) {
    let world = World::new().await;
    let document = world.get(ADDRESS, None).await.json;
    (world, document)
}

fn texts<'a>(document: &'a Value, member: &str) -> Vec<&'a str> {
    let all = document[member].as_array().unwrap_or_else(|| panic!("{member} is no array"));
    all.iter().map(|text| text.as_str().unwrap()).collect()
}

/// The path of an endpoint that the document names.
fn path_of(document: &Value, member: &str) -> String {
    let url = Url::parse(document[member].as_str().unwrap()).unwrap();
    assert_eq!(url.origin().ascii_serialization(), ISSUER);
    url.path().to_owned()
}

#[tokio::test]
async fn config_01_it_is_there() {
    assert_eq!(World::new().await.get(ADDRESS, None).await.status, StatusCode::OK);
}

#[tokio::test]
async fn config_02_it_is_json() {
    let got = World::new().await.get(ADDRESS, None).await;
    assert_eq!(got.headers["content-type"], "application/json");
}

/// The names that are registered for authorization servers (RFC 8414, section 7.1, and what was registered since).
const REGISTERED: [&str; 33] = [
    "issuer",
    "authorization_endpoint",
    "token_endpoint",
    "userinfo_endpoint",
    "jwks_uri",
    "scopes_supported",
    "response_types_supported",
    "response_modes_supported",
    "grant_types_supported",
    "acr_values_supported",
    "subject_types_supported",
    "id_token_signing_alg_values_supported",
    "token_endpoint_auth_methods_supported",
    "token_endpoint_auth_signing_alg_values_supported",
    "claims_supported",
    "ui_locales_supported",
    "claims_parameter_supported",
    "request_parameter_supported",
    "request_uri_parameter_supported",
    "introspection_endpoint",
    "introspection_endpoint_auth_methods_supported",
    "introspection_endpoint_auth_signing_alg_values_supported",
    "revocation_endpoint",
    "revocation_endpoint_auth_methods_supported",
    "revocation_endpoint_auth_signing_alg_values_supported",
    "pushed_authorization_request_endpoint",
    "end_session_endpoint",
    "code_challenge_methods_supported",
    "authorization_response_iss_parameter_supported",
    "backchannel_logout_supported",
    "backchannel_logout_session_supported",
    "dpop_signing_alg_values_supported",
    "prompt_values_supported",
];

#[tokio::test]
async fn config_03_every_member_is_registered() {
    let (_, document) = document().await;
    let known = BTreeSet::from(REGISTERED);
    for member in document.as_object().unwrap().keys() {
        assert!(known.contains(member.as_str()), "{member}");
    }
}

#[tokio::test]
async fn config_04_it_is_at_the_address_that_belongs_to_the_issuer() {
    let (world, document) = document().await;
    let issuer = document["issuer"].as_str().unwrap();
    let address = Url::parse(&format!("{issuer}{ADDRESS}")).unwrap();
    assert_eq!(world.get(address.path(), None).await.json, document);
    assert_eq!(world.get("/.well-known/oauth-authorization-server", None).await.json, document, "RFC 8414");
}

#[tokio::test]
async fn config_05_the_issuer_is_an_address_without_more() {
    let (_, document) = document().await;
    assert_eq!(document["issuer"], ISSUER);
    let issuer = Url::parse(document["issuer"].as_str().unwrap()).unwrap();
    assert_eq!((issuer.query(), issuer.fragment()), (None, None));
}

#[tokio::test]
async fn config_06_response_types() {
    assert_eq!(texts(&document().await.1, "response_types_supported"), ["code"]);
}

#[tokio::test]
async fn config_07_subject_types() {
    assert_eq!(texts(&document().await.1, "subject_types_supported"), ["pairwise"]);
}

#[tokio::test]
async fn config_08_id_tokens_by_rs256() {
    assert!(texts(&document().await.1, "id_token_signing_alg_values_supported").contains(&"RS256"));
}

/// Userinfo is JSON and not signed, so that nothing is said of algorithms for it.
#[tokio::test]
async fn config_09_userinfo_is_not_signed() {
    let (mut world, document) = document().await;
    assert!(document.get("userinfo_signing_alg_values_supported").is_none());
    let access = world.tokens(&[]).await.access;
    let got = world.get("/oauth2/userinfo", Some(&access)).await;
    assert_eq!(got.headers["content-type"], "application/json");
}

#[tokio::test]
async fn config_10_the_authorization_endpoint_answers() {
    let (mut world, document) = document().await;
    let path = path_of(&document, "authorization_endpoint");
    let shown = world.browser.send(Method::GET, &path, None).await;
    assert!(shown.status.is_client_error() && !shown.text().is_empty(), "a page that says what is wrong");
}

#[tokio::test]
async fn config_11_the_token_endpoint_answers() {
    let (world, document) = document().await;
    let got = world.send(&path_of(&document, "token_endpoint"), None, &[]).await;
    assert_eq!(got.json["error"], "invalid_request");
}

#[tokio::test]
async fn config_12_the_userinfo_endpoint_answers() {
    let (world, document) = document().await;
    let got = world.get(&path_of(&document, "userinfo_endpoint"), None).await;
    assert_eq!(got.status, StatusCode::UNAUTHORIZED);
    assert!(got.headers["www-authenticate"].to_str().unwrap().starts_with("Bearer "));
}

/// Clients are registered by people, not by themselves.
#[tokio::test]
async fn config_13_there_is_no_registration_endpoint() {
    assert!(document().await.1.get("registration_endpoint").is_none());
}

#[tokio::test]
async fn config_14_the_keys_are_public_and_each_has_a_name_of_its_own() {
    let (world, document) = document().await;
    let keys = world.get(&path_of(&document, "jwks_uri"), None).await.json;
    let keys = keys["keys"].as_array().unwrap();
    let names: BTreeSet<_> = keys.iter().map(|key| key["kid"].as_str().unwrap()).collect();
    assert_eq!(names.len(), keys.len());
    let algorithms: BTreeSet<_> = keys.iter().map(|key| key["alg"].as_str().unwrap()).collect();
    assert_eq!(algorithms, BTreeSet::from(["ES256", "RS256"]));
    for key in keys {
        assert_eq!(key["use"], "sig");
        for private in ["d", "p", "q", "dp", "dq", "qi", "oth", "k"] {
            assert!(key.get(private).is_none(), "{private}");
        }
    }
}

#[tokio::test]
async fn config_15_flags_are_true_or_false() {
    let (_, document) = document().await;
    assert_eq!(document["request_parameter_supported"], false);
    assert_eq!(document["request_uri_parameter_supported"], false);
    assert_eq!(document["claims_parameter_supported"], true);
}

#[tokio::test]
async fn config_16_nothing_is_said_of_request_objects() {
    assert!(document().await.1.get("request_object_signing_alg_values_supported").is_none());
}

#[tokio::test]
async fn config_17_claims() {
    let (_, document) = document().await;
    let claims = texts(&document, "claims_supported");
    assert!(["sub", "iss", "name", "email", "auth_time", "acr"].iter().all(|claim| claims.contains(claim)));
}

#[tokio::test]
async fn config_18_grant_types() {
    let (_, document) = document().await;
    let grants = ["authorization_code", "refresh_token", "client_credentials"];
    assert_eq!(texts(&document, "grant_types_supported"), grants);
}

#[tokio::test]
async fn config_19_scopes() {
    let (_, document) = document().await;
    let scopes = texts(&document, "scopes_supported");
    assert!(scopes.contains(&"openid"));
    let known = |byte: u8| matches!(byte, 0x21 | 0x23..=0x5B | 0x5D..=0x7E);
    assert!(scopes.iter().all(|scope| scope.bytes().all(known)), "RFC 6749, section 3.3");
}

#[tokio::test]
async fn config_20_languages() {
    assert_eq!(texts(&document().await.1, "ui_locales_supported"), ["en", "fi", "sv"]);
}

/// Whatever the base URL is, every address begins with it: with `https` if that does.
#[tokio::test]
async fn config_21_every_address_is_below_the_base_url() {
    let (_, document) = document().await;
    let members = document.as_object().unwrap().iter();
    let addresses = members.filter(|(name, _)| name.ends_with("_endpoint") || *name == "jwks_uri");
    let addresses: Vec<_> = addresses.map(|(_, address)| address.as_str().unwrap()).collect();
    assert_eq!(addresses.len(), 8);
    assert!(
        addresses.iter().all(|address| address.starts_with(&format!("{ISSUER}/oauth2/"))),
        "{addresses:?}"
    );
}

#[tokio::test]
async fn config_22_challenges() {
    assert_eq!(texts(&document().await.1, "code_challenge_methods_supported"), ["S256"]);
}
