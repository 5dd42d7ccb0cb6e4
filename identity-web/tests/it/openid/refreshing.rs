//! O6: refresh tokens.

use super::portal::{claims, confidential, named, other, token};
use super::world::{SECRET, World};
use http::StatusCode;
use identity_core::domain::{AccessTokenFilter, AuthorizationFilter};
use identity_core::store::{Page, Store as _};
use std::time::Duration;

#[tokio::test]
async fn o_6_each_is_used_once_and_an_old_one_ends_all() {
    let mut world = World::new().await;
    let first = world.tokens(&[]).await;
    let second = world.refresh(&first.refresh).await.json;
    assert_ne!(second["refresh_token"], first.refresh.as_str());
    world.site.clock.advance(Duration::from_secs(11));
    let third = world.refresh(second["refresh_token"].as_str().unwrap()).await;
    assert_eq!(third.status, StatusCode::OK, "{third:?}");
    let access = third.json["access_token"].as_str().unwrap();
    assert!(world.is_good(access).await);
    assert_eq!(world.refresh(&first.refresh).await.json["error"], "invalid_grant");
    assert!(!world.is_good(access).await);
    let last = third.json["refresh_token"].as_str().unwrap();
    assert_eq!(world.refresh(last).await.json["error"], "invalid_grant");
}

/// Two tabs at once, or an answer that was lost: both have the same next token, and there is no second family.
#[tokio::test]
async fn o_6_several_at_once_get_the_same_next_token() {
    let mut world = World::new().await;
    let first = world.tokens(&[]).await.refresh;
    let (one, two) = tokio::join!(world.refresh(&first), world.refresh(&first));
    assert_eq!((one.status, two.status), (StatusCode::OK, StatusCode::OK));
    assert_eq!(one.json["refresh_token"], two.json["refresh_token"]);
    let next = one.json["refresh_token"].as_str().unwrap();
    assert_eq!(world.refresh(next).await.status, StatusCode::OK);
}

#[tokio::test]
async fn o_6_nothing_is_added_when_tokens_are_refreshed() {
    let mut world = World::with_all([confidential(), other()]).await;
    let tokens = world.tokens(&[("scope", "openid email")]).await;
    let refreshed = async |token: &str, scope: &str| {
        let form = [("grant_type", "refresh_token"), ("refresh_token", token), ("scope", scope)];
        world.send("/oauth2/token", Some(("portal", SECRET)), &form).await
    };
    let wider = refreshed(&tokens.refresh, "openid email profile").await;
    assert_eq!(wider.json["error"], "invalid_scope");
    let narrower = refreshed(&tokens.refresh, "openid").await;
    assert_eq!((narrower.status, &narrower.json["scope"]), (StatusCode::OK, &"openid".into()));
    assert!(world.userinfo(narrower.json["access_token"].as_str().unwrap()).await.get("email").is_none());
    let again = refreshed(narrower.json["refresh_token"].as_str().unwrap(), "").await;
    assert_eq!(again.json["scope"], "email openid", "what the person agreed to is not lost");
}

#[tokio::test]
async fn o_6_a_text_that_was_never_given_is_worth_nothing() {
    let mut world = World::new().await;
    let tokens = world.tokens(&[]).await;
    let mut changed = tokens.refresh.clone();
    let last = changed.pop().unwrap();
    changed.push(if last == 'A' { 'B' } else { 'A' });
    let long = "A".repeat(100_000);
    for token in [changed.as_str(), "a", "ä", &long, &"A".repeat(75), &tokens.access, &tokens.id] {
        let got = world.refresh(token).await;
        assert!(got.status.is_client_error(), "{got:?}");
    }
    assert_eq!(world.refresh(&tokens.refresh).await.status, StatusCode::OK, "and ends nothing");
}

/// What hangs together with a session ends with it; what was given for use without the person does not.
#[tokio::test]
async fn o_6_the_end_of_a_session_ends_what_was_not_given_offline() {
    let mut world = World::new().await;
    let online = world.tokens(&[]).await;
    let offline = world.silently("openid offline_access").await;
    let page = world.follow("/logout").await;
    world.browser.submit(&page, "/logout", &[]).await;
    assert_eq!(world.refresh(&online.refresh).await.json["error"], "invalid_grant");
    assert!(!world.is_good(&online.access).await);
    assert_eq!(world.refresh(&offline.refresh).await.status, StatusCode::OK);
}

#[tokio::test]
async fn o_6_a_new_password_ends_what_was_given_offline() {
    let mut world = World::new().await;
    let offline = world.tokens(&[("scope", "openid offline_access")]).await;
    world.site.clock.advance(Duration::from_secs(1));
    assert!(world.is_good(&offline.access).await);
    let page = world.follow("/account/password").await;
    let new = "a completely different phrase 7";
    let fields = [("current_password", identity_core::testing::PASSWORD), ("new_password", new)];
    let done = world.browser.submit(&page, "/account/password", &fields).await;
    assert!(done.path.contains("done="), "{}", done.text());
    assert_eq!(world.refresh(&offline.refresh).await.json["error"], "invalid_grant");
    assert!(!world.is_good(&offline.access).await);
}

#[tokio::test]
async fn o_6_offline_access_is_over_some_day_and_a_session_sooner() {
    let mut world = World::new().await;
    let online = world.tokens(&[]).await;
    let offline = world.silently("openid offline_access").await;
    let settings = world.site.identity.settings();
    let (session, all) = (settings.session_lifetime, settings.offline_access_lifetime);
    world.site.clock.advance(session);
    assert_eq!(world.refresh(&online.refresh).await.json["error"], "invalid_grant");
    let next = world.refresh(&offline.refresh).await;
    assert_eq!(next.status, StatusCode::OK, "{next:?}");
    world.site.clock.advance(all.checked_sub(session).unwrap());
    assert_eq!(
        world.refresh(next.json["refresh_token"].as_str().unwrap()).await.json["error"],
        "invalid_grant"
    );
}

/// The nonce is about the sign-on (Core, section 12.2).
#[tokio::test]
async fn o_11_the_refreshed_id_token_says_no_other_nonce() {
    let mut world = World::new().await;
    let tokens = world.tokens(&[]).await;
    let refreshed = world.refresh(&tokens.refresh).await.json;
    let (before, after) = (tokens.claims(), claims(refreshed["id_token"].as_str().unwrap()));
    assert!(after.get("nonce").is_none_or(|nonce| *nonce == before["nonce"]));
    assert_eq!((&after["auth_time"], &after["sub"]), (&before["auth_time"], &before["sub"]));
}

/// A refresh token is kept nowhere, and an access token and a code only as a digest.
#[tokio::test]
async fn o_4_o_12_nothing_that_opens_anything_is_kept() {
    let mut world = World::new().await;
    let code = world.code(&[]).await;
    let got = world.redeem(&code).await.json;
    let (store, page) = (&world.site.store, Page::first(100));
    let given = store.authorizations().list(&AuthorizationFilter::default(), &page).await.unwrap();
    let tokens = store.access_tokens().list(&AccessTokenFilter::default(), &page).await.unwrap();
    let kept = format!("{given:?} {tokens:?}");
    for secret in [&code, got["access_token"].as_str().unwrap(), got["refresh_token"].as_str().unwrap()] {
        assert!(!kept.contains(secret));
    }
    assert!(
        kept.contains("redeemed_at") && kept.contains("key_thumbprint"),
        "both kinds of record are there"
    );
}

/// RFC 8707, section 2.2: a sign-on for one resource gives no tokens for another, also later.
#[tokio::test]
async fn o_12_a_refresh_is_for_the_resource_of_the_sign_on() {
    let [one, two] = ["https://one.example/", "https://two.example/"];
    let api = |client_id, resource: &str| {
        let mut api = named(client_id, "API").secret(token(SECRET));
        api.resource = Some(resource.to_owned());
        api
    };
    let mut world = World::with_all([confidential(), api("one", one), api("two", two)]).await;
    let refresh = world.tokens(&[("resource", one)]).await.refresh;
    let form = [("grant_type", "refresh_token"), ("refresh_token", &refresh), ("resource", two)];
    let got = world.send("/oauth2/token", Some(("portal", SECRET)), &form).await;
    assert_eq!(got.json["error"], "invalid_target", "{got:?}");
    let form = [("grant_type", "refresh_token"), ("refresh_token", &refresh), ("resource", one)];
    assert_eq!(world.send("/oauth2/token", Some(("portal", SECRET)), &form).await.status, StatusCode::OK);
}

/// What an administrator takes from an application, its next refresh lacks.
#[tokio::test]
async fn o_6_a_refresh_gives_what_the_application_may_still_have() {
    let mut application = confidential();
    application.scopes = ["orders".parse().unwrap()].into();
    let mut world = World::with(application).await;
    let tokens = world.tokens(&[("scope", "openid orders offline_access")]).await;
    world.change_client("portal", |client| client.scopes.clear()).await;
    let got = world.refresh(&tokens.refresh).await;
    assert_eq!(got.json["scope"], "offline_access openid", "{got:?}");
    let of_before = [("token", tokens.access.as_str())];
    let told = world.send("/oauth2/introspect", Some(("portal", SECRET)), &of_before).await;
    assert_eq!(told.json["scope"], "offline_access openid", "{told:?}");
    world.change_client("portal", |client| client.openid.as_mut().unwrap().refresh_tokens = false).await;
    let refused = world.refresh(got.json["refresh_token"].as_str().unwrap()).await;
    assert_eq!(refused.json["error"], "invalid_grant", "{refused:?}");
}
