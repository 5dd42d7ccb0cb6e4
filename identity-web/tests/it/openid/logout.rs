//! The plan RP-Initiated Logout of the OpenID conformance suite, and O17: who may sign somebody out, and where they go.

use super::portal::{BYE, Tokens, claims, confidential, header, outside, parameter};
use super::signature::Key;
use super::world::World;
use crate::support::browser::Shown;
use crate::support::site::{SUSAN, World as Site};
use http::StatusCode;
use identity_core::testing::PASSWORD;
use serde_json::json;

fn path(parameters: &[(&str, &str)]) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish();
    format!("/oauth2/logout?{query}")
}

async fn signed_in() -> (World, Tokens) {
    let mut world = World::new().await;
    let tokens = world.tokens(&[]).await;
    (world, tokens)
}

async fn is_signed_out(world: &mut World) -> bool {
    let shown = world.ask(&[("prompt", "none")]).await;
    let to = outside(&shown).unwrap_or_else(|| panic!("{shown:?}"));
    parameter(&to, "error").as_deref() == Some("login_required")
}

/// A page asks first; nothing has happened, and nobody is sent anywhere. Whoever agrees is signed out here.
async fn is_asked_first(world: &mut World, page: &Shown) {
    assert_eq!(
        (page.status, page.path.as_str(), outside(page)),
        (StatusCode::OK, "/logout", None),
        "{page:?}"
    );
    assert!(!is_signed_out(world).await);
    let shown = world.browser.submit(page, "/logout", &[]).await;
    assert_eq!((shown.status, outside(&shown)), (StatusCode::OK, None), "{shown:?}");
    assert!(is_signed_out(world).await);
}

#[tokio::test]
async fn logout_01_there_is_an_endpoint() {
    let document = World::new().await.get("/.well-known/openid-configuration", None).await.json;
    assert!(document["end_session_endpoint"].as_str().unwrap().ends_with("/oauth2/logout"));
}

#[tokio::test]
async fn logout_02_the_browser_goes_back_with_the_state() {
    let (mut world, tokens) = signed_in().await;
    let asked = [("id_token_hint", tokens.id.as_str()), ("post_logout_redirect_uri", BYE), ("state", "s 1")];
    let shown = world.follow(&path(&asked)).await;
    assert_eq!(outside(&shown).unwrap().as_str(), format!("{BYE}?state=s+1"), "{shown:?}");
    assert!(is_signed_out(&mut world).await);
}

#[tokio::test]
async fn logout_03_an_unregistered_address_gets_nobody() {
    let (mut world, tokens) = signed_in().await;
    let asked =
        [("id_token_hint", tokens.id.as_str()), ("post_logout_redirect_uri", "https://evil.example/")];
    let page = world.follow(&path(&asked)).await;
    is_asked_first(&mut world, &page).await;
}

#[tokio::test]
async fn logout_04_a_hint_that_is_not_signed_counts_for_nothing() {
    let (mut world, tokens) = signed_in().await;
    let [_, claims, _] = tokens.id.split('.').collect::<Vec<_>>()[..] else { panic!() };
    for hint in
        [format!("eyJhbGciOiJub25lIn0.{claims}."), format!("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{claims}.")]
    {
        let asked = [("id_token_hint", hint.as_str()), ("post_logout_redirect_uri", BYE)];
        let page = world.follow(&path(&asked)).await;
        assert_eq!((page.path.as_str(), outside(&page)), ("/logout", None));
    }
    let page = world.follow("/logout").await;
    is_asked_first(&mut world, &page).await;
}

#[tokio::test]
async fn logout_05_without_a_hint_nobody_is_sent_anywhere() {
    let (mut world, _) = signed_in().await;
    let page = world.follow(&path(&[("post_logout_redirect_uri", BYE), ("client_id", "portal")])).await;
    is_asked_first(&mut world, &page).await;
}

#[tokio::test]
async fn logout_06_without_anything_a_page_asks() {
    let (mut world, _) = signed_in().await;
    let page = world.follow("/oauth2/logout").await;
    is_asked_first(&mut world, &page).await;
}

#[tokio::test]
async fn logout_07_without_an_address_a_page_says_so() {
    let (mut world, tokens) = signed_in().await;
    let page = world.follow(&path(&[("id_token_hint", &tokens.id)])).await;
    assert_eq!(
        (page.status, page.path.as_str(), outside(&page)),
        (StatusCode::OK, "/logout/done", None),
        "{page:?}"
    );
    assert!(is_signed_out(&mut world).await);
}

#[tokio::test]
async fn logout_08_without_a_state_none_goes_back() {
    let (mut world, tokens) = signed_in().await;
    let asked = [("id_token_hint", tokens.id.as_str()), ("post_logout_redirect_uri", BYE)];
    let shown = world.follow(&path(&asked)).await;
    assert_eq!(outside(&shown).unwrap().as_str(), BYE);
    assert!(is_signed_out(&mut world).await);
}

#[tokio::test]
async fn logout_09_a_state_alone_changes_nothing() {
    let (mut world, _) = signed_in().await;
    let page = world.follow(&path(&[("state", "s1")])).await;
    is_asked_first(&mut world, &page).await;
}

#[tokio::test]
async fn logout_10_a_query_that_is_not_registered_gets_nobody() {
    let (mut world, tokens) = signed_in().await;
    let longer = format!("{BYE}?foo=bar");
    let asked = [("id_token_hint", tokens.id.as_str()), ("post_logout_redirect_uri", &longer)];
    let page = world.follow(&path(&asked)).await;
    is_asked_first(&mut world, &page).await;
}

#[tokio::test]
async fn logout_11_a_hint_by_another_key_counts_for_nothing() {
    let (mut world, tokens) = signed_in().await;
    let (key, told) = (Key::new(), claims(&tokens.id));
    let kid = header(&tokens.id)["kid"].clone();
    let of_keys = world.keys().await["keys"]
        .as_array()
        .unwrap()
        .iter()
        .map(|key| key["kid"].clone())
        .collect::<Vec<_>>();
    let own = key.jwk();
    let mut headers: Vec<_> =
        of_keys.iter().map(|kid| json!({"alg": "ES256", "typ": "JWT", "kid": kid})).collect();
    headers.push(json!({"alg": "ES256", "typ": "JWT", "kid": kid, "jwk": own}));
    headers.push(json!({"alg": "ES256", "typ": "JWT"}));
    for header in headers {
        let hint = key.sign(&header, &told);
        let asked = [("id_token_hint", hint.as_str()), ("post_logout_redirect_uri", BYE)];
        let page = world.follow(&path(&asked)).await;
        assert_eq!((page.path.as_str(), outside(&page)), ("/logout", None), "{header}");
    }
    let page = world.follow("/logout").await;
    is_asked_first(&mut world, &page).await;
}

/// A hint is about the client that it was issued to, whatever the request says.
#[tokio::test]
async fn o_17_the_hint_of_another_client_counts_for_nothing() {
    let mut world = World::with_all([confidential(), super::portal::other()]).await;
    let tokens = world.tokens(&[]).await;
    let asked =
        [("id_token_hint", tokens.id.as_str()), ("client_id", "other"), ("post_logout_redirect_uri", BYE)];
    let page = world.follow(&path(&asked)).await;
    is_asked_first(&mut world, &page).await;
}

/// Whoever lures somebody to an address with an ID token of their own signs nobody else out.
#[tokio::test]
async fn o_17_the_hint_about_somebody_else_asks_first() {
    let (mut world, attackers) = signed_in().await;
    world.browser = Site::browser_of(world.browser.app.clone());
    world.site.test.add_person("Susan Ward", SUSAN, "crm-1001", "viewer").await.unwrap();
    let page = world.ask(&[]).await;
    let fields = [("identifier", SUSAN), ("password", PASSWORD)];
    let shown = world.browser.submit(&page, &page.path, &fields).await;
    assert!(outside(&shown).is_some());
    let asked = [("id_token_hint", attackers.id.as_str()), ("post_logout_redirect_uri", BYE)];
    let page = world.follow(&path(&asked)).await;
    is_asked_first(&mut world, &page).await;
}

/// Whoever signed out and in again is the same person in the same browser, and the application still has their first token.
#[tokio::test]
async fn a_hint_of_an_earlier_session_in_the_same_browser_will_do() {
    let (mut world, first) = signed_in().await;
    let page = world.follow("/logout").await;
    world.browser.submit(&page, "/logout", &[]).await;
    world.tokens(&[]).await;
    let asked = [("id_token_hint", first.id.as_str()), ("post_logout_redirect_uri", BYE)];
    let shown = world.follow(&path(&asked)).await;
    assert_eq!(outside(&shown).unwrap().as_str(), BYE);
    assert!(is_signed_out(&mut world).await);
}

/// A token that is expired still says whose it was.
#[tokio::test]
async fn a_hint_that_is_expired_will_do() {
    let (mut world, tokens) = signed_in().await;
    world.site.clock.advance(std::time::Duration::from_mins(20));
    let asked = [("id_token_hint", tokens.id.as_str()), ("post_logout_redirect_uri", BYE)];
    let shown = world.follow(&path(&asked)).await;
    assert_eq!(outside(&shown).unwrap().as_str(), BYE);
}

/// Nobody is signed in here: the browser goes on to where the application wants it.
#[tokio::test]
async fn a_hint_after_the_session_leads_on() {
    let (mut world, tokens) = signed_in().await;
    let page = world.follow("/logout").await;
    world.browser.submit(&page, "/logout", &[]).await;
    let asked = [("id_token_hint", tokens.id.as_str()), ("post_logout_redirect_uri", BYE)];
    let shown = world.follow(&path(&asked)).await;
    assert_eq!(outside(&shown).unwrap().as_str(), BYE);
}

#[tokio::test]
async fn a_request_for_a_logout_may_be_posted() {
    let (mut world, tokens) = signed_in().await;
    let asked = path(&[("id_token_hint", &tokens.id), ("post_logout_redirect_uri", BYE)]);
    let query = asked.split_once('?').unwrap().1.to_owned();
    let shown = world.browser.send(http::Method::POST, "/oauth2/logout", Some(query)).await;
    assert_eq!(shown.status, StatusCode::SEE_OTHER);
    let shown = world.follow(shown.headers["location"].to_str().unwrap()).await;
    assert_eq!(outside(&shown).unwrap().as_str(), BYE);
}
