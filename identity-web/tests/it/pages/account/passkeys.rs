//! Passkeys as their owners meet them, and as somebody who has none of theirs tries them.

use crate::support::browser::{Browser, Shown};
use crate::support::site::{JEREMY, PASSWORD, SCOTT, World};
use crate::support::soft_key::SoftKey;
use http::StatusCode;
use identity_core::domain::{Action, AuditFilter, AuthenticationMethod, Factors};
use identity_core::store::{Page, Store as _};
use identity_core::testing::app_code;
use identity_web::WebAuthn;
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;

pub(super) async fn world(factors: Factors) -> World {
    world_with(factors, vec![AuthenticationMethod::PASSKEY, AuthenticationMethod::TOTP]).await
}

async fn world_with(factors: Factors, methods: Vec<AuthenticationMethod>) -> World {
    let port = WebAuthn::new(&"http://my.smartplan.localhost:8080".parse().unwrap(), "MySmartPlan").unwrap();
    let change = move |settings: &mut identity_core::Settings| {
        settings.factors = factors;
        settings.methods = methods;
    };
    World::with(change, |builder| builder.passkeys(Arc::new(port))).await
}

/// What a page asks the browser for, and the state that goes back.
pub(super) fn asked(page: &Shown) -> (String, String) {
    let one = |selector: &str, attribute: &str| {
        let found = page.find(selector, attribute);
        found.first().unwrap_or_else(|| panic!("{} asks for no passkey: {}", page.path, page.text())).clone()
    };
    (one("form[data-passkey]", "data-options"), one("form[data-passkey] input[name=state]", "value"))
}

/// Begins to set up a passkey on the account page.
async fn begin(browser: &mut Browser) -> Shown {
    let page = browser.open("/account/security").await;
    let page = browser.submit(&page, "/account/security", &[("method", "pop")]).await;
    assert!(page.path.starts_with("/account/security/enrol/"), "{} {}", page.path, page.text());
    page
}

async fn finish(browser: &mut Browser, page: &Shown, response: &str) -> Shown {
    let (_, state) = asked(page);
    browser.submit(page, &page.action("/passkey"), &[("state", &state), ("passkey", response)]).await
}

/// Sets up a passkey.
pub(super) async fn enrol(browser: &mut Browser, key: &mut SoftKey) -> Shown {
    let page = begin(browser).await;
    let made = key.create(&asked(&page).0);
    let done = finish(browser, &page, &made).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text());
    done
}

/// Posts a passkey to the address of a page.
async fn give(browser: &mut Browser, page: &Shown, action: &str, state: &str, response: &str) -> Shown {
    let form = [("step", "passkey"), ("state", state), ("passkey", response)];
    browser.submit(page, action, &form).await
}

/// Signs in with a passkey alone, from the sign-in page.
async fn sign_in(browser: &mut Browser, key: &mut SoftKey) -> Shown {
    let page = browser.open("/login?return_to=%2Faccount").await;
    let (options, state) = asked(&page);
    let response = key.get(&options);
    let form = [("step", "passkey"), ("state", &state), ("passkey", &response), ("return_to", "/account")];
    browser.submit(&page, "/login", &form).await
}

pub(super) async fn give_password(world: &World) -> (Browser, Shown) {
    let mut browser = world.browser();
    let page = browser.open("/login?return_to=%2Faccount").await;
    let fields = [("identifier", JEREMY), ("password", PASSWORD), ("return_to", "/account")];
    let page = browser.submit(&page, "/login", &fields).await;
    (browser, page)
}

/// The reasons of refused sign-ins in the audit trail.
async fn refusals(world: &World) -> Vec<String> {
    let all = world.store.audit_events().list(&AuditFilter::default(), &Page::first(1000)).await.unwrap();
    let refused = all.items.into_iter().filter(|event| event.action == Action::SignInRefused);
    refused.filter_map(|event| event.details.get("reason").cloned()).collect()
}

fn must_be_refused(page: &Shown) {
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{} {}", page.path, page.text());
    assert!(page.text().contains("This passkey did not work"), "{}", page.text());
}

/// M9.
#[tokio::test]
async fn jeremy_sets_up_a_passkey_and_signs_in_with_it_alone() {
    let world = world(Factors::Two).await;
    let mut scott = world.browser();
    let mut key = SoftKey::new("scott-1");
    // Whoever needs a second proof sets one up on the way.
    let page = scott.open("/login").await;
    let page = scott.submit(&page, "/login", &[("identifier", SCOTT.0), ("password", SCOTT.1)]).await;
    let action = page.path.clone();
    let setup = scott.submit(&page, &action, &[("step", "enrol"), ("method", "pop"), ("number", "")]).await;
    let (options, state) = asked(&setup);
    let made = key.create(&options);
    let codes = give(&mut scott, &setup, &action, &state, &made).await;
    scott.open(&codes.link("I have kept them")).await;
    assert!(scott.cookies.contains_key("identity-session"));
    let mails = world.mails_to("scott.long@smartplan.example").await;
    assert!(mails.iter().any(|mail| mail.contains("A passkey")), "{mails:?}");
    let security = scott.open("/account/security").await;
    assert!(security.text().contains("A passkey"), "{}", security.text());

    // Alone, in a browser that has nothing of his: two kinds of proof in one.
    let mut browser = world.browser();
    let page = browser.open("/login?return_to=%2Faccount").await;
    let options: Value = serde_json::from_str(&asked(&page).0).unwrap();
    // N: the page names nobody's passkeys.
    assert_eq!(options["publicKey"]["allowCredentials"], serde_json::json!([]));
    assert_eq!(options["publicKey"]["rpId"], "my.smartplan.localhost");
    key.count += 1;
    let account = sign_in(&mut browser, &mut key).await;
    assert_eq!(account.path, "/account", "{}", account.text());
    let session = browser.open("/account/security").await;
    assert!(session.text().contains("Last used"), "{}", session.text());
    // The last one that is required stays.
    let remove = browser.open(&session.link("Remove: A passkey")).await;
    let refused = browser.submit(&remove, &remove.action("/remove"), &[]).await;
    assert!(refused.text().contains("this is your last one"), "{}", refused.text());
}

#[tokio::test]
async fn a_passkey_is_named_kept_apart_and_removed() {
    let world = world(Factors::One).await;
    let (mut jeremy, _) = world.jeremy().await;
    let (mut one, mut two) = (SoftKey::new("one"), SoftKey::new("two"));
    let codes = enrol(&mut jeremy, &mut one).await;
    assert!(codes.text().contains("Keep these codes"), "{}", codes.text());
    // The authenticator is told which of its keys are set up already.
    world.clock.advance(Duration::from_secs(1));
    let page = begin(&mut jeremy).await;
    let options: Value = serde_json::from_str(&asked(&page).0).unwrap();
    let options = &options["publicKey"];
    assert_eq!(options["excludeCredentials"].as_array().unwrap().len(), 1);
    assert_eq!(options["authenticatorSelection"]["residentKey"], "preferred");
    assert_eq!(options["user"]["name"], JEREMY);
    let handle = options["user"]["id"].as_str().unwrap();
    assert!(!handle.contains('@') && handle.len() == 22, "{handle}");
    // One that ignores it is refused.
    let again = one.create(&asked(&page).0);
    let refused = finish(&mut jeremy, &page, &again).await;
    assert!(refused.text().contains("This passkey could not be set up"), "{}", refused.text());
    let made = two.create(&asked(&refused).0);
    let security = finish(&mut jeremy, &refused, &made).await;
    assert_eq!(security.path.split('?').next(), Some("/account/security"));
    assert_eq!(security.all_words(".rows strong"), ["A passkey", "A passkey"]);

    let name = jeremy.open(&security.link("Name: A passkey")).await;
    let named = jeremy.submit(&name, &name.path.clone(), &[("label", "Work laptop")]).await;
    assert!(named.text().contains("Work laptop"), "{}", named.text());
    world.clock.advance(Duration::from_secs(1));
    let question = jeremy.open(&named.link("Remove: Work laptop")).await;
    let removed = jeremy.submit(&question, &question.path.clone(), &[]).await;
    assert_eq!(removed.all_words(".rows strong"), ["A passkey"]);
    assert!(world.mails_to(JEREMY).await[0].contains("A second proof was removed"));
    // It opens nothing from then on.
    must_be_refused(&sign_in(&mut world.browser(), &mut one).await);
    assert_eq!(sign_in(&mut world.browser(), &mut two).await.path, "/account");
}

#[tokio::test]
async fn after_the_password_a_passkey_is_the_further_proof() {
    let world = world(Factors::One).await;
    let (mut jeremy, _) = world.jeremy().await;
    let mut key = SoftKey::new("one");
    enrol(&mut jeremy, &mut key).await;
    let (mut browser, page) = give_password(&world).await;
    assert!(page.path.starts_with("/flow/") && page.text().contains("Use your passkey"), "{}", page.text());
    // G2: with scripts off the button is not there, and another way is.
    assert_eq!(page.find("form[data-passkey] button", "hidden"), [""]);
    assert!(page.text().contains("A recovery code"), "{}", page.text());
    let (options, state) = asked(&page);
    let named: Value = serde_json::from_str(&options).unwrap();
    assert_eq!(named["publicKey"]["allowCredentials"].as_array().unwrap().len(), 1);
    let action = page.path.clone();
    key.verifies = false;
    let landed = give(&mut browser, &page, &action, &state, &key.get(&options)).await;
    assert_eq!(landed.path, "/account", "{}", landed.text());
}

/// Without verification of its user a passkey is one kind of proof, and another is asked for.
#[tokio::test]
async fn a_passkey_that_verified_nobody_needs_the_password_too() {
    let world = world(Factors::One).await;
    let (mut jeremy, _) = world.jeremy().await;
    let mut key = SoftKey::new("one");
    key.verifies = false;
    enrol(&mut jeremy, &mut key).await;
    let mut browser = world.browser();
    let page = sign_in(&mut browser, &mut key).await;
    assert!(page.path.starts_with("/flow/"), "{} {}", page.path, page.text());
    assert!(page.text().contains("Enter your password"), "{}", page.text());
    assert!(!browser.cookies.contains_key("identity-session"));
    let action = page.path.clone();
    let wrong = browser.submit(&page, &action, &[("step", "password"), ("password", "wrong password")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("This is not your current password"), "{}", wrong.text());
    let right = [("step", "password"), ("password", PASSWORD)];
    assert_eq!(browser.submit(&wrong, &action, &right).await.path, "/account");
}

/// What an attacker changes of an authenticator.
type Change = fn(&mut SoftKey);

#[tokio::test]
async fn only_what_this_site_asked_for_is_taken() {
    let world = world(Factors::One).await;
    let (mut jeremy, _) = world.jeremy().await;
    let mut key = SoftKey::new("one");
    enrol(&mut jeremy, &mut key).await;
    let attacks: [(&str, Change); 4] = [
        ("another site", |key| "https://my.smartplan.evil".clone_into(&mut key.origin)),
        ("another port", |key| "http://my.smartplan.localhost:8081".clone_into(&mut key.origin)),
        ("another host", |key| "smartplan.localhost".clone_into(&mut key.host)),
        ("a frame", |key| key.in_frame = true),
    ];
    for (what, change) in attacks {
        let (origin, host) = (key.origin.clone(), key.host.clone());
        change(&mut key);
        let page = sign_in(&mut world.browser(), &mut key).await;
        assert!(page.text().contains("This passkey did not work"), "{what}: {}", page.text());
        key.in_frame = false;
        (key.origin, key.host) = (origin, host);
    }
    assert_eq!(refusals(&world).await, ["mismatch"; 4]);
    // Somebody who signs for another account, and a key that nobody has.
    let owner = std::mem::replace(&mut key.owner, vec![7; 16]);
    must_be_refused(&sign_in(&mut world.browser(), &mut key).await);
    key.owner = owner;
    let mut other = SoftKey::new("one");
    other.owner.clone_from(&key.owner);
    must_be_refused(&sign_in(&mut world.browser(), &mut other).await);
    let mut unknown = SoftKey::new("nobody's");
    unknown.owner.clone_from(&key.owner);
    must_be_refused(&sign_in(&mut world.browser(), &mut unknown).await);
    assert_eq!(sign_in(&mut world.browser(), &mut key).await.path, "/account");
}

#[tokio::test]
async fn a_request_is_answered_once_by_its_browser_and_in_time() {
    let world = world(Factors::One).await;
    let (mut jeremy, _) = world.jeremy().await;
    let mut key = SoftKey::new("one");
    enrol(&mut jeremy, &mut key).await;
    let mut browser = world.browser();
    let page = browser.open("/login").await;
    let (options, state) = asked(&page);
    let response = key.get(&options);
    // In another browser, for another request, and with a request that somebody changed.
    let mut thief = world.browser();
    let other = thief.open("/login").await;
    let stolen = give(&mut thief, &other, "/login", &state, &response).await;
    assert!(stolen.text().contains("This page was open for too long"), "{}", stolen.text());
    let (_, own) = asked(&other);
    must_be_refused(&give(&mut thief, &other, "/login", &own, &response).await);
    let other_letter = if state.as_bytes()[40] == b'A' { "B" } else { "A" };
    let changed = format!("{}{other_letter}{}", &state[..40], &state[41..]);
    let odd = give(&mut browser, &page, "/login", &changed, &response).await;
    assert!(odd.text().contains("This page was open for too long"), "{}", odd.text());
    // Once.
    assert_ne!(give(&mut browser, &page, "/login", &state, &response).await.path, "/login");
    browser.cookies.remove("identity-session");
    must_be_refused(&give(&mut browser, &page, "/login", &state, &response).await);
    assert!(refusals(&world).await.contains(&"replayed".to_owned()));
    // In time.
    let page = browser.open("/login").await;
    let (options, state) = asked(&page);
    world.clock.advance(Duration::from_mins(15));
    let late = give(&mut browser, &page, "/login", &state, &key.get(&options)).await;
    assert!(late.text().contains("This page was open for too long"), "{}", late.text());
    // What comes back is bounded.
    let page = browser.open("/login").await;
    let (_, state) = asked(&page);
    let long = give(&mut browser, &page, "/login", &state, &"a".repeat(16_001)).await;
    assert!(long.status.is_client_error(), "{}", long.status);
    must_be_refused(&give(&mut browser, &page, "/login", &state, "{}").await);
}

/// A count that goes back tells of a second copy of the key. Its owner is told, and not flooded.
#[tokio::test]
async fn a_copied_key_is_refused_and_written_down() {
    let world = world(Factors::One).await;
    let (mut jeremy, _) = world.jeremy().await;
    let mut key = SoftKey::new("one");
    key.count = 7;
    enrol(&mut jeremy, &mut key).await;
    key.count = 9;
    assert_eq!(sign_in(&mut world.browser(), &mut key).await.path, "/account");
    for count in [9, 8, 0, 1] {
        key.count = count;
        must_be_refused(&sign_in(&mut world.browser(), &mut key).await);
    }
    assert_eq!(refusals(&world).await, ["sign-count"; 4]);
    let told = world.mails_to(JEREMY).await.into_iter().filter(|mail| mail.contains("its count went back"));
    assert_eq!(told.count(), 3);
    key.count = 10;
    assert_eq!(sign_in(&mut world.browser(), &mut key).await.path, "/account");
}

/// Scott's passkey is no further proof of Jeremy, and his tries are counted.
#[tokio::test]
async fn somebody_elses_passkey_is_no_further_proof() {
    let world = world(Factors::One).await;
    let (mut jeremy, _) = world.jeremy().await;
    let mut scott = world.scott().await;
    let (mut own, mut other) = (SoftKey::new("jeremy"), SoftKey::new("scott"));
    enrol(&mut jeremy, &mut own).await;
    enrol(&mut scott, &mut other).await;
    let (mut browser, page) = give_password(&world).await;
    let action = page.path.clone();
    let (options, state) = asked(&page);
    let response = other.get(&options);
    for _ in 0..10 {
        must_be_refused(&give(&mut browser, &page, &action, &state, &response).await);
    }
    assert_eq!(refusals(&world).await, ["not-own"; 10]);
    // A pause, for the right one too.
    must_be_refused(&give(&mut browser, &page, &action, &state, &own.get(&options)).await);
    // What Scott begins to set up is nothing of Jeremy's.
    let begun = begin(&mut scott).await;
    let foreign = jeremy.open(&begun.path).await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    // Nor does a passkey change hands.
    let page = begin(&mut jeremy).await;
    let made = other.create(&asked(&page).0);
    let refused = finish(&mut jeremy, &page, &made).await;
    assert!(refused.text().contains("This passkey could not be set up"), "{}", refused.text());
    world.clock.advance(Duration::from_mins(15));
    let fresh = browser.open(&action).await;
    let (options, state) = asked(&fresh);
    assert_eq!(give(&mut browser, &fresh, &action, &state, &own.get(&options)).await.path, "/account");
}

/// The request for a new passkey is good for one session and once.
#[tokio::test]
async fn a_new_passkey_is_taken_from_the_session_that_asked() {
    let world = world(Factors::One).await;
    let (mut jeremy, _) = world.jeremy().await;
    let page = begin(&mut jeremy).await;
    let (options, state) = asked(&page);
    let made = SoftKey::new("one").create(&options);
    let (mut other, _) = give_password(&world).await;
    let same = other.open(&page.path).await;
    let form = [("state", state.as_str()), ("passkey", made.as_str())];
    let refused = other.submit(&same, &same.action("/passkey"), &form).await;
    assert!(refused.text().contains("This page was open for too long"), "{}", refused.text());
    let done = jeremy.submit(&page, &page.action("/passkey"), &form).await;
    assert!(done.text().contains("Keep these codes"), "{}", done.text());
    let again = jeremy.submit(&page, &page.action("/passkey"), &form).await;
    assert_eq!(again.path, "/account/security");
}

/// L7: what is not offered is absent.
#[tokio::test]
async fn where_passkeys_are_not_offered_nothing_asks_for_one() {
    let world = world_with(Factors::One, vec![AuthenticationMethod::TOTP]).await;
    let page = world.browser().open("/login").await;
    assert!(page.find("form[data-passkey]", "action").is_empty());
    let (mut jeremy, _) = world.jeremy().await;
    let page = jeremy.open("/account/security").await;
    assert_eq!(page.find("input[name=method]", "value"), ["otp"]);
    let refused = jeremy.submit(&page, "/account/security", &[("method", "pop")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    // Without the port the setting alone offers nothing.
    let change = |settings: &mut identity_core::Settings| {
        settings.methods = vec![AuthenticationMethod::PASSKEY];
    };
    let world = World::with(change, |builder| builder).await;
    assert!(world.browser().open("/login").await.find("form[data-passkey]", "action").is_empty());
}

/// Of several proofs each can be chosen, and an app does in the place of a passkey.
#[tokio::test]
async fn an_app_does_where_the_passkey_is_not_at_hand() {
    let world = world(Factors::One).await;
    let (mut jeremy, _) = world.jeremy().await;
    enrol(&mut jeremy, &mut SoftKey::new("one")).await;
    let page = jeremy.open("/account/security").await;
    let setup = jeremy.submit(&page, "/account/security", &[("method", "otp")]).await;
    let totp = setup.words("#totp-key");
    let code = app_code(&totp, world.identity.clock().now()).unwrap();
    jeremy.submit(&setup, &setup.path.clone(), &[("code", &code)]).await;
    world.clock.advance(Duration::from_secs(30));
    let (mut browser, page) = give_password(&world).await;
    let other = browser.open(&page.link("A code from an authenticator app")).await;
    let code = app_code(&totp, world.identity.clock().now()).unwrap();
    let form = [("step", "code"), ("method", "otp"), ("code", code.as_str())];
    assert_eq!(browser.submit(&other, &page.path.clone(), &form).await.path, "/account");
}
