//! Changing the password and recovering from a forgotten one, through the pages.

use crate::support::browser::{Browser, Shown};
use crate::support::site::{JEREMY, PASSWORD, SCOTT, World};
use http::header::{CACHE_CONTROL, LOCATION, REFERRER_POLICY, SET_COOKIE};
use http::{Method, StatusCode};
use identity_core::secrets::{PasswordHasher, PasswordPolicy};
use std::time::Duration;

const BASE: &str = "http://my.smartplan.localhost:8080";
const NEW: &str = "harbour-pencil-willow";
const SCOTTS_MAIL: &str = "scott.long@smartplan.example";

async fn asks(browser: &mut Browser, identifier: &str) -> Shown {
    let page = browser.open("/recover").await;
    browser.submit(&page, "/recover", &[("identifier", identifier)]).await
}

/// The path of the link in the newest mail to an address.
async fn link(world: &World, address: &str) -> String {
    let mails = world.mails_to(address).await;
    let mail = mails.iter().find(|mail| mail.contains("/recover/")).expect("a mail with a link");
    let link = mail.split_whitespace().find(|word| word.contains("/recover/")).unwrap();
    link.strip_prefix(BASE).unwrap().to_owned()
}

async fn signs_in(world: &World, identifier: &str, password: &str) -> StatusCode {
    let mut browser = world.browser();
    let page = browser.open("/login").await;
    let fields = [("identifier", identifier), ("password", password)];
    browser.submit(&page, "/login", &fields).await.status
}

fn changes(present: &str, new: &str) -> [(&'static str, String); 2] {
    [("current_password", present.to_owned()), ("new_password", new.to_owned())]
}

async fn change(browser: &mut Browser, present: &str, new: &str) -> Shown {
    let page = browser.open("/account/password").await;
    let fields = changes(present, new);
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.submit(&page, "/account/password", &fields).await
}

/// L9: where somebody was heading when they found that the password was gone.
#[tokio::test]
async fn a_forgotten_password_is_set_anew_by_a_link_that_opens_on_any_device() {
    let world = World::new().await;
    let mut laptop = world.browser();
    let sign_in = laptop.open("/login?return_to=%2Faccount").await;
    let recover = sign_in.link("Forgot your password?");
    assert_eq!(recover, "/recover?return_to=%2Faccount");
    let page = laptop.open(&recover).await;
    let fields = [("identifier", SCOTT.0), ("return_to", "/account")];
    let sent = laptop.submit(&page, "/recover", &fields).await;
    assert_eq!((sent.status, sent.path.as_str()), (StatusCode::OK, "/recover/sent"));
    assert!(sent.text().contains("If there is an account for what you entered"), "{}", sent.text());
    let link = link(&world, SCOTTS_MAIL).await;

    let mut telephone = world.browser();
    let page = telephone.open(&link).await;
    assert_eq!(page.path, "/recover/new-password");
    let text = page.text();
    assert!(text.contains("At least 15 characters"), "the rules are shown before typing: {text}");
    assert!(text.contains("You will be signed out everywhere else"), "{text}");
    assert_eq!(page.find("#account-email[autocomplete=username]", "value"), [SCOTTS_MAIL]);
    assert_eq!(page.find("#new_password", "autocomplete"), ["new-password"]);
    let done = telephone.submit(&page, "/recover/new-password", &[("new_password", NEW)]).await;
    assert_eq!((done.status, done.path.as_str()), (StatusCode::OK, "/account"), "{}", done.text());
    assert_eq!(signs_in(&world, SCOTT.0, NEW).await, StatusCode::OK);
    assert_eq!(signs_in(&world, SCOTT.0, SCOTT.1).await, StatusCode::UNPROCESSABLE_ENTITY);
    let again = telephone.open(&link).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    assert_eq!(again.link("Ask for a new link"), "/recover");
}

/// The token is not in the address of any page, and looking does not use it up: scanners of mails open links too.
#[tokio::test]
async fn the_token_leaves_the_address_at_once_and_looking_uses_nothing_up() {
    let world = World::new().await;
    asks(&mut world.browser(), SCOTT.0).await;
    let link = link(&world, SCOTTS_MAIL).await;
    for method in [Method::HEAD, Method::GET, Method::GET] {
        let mut scanner = world.browser();
        let followed = scanner.send(method, &link, None).await;
        assert_eq!(followed.status, StatusCode::SEE_OTHER);
        assert_eq!(followed.headers[LOCATION], "/recover/new-password");
        assert_eq!(followed.headers[REFERRER_POLICY], "no-referrer");
        let cookie = followed.headers.get_all(SET_COOKIE).iter().find_map(|cookie| {
            cookie.to_str().unwrap().strip_prefix("identity-recovery=").map(str::to_owned)
        });
        let cookie = cookie.unwrap();
        assert!(cookie.ends_with("HttpOnly; SameSite=Lax"), "{cookie}");
    }
    let mut scott = world.browser();
    let page = scott.open(&link).await;
    assert_eq!(page.headers[REFERRER_POLICY], "no-referrer");
    assert_eq!(page.headers[CACHE_CONTROL], "no-store");
    assert!(!page.html.contains(link.rsplit('/').next().unwrap()));
    world.clock.advance(Duration::from_mins(30));
    let late = scott.open(&link).await;
    assert_eq!(late.status, StatusCode::GONE);
    assert!(late.text().contains("This link has expired"), "{}", late.text());
    let late = scott.submit(&page, "/recover/new-password", &[("new_password", NEW)]).await;
    assert_eq!(late.status, StatusCode::GONE);
    assert_eq!(world.browser().open("/recover/new-password").await.status, StatusCode::NOT_FOUND);
}

/// Status, headers and every letter of the page (N-01, N-02); the work is compared in core.
#[tokio::test]
async fn n_02_the_page_is_the_same_for_every_name() {
    let world = World::new().await;
    let mut answers = Vec::new();
    for identifier in
        [SCOTT.0, SCOTTS_MAIL, "nobody", "nobody@example.com", "no name \u{1}", &"x".repeat(250)]
    {
        let mut browser = world.browser();
        let page = browser.open("/recover").await;
        let token = page.token("/recover");
        let posted = browser.post("/recover", &[("identifier", identifier), ("csrf", &token)]).await;
        let mut headers = posted.headers.clone();
        headers.remove("x-request-id");
        let sent = browser.open("/recover/sent").await;
        // Each browser has form tokens of its own.
        let tokens = sent.find("input[name=csrf]", "value");
        let html = tokens.iter().fold(sent.html.clone(), |html, token| html.replace(token.as_str(), ""));
        answers.push((posted.status, headers, posted.html, sent.status, html));
    }
    assert_eq!(answers[0].0, StatusCode::SEE_OTHER);
    for answer in &answers {
        assert_eq!(answer, &answers[0]);
    }
}

#[tokio::test]
async fn p_10_the_link_begins_with_the_configured_address_whatever_the_request_says() {
    let world = World::new().await;
    let mut eve = world.browser();
    let page = eve.open("/recover").await;
    eve.host = "evil.example".to_owned();
    eve.extra_headers = vec![
        ("x-forwarded-host", "evil.example"),
        ("x-forwarded-proto", "gopher"),
        ("forwarded", "host=evil.example;proto=https"),
    ];
    let fields = [("identifier", SCOTT.0), ("csrf", &page.token("/recover"))];
    for address in ["/recover", "http://evil.example/recover"] {
        assert_eq!(eve.post(address, &fields).await.status, StatusCode::SEE_OTHER);
    }
    let mails = world.mails_to(SCOTTS_MAIL).await;
    assert_eq!(mails.len(), 2);
    for mail in mails {
        assert!(mail.contains(&format!("{BASE}/recover/")) && !mail.contains("evil"), "{mail}");
    }
}

#[tokio::test]
async fn too_many_links_for_one_network_are_refused_with_what_to_do() {
    let world = World::with(|settings| settings.recoveries_per_network = 0, |builder| builder).await;
    let refused = asks(&mut world.browser(), SCOTT.0).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.text().contains("Wait an hour"), "{}", refused.text());
    let empty = asks(&mut world.browser(), "").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(world.mails_to(SCOTTS_MAIL).await.is_empty());
}

/// S4: told beforehand, asked for the present one, here one stays, and a notice leads to a new password.
#[tokio::test]
async fn changing_the_password_keeps_this_browser_and_signs_out_the_others() {
    let world = World::new().await;
    let (mut here, mut elsewhere) = (world.scott().await, world.scott().await);
    let page = here.open("/account").await;
    assert_eq!(page.link("Change password"), "/account/password");
    let page = here.open("/account/password").await;
    let told = "You stay signed in here. Everywhere else you will be signed out";
    assert!(page.text().contains(told), "{}", page.text());
    let wrong = change(&mut here, "not-the-present-one", NEW).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("This is not your current password"), "{}", wrong.text());
    assert_eq!(wrong.find("input[type=password][value]", "value"), Vec::<String>::new());
    assert_eq!(elsewhere.open("/account").await.path, "/account");
    let done = change(&mut here, SCOTT.1, NEW).await;
    assert_eq!((done.status, done.path.as_str()), (StatusCode::OK, "/account?done=password-changed"));
    assert!(done.text().contains("Your new password is set"), "{}", done.text());
    assert!(elsewhere.open("/account").await.path.starts_with("/login"));
    assert_eq!(signs_in(&world, SCOTT.0, NEW).await, StatusCode::OK);
    let mails = world.mails_to(SCOTTS_MAIL).await;
    assert_eq!(mails.len(), 1);
    assert!(
        mails[0].contains("If it was not you") && mails[0].contains(&format!("{BASE}/recover")),
        "{}",
        mails[0]
    );
}

#[tokio::test]
async fn p_01_what_a_new_password_lacks_is_said() {
    let world = World::new().await;
    let mut scott = world.scott().await;
    for (password, said) in [
        ("kettle-pencil1", "at least 15 characters"),
        ("smartplan smartplan 2026", "must not be built from"),
        ("trombonetrombone", "is weak: it repeats itself"),
        ("Password-12345678", "too easy to guess"),
        (SCOTT.1, "This is your current password"),
        ("", "Choose a password"),
    ] {
        let refused = change(&mut scott, SCOTT.1, password).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{password}");
        assert!(refused.text().contains(said), "{password}: {}", refused.text());
    }
    assert!(scott.open("/account/password").await.text().contains("At least 15 characters"));
    let shorter = PasswordPolicy::default().min_length(12);
    let world = World::with(|_| {}, |builder| builder.password_policy(shorter)).await;
    let mut scott = world.scott().await;
    assert!(scott.open("/account/password").await.text().contains("At least 12 characters"));
    assert_eq!(change(&mut scott, SCOTT.1, "kettle-pencil1").await.status, StatusCode::OK);
}

#[tokio::test]
async fn p_17_a_change_that_another_site_posts_is_refused() {
    let world = World::new().await;
    let mut scott = world.scott().await;
    let page = scott.open("/account/password").await;
    let token = page.token("/account/password");
    let fields = changes(SCOTT.1, NEW);
    let mut fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(scott.post("/account/password", &fields).await.status, StatusCode::FORBIDDEN);
    fields.push(("csrf", &token));
    scott.extra_headers = vec![("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")];
    assert_eq!(scott.post("/account/password", &fields).await.status, StatusCode::FORBIDDEN);
    assert_eq!(signs_in(&world, SCOTT.0, SCOTT.1).await, StatusCode::OK);
    assert!(world.mails_to(SCOTTS_MAIL).await.is_empty());
}

#[tokio::test]
async fn p_03_megabytes_are_refused_before_they_are_hashed_here_too() {
    let hasher = PasswordHasher::fast_for_tests();
    let counted = hasher.clone();
    let world = World::with(|_| {}, |builder| builder.password_hasher(counted)).await;
    let mut scott = world.scott().await;
    asks(&mut world.browser(), SCOTT.0).await;
    let link = link(&world, SCOTTS_MAIL).await;
    let change_page = scott.open("/account/password").await;
    let reset_page = scott.open(&link).await;
    let before = hasher.filled_kib();
    for (page, path) in [(&change_page, "/account/password"), (&reset_page, "/recover/new-password")] {
        for size in [1 << 20, 16 << 20] {
            let form = format!("csrf={}&new_password={}", page.token(path), "a".repeat(size));
            let refused = scott.send(Method::POST, path, Some(form)).await;
            assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE, "{path}");
        }
        let long = "kettle orbit ".repeat(1000);
        let refused = scott.submit(page, path, &[("new_password", &long)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
    }
    assert_eq!(hasher.filled_kib(), before, "nothing was hashed");
}

/// S7, and the page is for those who are signed in.
#[tokio::test]
async fn the_well_known_address_leads_to_the_page() {
    let world = World::new().await;
    let mut scott = world.scott().await;
    assert_eq!(scott.open("/.well-known/change-password").await.path, "/account/password");
    let away = world.browser().open("/.well-known/change-password").await;
    assert!(away.path.starts_with("/login?return_to=%2Faccount%2Fpassword"), "{}", away.path);
}

/// Somebody who is signed in with another account in the browser that the link is opened in.
#[tokio::test]
async fn a_link_that_is_opened_in_the_browser_of_somebody_else_signs_in_its_own_person() {
    let world = World::new().await;
    let (mut jeremy, _) = world.jeremy().await;
    asks(&mut world.browser(), SCOTT.0).await;
    let link = link(&world, SCOTTS_MAIL).await;
    let page = jeremy.open(&link).await;
    let done = jeremy.submit(&page, "/recover/new-password", &[("new_password", NEW)]).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text());
    let account = jeremy.open("/account").await;
    assert!(account.text().contains(SCOTTS_MAIL), "{}", account.text());
    assert_eq!(signs_in(&world, JEREMY, PASSWORD).await, StatusCode::OK);
}
