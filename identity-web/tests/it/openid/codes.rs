//! O1 to O5: where codes go, and what they are good for.

use super::portal::{confidential, named, other, outside, parameter, token};
use super::world::{CALLBACK, SECRET, VERIFIER, World};
use http::StatusCode;
use std::time::Duration;

#[tokio::test]
async fn o_1_only_the_registered_address_gets_an_answer() {
    let mut world = World::new().await;
    for address in [
        "https://portal.example/callback/",
        "https://portal.example/Callback",
        "https://PORTAL.example/callback",
        "https://portal.example:443/callback",
        "https://portal.example/callback?x=1",
        "https://portal.example/callback#",
        "https://portal.example/callback/../callback",
        "https://portal.example/%63allback",
        "https://portal.example/callback%2e",
        "https://portal.example@evil.example/callback",
        "https://user@portal.example/callback",
        "https://portal.example.evil.example/callback",
        "http://portal.example/callback",
        "//portal.example/callback",
        "/callback",
        "http://127.0.0.1/callback",
        " https://portal.example/callback",
    ] {
        assert!(world.is_refused_on_a_page(&[("redirect_uri", address)]).await, "{address}");
    }
    assert!(parameter(&world.callback(&[]).await, "code").is_some());
}

#[tokio::test]
async fn o_1_a_program_on_a_device_may_have_any_port() {
    let mut application = named("portal", "Portal").redirect_uris(["http://127.0.0.1/callback".to_owned()]);
    application.native = true;
    let mut world = World::with(application).await;
    let to = world.callback(&[("redirect_uri", "http://127.0.0.1:49152/callback")]).await;
    assert!(to.as_str().starts_with("http://127.0.0.1:49152/callback?"), "{to}");
    for address in
        ["http://localhost:49152/callback", "http://127.0.0.1:49152/other", "http://127.0.0.2/callback"]
    {
        assert!(world.is_refused_on_a_page(&[("redirect_uri", address)]).await, "{address}");
    }
}

#[tokio::test]
async fn o_2_what_is_wrong_with_the_client_is_said_on_a_page() {
    let mut world = World::new().await;
    for changes in [
        [("client_id", "unknown")],
        [("client_id", "")],
        [("redirect_uri", "")],
        [("client_id", "Portal")],
        [("client_id", "<script>")],
    ] {
        assert!(world.is_refused_on_a_page(&changes).await, "{changes:?}");
    }
    world.change_client("portal", |client| client.enabled = false).await;
    assert!(world.is_refused_on_a_page(&[]).await, "a client that is disabled");
}

/// What was posted to a form of ours is never posted on to an application (RFC 9700, section 4.12).
#[tokio::test]
async fn o_2_no_redirect_repeats_a_post() {
    let mut world = World::new().await;
    let page = world.ask(&[]).await;
    let fields = [
        ("identifier", crate::support::site::JEREMY),
        ("password", identity_core::testing::PASSWORD),
        ("csrf", &page.token(&page.path)),
    ];
    let answered = world.browser.post(&page.path, &fields).await;
    assert!(matches!(answered.status, StatusCode::SEE_OTHER | StatusCode::OK), "{answered:?}");
}

#[tokio::test]
async fn o_3_every_client_shows_a_challenge_and_meets_it() {
    let mut world = World::new().await;
    for changes in [
        [("code_challenge", ""), ("code_challenge_method", "")],
        [("code_challenge", ""), ("code_challenge_method", "S256")],
        [("code_challenge", VERIFIER), ("code_challenge_method", "plain")],
        [("code_challenge", VERIFIER), ("code_challenge_method", "")],
    ] {
        assert_eq!(world.error(&changes).await, "invalid_request", "{changes:?}");
    }
    let code = world.code(&[]).await;
    let long = "a".repeat(129);
    for verifier in ["", "short", &VERIFIER[1..], &long, "ä", "dBjftJeZ4CVP mB92K27uhbUJU1p1r wW1gFWFOEjXk"]
    {
        let got = world.redeem_with(&code, &[("code_verifier", verifier)]).await;
        assert_eq!(
            (got.status, got.json["error"].as_str()),
            (StatusCode::BAD_REQUEST, Some("invalid_grant")),
            "{verifier}"
        );
    }
    assert_eq!(world.redeem(&code).await.status, StatusCode::OK);
}

#[tokio::test]
async fn o_4_a_code_is_bound_to_its_address_and_its_minute() {
    let mut world = World::new().await;
    let code = world.code(&[]).await;
    for address in ["", "https://portal.example/", "https://portal.example/callback/"] {
        let got = world.redeem_with(&code, &[("redirect_uri", address)]).await;
        assert_eq!(got.json["error"], "invalid_grant", "{address}");
    }
    world.site.clock.advance(Duration::from_secs(59));
    assert_eq!(world.redeem(&code).await.status, StatusCode::OK);
    let shown = world.ask(&[]).await;
    let code = parameter(&outside(&shown).unwrap(), "code").unwrap();
    world.site.clock.advance(Duration::from_mins(1));
    assert_eq!(world.redeem(&code).await.json["error"], "invalid_grant");
}

/// Of many at once one gets tokens. The others show that the code is known to somebody else, so that those end.
#[tokio::test]
async fn o_4_of_several_redemptions_at_once_one_wins() {
    let mut world = World::new().await;
    let code = world.code(&[]).await;
    let (one, two, three, four) =
        tokio::join!(world.redeem(&code), world.redeem(&code), world.redeem(&code), world.redeem(&code));
    let got = [one, two, three, four];
    let (won, lost): (Vec<_>, Vec<_>) = got.iter().partition(|got| got.status == StatusCode::OK);
    assert_eq!((won.len(), lost.len()), (1, 3), "{got:?}");
    assert!(lost.iter().all(|got| got.json["error"] == "invalid_grant"));
    let access = won[0].json["access_token"].as_str().unwrap();
    assert!(!world.is_good(access).await, "two know the code");
}

#[tokio::test]
async fn o_5_another_client_does_not_use_up_a_code() {
    let mut world = World::with_all([confidential(), other()]).await;
    let code = world.code(&[]).await;
    let form = [
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
    ];
    let wrong = world.send("/oauth2/token", Some(("other", SECRET)), &form).await;
    assert_eq!(wrong.json["error"], "invalid_grant");
    let right = world.redeem(&code).await;
    assert_eq!(right.status, StatusCode::OK, "{right:?}");
    let wrong = world.send("/oauth2/token", Some(("other", SECRET)), &form).await;
    assert_eq!(wrong.json["error"], "invalid_grant");
    assert!(
        world.is_good(right.json["access_token"].as_str().unwrap()).await,
        "nothing is ended by a stranger"
    );
}

/// A code that is redeemed ends with the client that has it; one that was stolen cannot be carried to another sign-on.
#[tokio::test]
async fn o_5_a_wrong_secret_does_not_use_up_a_code() {
    let mut world = World::new().await;
    let code = world.code(&[]).await;
    let form = [
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
    ];
    let wrong = token("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    let got = world.send("/oauth2/token", Some(("portal", wrong.expose())), &form).await;
    assert_eq!((got.status, got.json["error"].as_str()), (StatusCode::UNAUTHORIZED, Some("invalid_client")));
    assert!(got.headers["www-authenticate"].to_str().unwrap().starts_with("Basic "));
    assert_eq!(world.redeem(&code).await.status, StatusCode::OK);
}
