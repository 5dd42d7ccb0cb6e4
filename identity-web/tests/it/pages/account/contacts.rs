//! The own details, and changing the own e-mail address and telephone number, through the pages.

use crate::support::browser::{Browser, Shown};
use crate::support::site::{JEREMY, PASSWORD, SUSAN, World};
use http::header::{LOCATION, REFERRER_POLICY};
use http::{Method, StatusCode};
use identity_core::domain::{AuthenticationMethod, CredentialFilter, UserKey};
use identity_core::store::{Page, Store};
use identity_core::testing::app_code;
use identity_core::values::{CallingCode, EmailAddress};
use std::time::Duration;

const BASE: &str = "http://my.smartplan.localhost:8080";
pub(super) const NEW: &str = "jeremy@home.example";
pub(super) const NUMBER: &str = "+358401234567";
const SCOTTS_MAIL: &str = "scott.long@smartplan.example";

pub(super) async fn world() -> World {
    World::with(
        |settings| {
            settings.methods = vec![AuthenticationMethod::TOTP, AuthenticationMethod::SMS];
            settings.calling_code = CallingCode::parse("358").ok();
        },
        |builder| builder,
    )
    .await
}

/// Asks for another e-mail address.
pub(super) async fn asks(browser: &mut Browser, email: &str) -> Shown {
    let page = browser.open("/account/email").await;
    browser.submit(&page, "/account/email", &[("email", email)]).await
}

/// Types the code.
pub(super) async fn types(browser: &mut Browser, page: &Shown, action: &str, code: &str) -> Shown {
    browser.submit(page, action, &[("step", "code"), ("code", code)]).await
}

/// The code in the newest message to an address or number, which is the first word of six digits.
pub(super) async fn code(world: &World, to: &str) -> String {
    let text = world.mails_to(to).await.first().cloned().expect("a message");
    let digits = |word: &&str| word.len() == 6 && word.bytes().all(|octet| octet.is_ascii_digit());
    text.split_whitespace().find(digits).expect("a code").to_owned()
}

/// The path of the link in the newest mail to an address that has one.
pub(super) async fn link(world: &World, to: &str) -> String {
    let mails = world.mails_to(to).await;
    let words = mails.iter().flat_map(|mail| mail.split_whitespace());
    let link = words.into_iter().find(|word| word.contains("/contacts/")).expect("a link");
    link.strip_prefix(BASE).unwrap().to_owned()
}

async fn signs_in(world: &World, identifier: &str, password: &str) -> StatusCode {
    let mut browser = world.browser();
    let page = browser.open("/login").await;
    browser.submit(&page, "/login", &[("identifier", identifier), ("password", password)]).await.status
}

async fn actions(world: &World) -> Vec<String> {
    let all = world.store.audit_events().list(&<_>::default(), &Page::first(500)).await.unwrap();
    all.items.iter().map(|event| event.action.as_str().to_owned()).collect()
}

#[tokio::test]
async fn a_41_a_new_address_is_proved_by_its_code_before_it_replaces_the_old_one() {
    let world = world().await;
    let (mut jeremy, _) = world.jeremy().await;
    let profile = jeremy.open("/account/profile").await;
    let change = profile.link("Change: E-mail address");
    let page = jeremy.open(&change).await;
    assert!(page.text().contains(JEREMY), "{}", page.text());
    let asked = asks(&mut jeremy, NEW).await;
    assert_eq!((asked.status, asked.path.as_str()), (StatusCode::OK, "/account/email"));
    assert!(asked.text().contains(&format!("We sent a code to {NEW}")), "{}", asked.text());
    let profile = jeremy.open("/account/profile").await;
    assert!(profile.text().contains(&format!("{NEW} waits for your confirmation")), "{}", profile.text());
    assert_eq!(signs_in(&world, NEW, PASSWORD).await, StatusCode::UNPROCESSABLE_ENTITY, "not yet");

    let wrong = types(&mut jeremy, &asked, "/account/email", "000 000").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("This code is wrong"), "{}", wrong.text());
    let code = code(&world, NEW).await;
    let done = types(&mut jeremy, &wrong, "/account/email", &code).await;
    assert_eq!(done.path, "/account/profile?done=contact-changed");
    assert!(done.text().contains("It was changed."), "{}", done.text());
    assert!(done.text().contains(NEW) && !done.text().contains(JEREMY), "{}", done.text());
    assert_eq!(signs_in(&world, NEW, PASSWORD).await, StatusCode::OK);
    assert_eq!(signs_in(&world, JEREMY, PASSWORD).await, StatusCode::UNPROCESSABLE_ENTITY);
    let told = world.mails_to(JEREMY).await;
    assert!(told[0].contains("was changed to j•••@home."), "{}", told[0]);
    let once = types(&mut jeremy, &asked, "/account/email", &code).await;
    assert_eq!(once.path, "/account/profile", "a second click does no harm");
    for action in ["contact.change_asked", "contact.changed"] {
        assert!(actions(&world).await.contains(&action.to_owned()), "{action}");
    }
}

/// E7, F-22: the link works on any device, and no GET of a scanner uses it up.
#[tokio::test]
async fn the_link_in_the_same_mail_works_on_another_device_and_looking_uses_nothing_up() {
    let world = world().await;
    let (mut jeremy, _) = world.jeremy().await;
    asks(&mut jeremy, NEW).await;
    let link = link(&world, NEW).await;
    for method in [Method::HEAD, Method::GET, Method::GET] {
        let mut scanner = world.browser();
        let followed = scanner.send(method, &link, None).await;
        assert_eq!(followed.status, StatusCode::SEE_OTHER);
        assert_eq!(followed.headers[LOCATION], "/contacts/open");
        assert_eq!(followed.headers[REFERRER_POLICY], "no-referrer");
    }
    let mut telephone = world.browser();
    let page = telephone.open(&link).await;
    assert_eq!((page.status, page.path.as_str()), (StatusCode::OK, "/contacts/open"));
    assert!(page.text().contains(NEW) && !page.text().contains(JEREMY), "{}", page.text());
    assert!(!page.html.contains(link.rsplit('/').next().unwrap()));
    let done = telephone.submit(&page, "/contacts/open", &[]).await;
    assert_eq!(done.path, "/login?done=contact-changed");
    assert_eq!(signs_in(&world, NEW, PASSWORD).await, StatusCode::OK);
    let again = telephone.open(&link).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    assert!(again.text().contains("This link does not work"), "{}", again.text());
    assert_eq!(world.browser().open("/contacts/open").await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        jeremy.open("/account/email").await.find("#email", "type"),
        ["email"],
        "nothing waits any more"
    );
}

/// The thief knows the password and is signed in; the owner has the old mailbox.
#[tokio::test]
async fn the_old_address_undoes_the_change_for_seven_days() {
    let world = world().await;
    let (mut thief, _) = world.jeremy().await;
    let asked = asks(&mut thief, NEW).await;
    let first = code(&world, NEW).await;
    types(&mut thief, &asked, "/account/email", &first).await;
    let undo = link(&world, JEREMY).await;
    // A second change of the thief, who has its undo link too.
    world.clock.advance(Duration::from_mins(1));
    let asked = asks(&mut thief, "thief@elsewhere.example").await;
    let second = code(&world, "thief@elsewhere.example").await;
    types(&mut thief, &asked, "/account/email", &second).await;
    let undo_of_thief = link(&world, NEW).await;
    asks(&mut thief, "third@elsewhere.example").await;
    let waiting = link(&world, "third@elsewhere.example").await;

    world.clock.advance(Duration::from_hours(6 * 24));
    let mut owner = world.browser();
    let page = owner.open(&undo).await;
    assert!(page.text().contains("is j•••@citygroup.example again"), "{}", page.text());
    let done = owner.submit(&page, "/contacts/open", &[]).await;
    assert_eq!(done.path, "/login?done=contact-undone");
    assert!(done.text().contains("We sent a link for a new password"), "{}", done.text());
    assert!(thief.open("/account").await.path.starts_with("/login"), "signed out");
    assert_eq!(signs_in(&world, JEREMY, PASSWORD).await, StatusCode::UNPROCESSABLE_ENTITY, "it is known");
    for dead in [undo_of_thief, waiting, undo] {
        assert_eq!(world.browser().open(&dead).await.status, StatusCode::NOT_FOUND, "{dead}");
    }
    let mails = world.mails_to(JEREMY).await;
    let recover = mails[0].split_whitespace().find(|word| word.contains("/recover/")).expect("a link");
    let page = owner.open(recover.strip_prefix(BASE).unwrap()).await;
    let set = [("new_password", "harbour-pencil-willow")];
    owner.submit(&page, "/recover/new-password", &set).await;
    assert_eq!(signs_in(&world, JEREMY, "harbour-pencil-willow").await, StatusCode::OK);
    assert!(actions(&world).await.contains(&"contact.change_undone".to_owned()));
}

#[tokio::test]
async fn after_seven_days_nothing_is_undone() {
    let world = world().await;
    let (mut jeremy, _) = world.jeremy().await;
    let asked = asks(&mut jeremy, NEW).await;
    let code = code(&world, NEW).await;
    types(&mut jeremy, &asked, "/account/email", &code).await;
    let undo = link(&world, JEREMY).await;
    let mut browser = world.browser();
    let page = browser.open(&undo).await;
    world.clock.advance(Duration::from_hours(7 * 24));
    let late = browser.submit(&page, "/contacts/open", &[]).await;
    assert_eq!(late.status, StatusCode::GONE);
    assert!(late.text().contains("This link has expired"), "{}", late.text());
    assert_eq!(signs_in(&world, NEW, PASSWORD).await, StatusCode::OK);
}

/// N-02: the page is the same, and the owner of the address is told.
#[tokio::test]
async fn n_02_an_address_of_somebody_else_is_answered_like_any_other() {
    let world = world().await;
    let (mut jeremy, _) = world.jeremy().await;
    let free = asks(&mut jeremy, NEW).await.text();
    world.clock.advance(Duration::from_mins(1));
    let page = jeremy.open("/account/email").await;
    jeremy.submit(&page, "/account/email/cancel", &[]).await;
    let asked = asks(&mut jeremy, &SCOTTS_MAIL.to_uppercase()).await;
    let typed = SCOTTS_MAIL.to_uppercase().replace("SMARTPLAN.EXAMPLE", "smartplan.example");
    assert_eq!(asked.text(), free.replace(NEW, &typed));
    let mails = world.mails_to(SCOTTS_MAIL).await;
    assert!(mails[0].contains("It is the address of your account, so nothing was changed"), "{}", mails[0]);
    assert!(!mails.iter().any(|mail| mail.contains("/contacts/")), "nothing in it proves anything");
    let wrong = types(&mut jeremy, &asked, "/account/email", "123456").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
}

/// Of two who want the same free address, whoever proves it first has it.
#[tokio::test]
async fn an_address_that_is_taken_meanwhile_is_nobody_elses() {
    let world = world().await;
    let (mut jeremy, _) = world.jeremy().await;
    let mut scott = world.scott().await;
    let jeremys = asks(&mut jeremy, NEW).await;
    let code_of_jeremy = code(&world, NEW).await;
    let link_of_jeremy = link(&world, NEW).await;
    world.clock.advance(Duration::from_secs(1));
    let scotts = asks(&mut scott, NEW).await;
    let code_of_scott = code(&world, NEW).await;
    // T-06: the code of one account is worth nothing in another.
    if code_of_scott != code_of_jeremy {
        let crossed = types(&mut scott, &scotts, "/account/email", &code_of_jeremy).await;
        assert_eq!(crossed.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let done = types(&mut scott, &scotts, "/account/email", &code_of_scott).await;
    assert!(done.text().contains(NEW), "{}", done.text());
    let late = types(&mut jeremy, &jeremys, "/account/email", &code_of_jeremy).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.text().contains("Another account has this address now"), "{}", late.text());
    let mut browser = world.browser();
    let page = browser.open(&link_of_jeremy).await;
    let late = browser.submit(&page, "/contacts/open", &[]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert_eq!(signs_in(&world, JEREMY, PASSWORD).await, StatusCode::OK, "his own stays");
}

/// G-09: a code proves the address that it went to, and no other.
#[tokio::test]
async fn g_09_the_code_of_an_address_confirms_no_other() {
    let world = world().await;
    let (mut jeremy, _) = world.jeremy().await;
    asks(&mut jeremy, NEW).await;
    let (own, first_link) = (code(&world, NEW).await, link(&world, NEW).await);
    world.clock.advance(Duration::from_mins(1));
    let page = jeremy.open("/account/email").await;
    jeremy.submit(&page, "/account/email/cancel", &[]).await;
    let asked = asks(&mut jeremy, SUSAN).await;
    if code(&world, SUSAN).await != own {
        let wrong = types(&mut jeremy, &asked, "/account/email", &own).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(world.browser().open(&first_link).await.status, StatusCode::NOT_FOUND);
    // T-01: asking for another code gives no more tries.
    let mut page = asked;
    for _ in 0..11 {
        page = types(&mut jeremy, &page, "/account/email", "000000").await;
    }
    world.clock.advance(Duration::from_secs(31));
    let sent = jeremy.submit(&page, "/account/email/send", &[]).await;
    assert!(sent.text().contains("We sent a new code"), "{}", sent.text());
    let right = code(&world, SUSAN).await;
    let refused = types(&mut jeremy, &sent, "/account/email", &right).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    world.clock.advance(Duration::from_mins(15));
    let link = link(&world, SUSAN).await;
    let mut browser = world.browser();
    let page = browser.open(&link).await;
    assert_eq!(browser.submit(&page, "/contacts/open", &[]).await.path, "/login?done=contact-changed");
}

/// G-18: asked before anything is typed, and once more when it is sent.
#[tokio::test]
async fn g_18_a_change_needs_a_fresh_proof() {
    let world = world().await;
    let (mut jeremy, _) = world.jeremy().await;
    let page = jeremy.open("/account/email").await;
    world.clock.advance(Duration::from_mins(16));
    let late = jeremy.submit(&page, "/account/email", &[("email", NEW)]).await;
    assert!(late.path.starts_with("/login?again=1&return_to="), "{}", late.path);
    assert!(world.mails_to(NEW).await.is_empty());
    let again = jeremy.open("/account/phone").await;
    assert!(again.path.starts_with("/login?again=1&return_to="), "{}", again.path);
    let fields =
        [("identifier", JEREMY), ("password", PASSWORD), ("return_to", "/account/phone"), ("again", "1")];
    let back = jeremy.submit(&again, "/login", &fields).await;
    assert_eq!(back.path, "/account/phone", "{}", back.text());
}

/// P-08: whoever knows the new password began nothing of what waits.
#[tokio::test]
async fn p_08_a_new_password_ends_what_waits_to_be_proved() {
    let world = world().await;
    let (mut jeremy, _) = world.jeremy().await;
    asks(&mut jeremy, NEW).await;
    let link = link(&world, NEW).await;
    let page = jeremy.open("/account/password").await;
    let fields = [("current_password", PASSWORD), ("new_password", "harbour-pencil-willow")];
    jeremy.submit(&page, "/account/password", &fields).await;
    assert_eq!(world.browser().open(&link).await.status, StatusCode::NOT_FOUND);
}

/// What somebody did at Jeremy's desk, one after the other, goes with the first of it; the way back leads to his mailbox.
#[tokio::test]
async fn undoing_a_change_undoes_what_was_made_since_of_both_kinds_and_the_ways_in_set_up_meanwhile() {
    let world = world().await;
    let (mut jeremy, _) = world.jeremy().await;
    let page = jeremy.open("/account/phone").await;
    let asked = jeremy.submit(&page, "/account/phone", &[("number", NUMBER)]).await;
    let sent = code(&world, NUMBER).await;
    types(&mut jeremy, &asked, "/account/phone", &sent).await;
    let undo = link(&world, JEREMY).await;
    let page = jeremy.open("/account/security").await;
    let setup = jeremy.submit(&page, "/account/security", &[("method", "otp")]).await;
    let shown = app_code(&setup.words("#totp-key"), world.identity.clock().now()).unwrap();
    let action = setup.path.clone();
    jeremy.submit(&setup, &action, &[("code", &shown)]).await;
    world.clock.advance(Duration::from_mins(1));
    let asked = asks(&mut jeremy, NEW).await;
    let sent = code(&world, NEW).await;
    types(&mut jeremy, &asked, "/account/email", &sent).await;

    world.clock.advance(Duration::from_mins(1));
    let mut owner = world.browser();
    let page = owner.open(&undo).await;
    owner.submit(&page, "/contacts/open", &[]).await;
    let key = UserKey::Email(EmailAddress::parse(JEREMY).unwrap().canonical());
    let user = world.store.users().find(&key).await.unwrap().expect("the old address");
    assert_eq!(user.phone, None);
    let filter = CredentialFilter { user: Some(user.id) };
    let left = world.store.credentials().list(&filter, &Page::first(10)).await.unwrap().items;
    assert!(left.iter().all(|one| one.password_hash().is_some()), "{left:?}");
    assert!(world.mails_to(JEREMY).await[0].contains("/recover/"));
    assert!(world.mails_to(NEW).await.iter().all(|mail| !mail.contains("/recover/")));
}

/// The link in the new mailbox is worth nothing once the sessions ended in which the change may have been begun.
#[tokio::test]
async fn a_change_that_waits_ends_with_the_other_sessions() {
    let world = world().await;
    let (mut stranger, _) = world.jeremy().await;
    asks(&mut stranger, NEW).await;
    let waiting = link(&world, NEW).await;
    let mut jeremy = world.browser();
    let page = jeremy.open("/login").await;
    jeremy.submit(&page, "/login", &[("identifier", JEREMY), ("password", PASSWORD)]).await;
    let account = jeremy.open("/account").await;
    jeremy.submit(&account, "/account/sessions/end-others", &[]).await;
    let closed = world.browser().open(&waiting).await;
    assert!(closed.find("form[action$='/contacts/open']", "action").is_empty(), "{}", closed.text());
}
