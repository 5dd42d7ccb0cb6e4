//! Signing in and out through the pages.

use crate::support::site::{SCOTT, World};
use http::StatusCode;

#[tokio::test]
async fn sign_in_leads_back_to_local_pages_only() {
    let world = World::new().await;
    let mut scott = world.browser();
    let page = scott.open("/account?x=1").await;
    assert_eq!(page.path, "/login?return_to=%2Faccount%3Fx%3D1");
    let returned = page.find("input[name=return_to]", "value").remove(0);
    let fields = [("identifier", SCOTT.0), ("password", SCOTT.1), ("return_to", returned.as_str())];
    assert_eq!(scott.submit(&page, "/login", &fields).await.path, "/account?x=1");

    for evil in ["//evil.example", "/\\evil.example", "https://evil.example", "/%09/evil.example"] {
        let mut browser = world.browser();
        let page = browser.open("/login").await;
        let fields = [("identifier", SCOTT.0), ("password", SCOTT.1), ("return_to", evil)];
        assert_eq!(browser.submit(&page, "/login", &fields).await.path, "/");
    }
}

#[tokio::test]
async fn posts_without_the_page_they_belong_to_are_refused() {
    let world = World::new().await;
    let mut scott = world.scott().await;
    let account = scott.open("/account/profile").await;
    let other = scott.open("/logout").await.token("/logout");
    let foreign = world.browser().open("/login").await.token("/login");
    for token in ["", "x", other.as_str(), foreign.as_str()] {
        let refused = scott.post("/account/profile", &[("csrf", token), ("given_name", "Eve")]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(scott.open("/account/profile").await.find("#given_name", "value"), ["Scott"]);
    let token = account.token("/account/profile");
    let extra =
        scott.post("/account/profile", &[("csrf", &token), ("given_name", "Eve"), ("is_admin", "1")]).await;
    assert_eq!(extra.status, StatusCode::BAD_REQUEST);
    let large =
        scott.post("/account/profile", &[("csrf", &token), ("given_name", &"x".repeat(70_000))]).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_sign_in_that_lost_its_cookie_starts_again_where_it_was() {
    let world = World::new().await;
    let mut scott = world.browser();
    let page = scott.open("/login").await;
    scott.cookies.clear();
    let lost = scott.submit(&page, "/login", &[("identifier", SCOTT.0), ("password", SCOTT.1)]).await;
    assert_eq!((lost.status, lost.link("Open the page again")), (StatusCode::FORBIDDEN, "/login".to_owned()));
    let page = scott.open("/login").await;
    let home = scott.submit(&page, "/login", &[("identifier", SCOTT.0), ("password", SCOTT.1)]).await;
    assert!(home.text().contains("Welcome, Scott"));
}

#[tokio::test]
async fn x_03_signing_out_ends_the_session_at_once() {
    let world = World::new().await;
    let mut scott = world.scott().await;
    let stolen = scott.cookies.clone();
    let page = scott.open("/logout").await;
    let done = scott.submit(&page, "/logout", &[]).await;
    assert!(done.text().contains("You are signed out"));
    scott.cookies = stolen;
    assert!(scott.open("/account").await.path.starts_with("/login"));
    let late = scott.post("/account/profile", &[("given_name", "Eve")]).await;
    assert_eq!(late.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn x_01_sign_in_changes_the_session_and_ends_the_one_before() {
    let world = World::new().await;
    let mut scott = world.scott().await;
    let before = scott.cookies["identity-session"].clone();
    let planted = scott.cookies.clone();
    let mut again = world.browser();
    again.cookies = planted.clone();
    let page = again.open("/login").await;
    assert_eq!(page.path, "/");
    again.cookies.remove("identity-session");
    let page = again.open("/login").await;
    again.cookies = planted;
    let fields = [("identifier", SCOTT.0), ("password", SCOTT.1)];
    again.submit(&page, "/login", &fields).await;
    assert_ne!(again.cookies["identity-session"], before);
    assert!(scott.open("/account").await.path.starts_with("/login"));
}

/// A stranger who guesses pauses the account for browsers that were not used before, and not for its owner's.
#[tokio::test]
async fn t_19_a_browser_that_somebody_signed_in_with_stays_open_to_them() {
    let world = World::new().await;
    let mut scott = world.scott().await;
    let page = scott.open("/logout").await;
    scott.submit(&page, "/logout", &[]).await;
    let sign_in = async |browser: &mut crate::support::browser::Browser, password: &str| {
        let page = browser.open("/login").await;
        browser.submit(&page, "/login", &[("identifier", SCOTT.0), ("password", password)]).await.status
    };
    let mut stranger = world.browser();
    for _ in 0..=world.identity.settings().sign_in_tries {
        assert_eq!(sign_in(&mut stranger, "wrong").await, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(sign_in(&mut stranger, SCOTT.1).await, StatusCode::UNPROCESSABLE_ENTITY, "paused");
    let known = scott.cookies["identity-device"].clone();
    assert_eq!(sign_in(&mut scott, SCOTT.1).await, StatusCode::OK);
    assert_eq!(scott.cookies["identity-device"], known, "the browser keeps its mark");
    assert!(!stranger.cookies.contains_key("identity-device"));
}
