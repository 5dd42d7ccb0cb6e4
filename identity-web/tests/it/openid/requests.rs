//! O7, O8, O14 and O21: what requests say, how often, and where they come from.

use super::portal::{Tokens, confidential, header, other, outside, parameter};
use super::signature::is_signed;
use super::world::{ISSUER, SECRET, World};
use http::StatusCode;
use identity_core::applications::KeyChange;
use serde_json::Value;
use std::time::Duration;

#[tokio::test]
async fn o_7_every_answer_says_who_gives_it() {
    let mut world = World::new().await;
    for changes in
        [[("prompt", "none")], [("scope", "unknown")], [("response_type", "token")], [("request", "a.b.c")]]
    {
        let shown = world.ask(&changes).await;
        let to = outside(&shown).unwrap();
        assert!(parameter(&to, "error").is_some());
        assert_eq!(parameter(&to, "iss").as_deref(), Some(ISSUER), "{to}");
    }
    assert_eq!(parameter(&world.callback(&[]).await, "iss").as_deref(), Some(ISSUER));
    let document = world.get("/.well-known/openid-configuration", None).await.json;
    assert_eq!(document["authorization_response_iss_parameter_supported"], true);
}

#[tokio::test]
async fn o_8_nothing_is_said_twice() {
    let mut world = World::new().await;
    for twice in [
        "scope=openid",
        "state=other",
        "nonce=other",
        "code_challenge=other",
        "response_type=code",
        "prompt=none",
    ] {
        let (name, value) = twice.split_once('=').unwrap();
        let path = World::authorize_path(&[(name, value)]);
        let shown = world.follow(&format!("{path}&{twice}")).await;
        assert_eq!(
            parameter(&outside(&shown).unwrap(), "error").as_deref(),
            Some("invalid_request"),
            "{twice}"
        );
    }
    for twice in ["client_id=portal", "redirect_uri=https%3A%2F%2Fportal.example%2Fcallback"] {
        let shown = world.follow(&format!("{}&{twice}", World::authorize_path(&[]))).await;
        assert!(shown.status.is_client_error() && outside(&shown).is_none(), "{twice}");
    }
    let form = [("grant_type", "client_credentials"), ("grant_type", "authorization_code")];
    for endpoint in ["/oauth2/token", "/oauth2/par", "/oauth2/introspect", "/oauth2/revoke"] {
        let got = world.send(endpoint, Some(("portal", SECRET)), &form).await;
        assert_eq!(
            (got.status, &got.json["error"]),
            (StatusCode::BAD_REQUEST, &"invalid_request".into()),
            "{endpoint}"
        );
    }
}

#[tokio::test]
async fn o_8_no_secret_is_taken_from_an_address() {
    let mut world = World::new().await;
    let tokens = world.tokens(&[]).await;
    let form = [("grant_type", "refresh_token"), ("refresh_token", tokens.refresh.as_str())];
    for query in [format!("client_id=portal&client_secret={SECRET}"), "x=1".to_owned()] {
        for (endpoint, form) in [
            ("token", form.as_slice()),
            ("introspect", &[("token", tokens.access.as_str())]),
            ("revoke", &[("token", tokens.access.as_str())]),
        ] {
            let got = world.send(&format!("/oauth2/{endpoint}?{query}"), None, form).await;
            assert!(got.status.is_client_error(), "{endpoint}: {got:?}");
            assert!(got.json.get("access_token").is_none() && got.json.get("active").is_none(), "{got:?}");
        }
    }
    assert!(world.is_good(&tokens.access).await, "nothing was revoked");
    let got = world.get(&format!("/oauth2/userinfo?access_token={}", tokens.access), None).await;
    assert!(got.status.is_client_error() && got.json.get("sub").is_none(), "{got:?}");
    for endpoint in ["token", "introspect", "revoke", "par"] {
        let got = world.get(&format!("/oauth2/{endpoint}"), None).await;
        assert_eq!(got.status, StatusCode::METHOD_NOT_ALLOWED, "{endpoint}");
    }
}

#[tokio::test]
async fn o_14_there_is_only_the_code() {
    let mut world = World::new().await;
    for response_type in ["token", "id_token", "code token", "code id_token", "id_token token", "none"] {
        assert_eq!(world.error(&[("response_type", response_type)]).await, "unsupported_response_type");
    }
    for grant in
        ["password", "implicit", "urn:ietf:params:oauth:grant-type:device_code", "Authorization_code"]
    {
        let form = [("grant_type", grant), ("username", "a"), ("password", "b")];
        let got = world.send("/oauth2/token", Some(("portal", SECRET)), &form).await;
        assert_eq!(got.json["error"], "unsupported_grant_type", "{grant}");
    }
}

/// Pushes the usual request with some parameters changed, as a client.
async fn push(world: &World, client: &str, changes: &[(&str, &str)]) -> (StatusCode, Value) {
    let path = World::authorize_path(&[&[("client_id", "")], changes].concat());
    let query = path.split_once('?').unwrap().1.to_owned();
    let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let form: Vec<_> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let got = world.send("/oauth2/par", Some((client, SECRET)), &form).await;
    (got.status, got.json)
}

fn with_uri(client: &str, uri: &str) -> String {
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("client_id", client), ("request_uri", uri)])
        .finish();
    format!("/oauth2/authorize?{query}")
}

async fn pushed(world: &World) -> String {
    let (status, json) = push(world, "portal", &[]).await;
    assert_eq!(status, StatusCode::CREATED, "{json}");
    assert!(json["expires_in"].as_u64().unwrap() <= 90);
    json["request_uri"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn o_21_a_pushed_request_is_used_once() {
    let mut world = World::new().await;
    let uri = pushed(&world).await;
    let page = world.follow(&with_uri("portal", &uri)).await;
    let shown = world.sign_in(&page).await;
    let code = parameter(&outside(&shown).unwrap(), "code").unwrap();
    assert_eq!(world.redeem(&code).await.status, StatusCode::OK);
    let again = world.follow(&with_uri("portal", &uri)).await;
    let to = outside(&again);
    assert!(to.is_none_or(|to| parameter(&to, "code").is_none()), "{again:?}");
}

/// What is written beside a request that was pushed changes nothing of it.
#[tokio::test]
async fn o_21_nothing_is_added_to_a_pushed_request() {
    let mut world = World::new().await;
    let uri = pushed(&world).await;
    let path = with_uri("portal", &uri);
    let page = world
        .follow(&format!("{path}&redirect_uri=https%3A%2F%2Fevil.example%2F&state=other&nonce=other"))
        .await;
    let to = outside(&world.sign_in(&page).await).unwrap();
    assert_eq!(
        (to.host_str(), parameter(&to, "state").as_deref()),
        (Some("portal.example"), Some("af0ifjsldkj"))
    );
}

#[tokio::test]
async fn o_21_a_pushed_request_is_for_its_client_and_its_minute() {
    let mut world = World::with_all([confidential(), other()]).await;
    let uri = pushed(&world).await;
    let shown = world.follow(&with_uri("other", &uri)).await;
    assert!(shown.status.is_client_error() && outside(&shown).is_none(), "{shown:?}");
    world.site.clock.advance(Duration::from_secs(90));
    let shown = world.follow(&with_uri("portal", &uri)).await;
    assert!(shown.status.is_client_error() && outside(&shown).is_none(), "{shown:?}");
    for uri in ["urn:ietf:params:oauth:request_uri:", "urn:ietf:params:oauth:request_uri:AAAA", "urn:x"] {
        let shown = world.follow(&with_uri("portal", uri)).await;
        assert!(shown.status.is_client_error() && outside(&shown).is_none(), "{uri}");
    }
}

#[tokio::test]
async fn o_21_what_is_pushed_is_checked_and_by_a_client_that_is_known() {
    let world = World::new().await;
    for (changes, error) in [
        ([("redirect_uri", "https://evil.example/")], "invalid_request"),
        ([("response_type", "token")], "unsupported_response_type"),
        ([("code_challenge", "")], "invalid_request"),
        ([("request_uri", "urn:ietf:params:oauth:request_uri:a")], "invalid_request"),
        ([("request", "a.b.c")], "request_not_supported"),
        ([("scope", "unknown")], "invalid_scope"),
    ] {
        let (status, json) = push(&world, "portal", &changes).await;
        assert_eq!((status, &json["error"]), (StatusCode::BAD_REQUEST, &error.into()), "{changes:?}");
    }
    assert_eq!(push(&world, "unknown", &[]).await.1["error"], "invalid_client");
}

#[tokio::test]
async fn o_21_who_has_to_push_is_not_heard_otherwise() {
    let mut world = World::new().await;
    world.change_client("portal", |client| client.openid.as_mut().unwrap().pushed_requests_only = true).await;
    assert_eq!(world.error(&[]).await, "invalid_request");
    let uri = pushed(&world).await;
    assert_eq!(world.follow(&with_uri("portal", &uri)).await.status, StatusCode::OK);
}

/// The first language that the application names and that is here; the next application that names none takes it back.
#[tokio::test]
async fn the_pages_of_a_sign_on_are_in_the_language_that_the_application_asks_for() {
    let mut world = World::new().await;
    for (asked, language) in [("de fi-FI sv", "fi"), ("sv", "sv"), ("", "en"), ("de", "en")] {
        let page = world.ask(&[("ui_locales", asked)]).await;
        assert_eq!(page.find("html", "lang"), [language], "{asked}");
    }
}

/// Core, section 5.5.1: what is wished for and cannot be had without asking is left out, and what is essential is refused.
#[tokio::test]
async fn a_wish_for_a_second_proof_fails_no_request_that_may_ask_nothing() {
    let mut world = World::new().await;
    world.tokens(&[]).await;
    let mfa = "https://refeds.org/profile/mfa";
    let to = world.callback(&[("prompt", "none"), ("acr_values", mfa)]).await;
    assert!(parameter(&to, "code").is_some(), "{to}");
    let essential = format!(r#"{{"id_token":{{"acr":{{"essential":true,"values":["{mfa}"]}}}}}}"#);
    let error = world.error(&[("prompt", "none"), ("claims", &essential)]).await;
    assert_eq!(error, "interaction_required");
}

/// Keys are rotated while the server runs: what was signed before counts as before, and the key set has both.
#[tokio::test]
async fn o_19_tokens_of_the_last_key_count_while_it_is_published() {
    let mut world = World::new().await;
    let before = world.tokens(&[]).await;
    world.provider.rotate_keys(&KeyChange::Now).await.unwrap();
    world.site.clock.advance(Duration::from_mins(1));
    let keys = world.keys().await;
    assert_eq!(keys["keys"].as_array().unwrap().len(), 4);
    assert!(is_signed(&before.id, &keys));
    let after = Tokens::of(&world.refresh(&before.refresh).await.json);
    assert!(is_signed(&after.id, &keys));
    assert_ne!(header(&before.id)["kid"], header(&after.id)["kid"]);
    world.provider.rotate_keys(&KeyChange::Stolen).await.unwrap();
    world.site.clock.advance(Duration::from_mins(1));
    let keys = world.keys().await;
    assert_eq!(keys["keys"].as_array().unwrap().len(), 2);
    assert!(!is_signed(&after.id, &keys));
}
