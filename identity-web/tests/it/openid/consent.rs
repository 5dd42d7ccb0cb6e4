//! O16: to what people agree, and what an application gets of those who are not asked.

use super::portal::{Tokens, confidential, other, outside, parameter};
use super::world::{SECRET, World};
use crate::support::browser::Shown;
use crate::support::site::{SUSAN, World as Site};
use http::StatusCode;
use identity_core::testing::PASSWORD;

/// Applications of others, about which people are asked.
async fn world() -> World {
    let world = World::with_all([confidential(), other()]).await;
    for client in ["portal", "other"] {
        world.change_client(client, |client| client.openid.as_mut().unwrap().first_party = false).await;
    }
    world
}

/// Answers the page that asks for consent, by its first form (yes) or its second (no).
async fn answer(world: &mut World, page: &Shown, agrees: bool) -> Shown {
    let forms = page.find("main form", "action");
    assert_eq!(forms.len(), 2, "{}", page.text());
    let form = if agrees { "form#main-form" } else { "form:not([id])" };
    let names = page.find(&format!("main {form} input"), "name");
    let values = page.find(&format!("main {form} input"), "value");
    let fields: Vec<_> = names.iter().map(String::as_str).zip(values.iter().map(String::as_str)).collect();
    let mut shown = world.browser.post(&forms[0], &fields).await;
    let to = shown.headers.get("location").map(|to| to.to_str().unwrap().to_owned());
    if let Some(to) = to.filter(|to| to.starts_with('/')) {
        shown = world.follow(&to).await;
    }
    shown
}

async fn asked(world: &mut World, changes: &[(&str, &str)]) -> Shown {
    let page = world.ask(changes).await;
    world.sign_in(&page).await
}

#[tokio::test]
async fn o_16_somebody_agrees_and_is_not_asked_again() {
    let mut world = world().await;
    let page = asked(&mut world, &[]).await;
    assert!(outside(&page).is_none() && page.text().contains("Portal"), "{}", page.text());
    let shown = answer(&mut world, &page, true).await;
    let code = parameter(&outside(&shown).unwrap(), "code").unwrap();
    assert_eq!(world.redeem(&code).await.status, StatusCode::OK);
    world.silently("openid email").await;
}

#[tokio::test]
async fn o_16_whoever_does_not_agree_goes_back_without_a_code() {
    let mut world = world().await;
    let page = asked(&mut world, &[]).await;
    let shown = answer(&mut world, &page, false).await;
    let to = outside(&shown).unwrap_or_else(|| panic!("{shown:?}"));
    assert_eq!((parameter(&to, "error").as_deref(), parameter(&to, "code")), (Some("access_denied"), None));
    assert_eq!(world.error(&[("prompt", "none")]).await, "consent_required");
}

/// What was agreed to is for one application and its scopes: more is asked for, and so is each other application.
#[tokio::test]
async fn o_16_consent_is_for_one_client_and_its_scopes() {
    let mut world = world().await;
    let page = asked(&mut world, &[("scope", "openid email")]).await;
    answer(&mut world, &page, true).await;
    world.silently("openid").await;
    for changes in
        [[("prompt", "none"), ("scope", "openid email phone")], [("prompt", "none"), ("client_id", "other")]]
    {
        assert_eq!(world.error(&changes).await, "consent_required", "{changes:?}");
    }
    let page = world.ask(&[("scope", "openid offline_access")]).await;
    assert!(outside(&page).is_none(), "access without the person is asked for too");
}

#[tokio::test]
async fn o_16_prompt_consent_asks_again() {
    let mut world = world().await;
    let page = asked(&mut world, &[]).await;
    answer(&mut world, &page, true).await;
    world.site.clock.advance(std::time::Duration::from_secs(1));
    let page = world.ask(&[("prompt", "consent")]).await;
    assert_eq!((page.status, outside(&page)), (StatusCode::OK, None));
    let shown = answer(&mut world, &page, true).await;
    assert!(parameter(&outside(&shown).unwrap(), "code").is_some());
}

/// Whoever is signed in is asked, and nobody else can answer for them.
#[tokio::test]
async fn o_16_consent_needs_the_browser_that_it_was_asked_of() {
    let mut world = world().await;
    let page = asked(&mut world, &[]).await;
    let mine = world.browser.cookies.clone();
    world.browser = Site::browser_of(world.browser.app.clone());
    let shown = answer(&mut world, &page, true).await;
    assert!(outside(&shown).is_none_or(|to| parameter(&to, "code").is_none()), "{shown:?}");
    world.browser.cookies = mine;
    let shown = world.follow(&page.path).await;
    assert_eq!((shown.status, outside(&shown)), (StatusCode::OK, None), "nothing was agreed to: {shown:?}");
}

#[tokio::test]
async fn o_16_prompt_none_shows_no_page() {
    let mut world = world().await;
    assert_eq!(world.error(&[("prompt", "none")]).await, "login_required");
    let page = asked(&mut world, &[]).await;
    assert_eq!(
        world.error(&[("prompt", "none")]).await,
        "login_required",
        "the session begins with the answer"
    );
    answer(&mut world, &page, false).await;
    assert_eq!(world.error(&[("prompt", "none")]).await, "consent_required");
    for both in ["none login", "none consent", "none select_account"] {
        assert_eq!(world.error(&[("prompt", both)]).await, "invalid_request");
    }
}

#[tokio::test]
async fn o_16_the_hint_about_somebody_else_is_refused() {
    let mut world = World::with_all([confidential(), other()]).await;
    let jeremys: Tokens = world.tokens(&[]).await;
    world.site.test.add_person("Susan Ward", SUSAN, "crm-1001", "viewer").await.unwrap();
    world.browser = Site::browser_of(world.browser.app.clone());
    let page = world.ask(&[]).await;
    let fields = [("identifier", SUSAN), ("password", PASSWORD)];
    let shown = world.browser.submit(&page, &page.path.clone(), &fields).await;
    assert!(outside(&shown).is_some());
    assert_eq!(world.error(&[("prompt", "none"), ("id_token_hint", &jeremys.id)]).await, "login_required");
    let page = world.ask(&[("id_token_hint", &jeremys.id)]).await;
    assert!(
        outside(&page).is_none_or(|to| parameter(&to, "code").is_none()),
        "Jeremy is asked for: {page:?}"
    );
    let subject = jeremys.claims()["sub"].as_str().unwrap().to_owned();
    let wanted = format!(r#"{{"id_token":{{"sub":{{"value":"{subject}"}}}}}}"#);
    assert_eq!(world.error(&[("prompt", "none"), ("claims", &wanted)]).await, "login_required");
    let code = world.code(&[("client_id", "other"), ("prompt", "none")]).await;
    let theirs = Tokens::of(&world.redeem_as(("other", SECRET), &code, &[]).await.json);
    let shown = world.error(&[("prompt", "none"), ("id_token_hint", &theirs.id)]).await;
    assert_eq!(shown, "login_required", "the token of another application says nothing");
    assert_eq!(world.error(&[("prompt", "none"), ("id_token_hint", "a.b.c")]).await, "login_required");
}

/// Single claims are told of nobody who was not asked about their scope.
#[tokio::test]
async fn o_16_single_claims_are_asked_for_like_their_scopes() {
    let mut world = world().await;
    let page = asked(&mut world, &[("scope", "openid")]).await;
    answer(&mut world, &page, true).await;
    world.silently("openid").await;
    let claims = ("claims", r#"{"userinfo":{"email":null,"phone_number":null}}"#);
    assert_eq!(world.error(&[("prompt", "none"), ("scope", "openid"), claims]).await, "consent_required");
    let page = world.ask(&[("scope", "openid"), claims]).await;
    assert!(outside(&page).is_none() && page.text().contains("e-mail"), "{}", page.text());
    let shown = answer(&mut world, &page, true).await;
    let code = parameter(&outside(&shown).unwrap(), "code").unwrap();
    let tokens = Tokens::of(&world.redeem(&code).await.json);
    assert!(world.userinfo(&tokens.access).await["email"].is_string());
    world.silently("openid email phone").await;
}
