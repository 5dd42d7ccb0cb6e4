//! Several e-mail addresses for one person, through the pages.

use super::contacts::{NEW, asks, code, link, types, world};
use crate::support::browser::{Browser, Shown};
use crate::support::site::{JEREMY, PASSWORD, SUSAN, World, account};
use http::StatusCode;
use identity_core::domain::{EmailUse, UserEmailKey, UserKey};
use identity_core::store::Store;
use identity_core::values::EmailAddress;
use std::time::Duration;

const BASE: &str = "http://my.smartplan.localhost:8080";
const SCOTTS_MAIL: &str = "scott.long@smartplan.example";
pub(super) const PAGE: &str = "/account/email";

/// Asks to add an address beside those that are there.
async fn asks_to_add(browser: &mut Browser, email: &str) -> Shown {
    let page = browser.open(PAGE).await;
    browser.submit(&page, PAGE, &[("email", email), ("use", "further")]).await
}

/// Adds an address, and proves it with the code.
pub(super) async fn adds(world: &World, browser: &mut Browser, email: &str) -> Shown {
    let asked = asks_to_add(browser, email).await;
    let code = code(world, email).await;
    let done = types(browser, &asked, PAGE, &code).await;
    assert_eq!(done.path, "/account/email?done=email-added", "{}", done.text());
    done
}

async fn signs_in(world: &World, identifier: &str, password: &str) -> bool {
    let mut browser = world.browser();
    let page = browser.open("/login").await;
    let fields = [("identifier", identifier), ("password", password)];
    browser.submit(&page, "/login", &fields).await.status == StatusCode::OK
}

/// Presses the button whose form posts to an address with this end.
pub(super) async fn presses(browser: &mut Browser, page: &Shown, end: &str) -> Shown {
    browser.submit(page, &page.action(end), &[]).await
}

fn email(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

#[tokio::test]
async fn a_further_address_counts_once_it_is_proved_and_the_main_one_stays() {
    let world = world().await;
    let (mut jeremy, _) = world.jeremy().await;
    let page = jeremy.open(PAGE).await;
    assert_eq!(page.find("input[name=use]", "value"), ["main", "further"]);
    assert!(page.text().contains(JEREMY), "{}", page.text());
    let asked = asks_to_add(&mut jeremy, NEW).await;
    assert!(asked.text().contains("Until then it does not belong to your account"), "{}", asked.text());
    assert!(!signs_in(&world, NEW, PASSWORD).await, "not yet");
    assert!(world.mails_to(JEREMY).await[0].contains("asked on"), "the present mailbox hears of it");

    let code = code(&world, NEW).await;
    let done = types(&mut jeremy, &asked, PAGE, &code).await;
    assert!(done.text().contains("The address was added"), "{}", done.text());
    assert!(done.text().contains(NEW) && done.text().contains(JEREMY), "{}", done.text());
    assert!(signs_in(&world, NEW, PASSWORD).await && signs_in(&world, JEREMY, PASSWORD).await);
    let told = world.mails_to(JEREMY).await;
    assert!(told[0].contains("The e-mail address j•••@home."), "{}", told[0]);
    assert!(told[0].contains("was added to your account"), "{}", told[0]);
    assert!(told[0].contains("/contacts/"), "it can be undone");
    let profile = jeremy.open("/account/profile").await;
    assert!(profile.text().contains(&format!("Further addresses: {NEW}")), "{}", profile.text());
    let again = asks_to_add(&mut jeremy, &NEW.to_uppercase()).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text().contains("present one already"), "{}", again.text());
}

#[tokio::test]
async fn the_link_adds_an_address_on_another_device_and_looking_uses_nothing_up() {
    let world = world().await;
    let (mut jeremy, _) = world.jeremy().await;
    asks_to_add(&mut jeremy, NEW).await;
    let link = link(&world, NEW).await;
    let mut telephone = world.browser();
    telephone.open(&link).await;
    let page = telephone.open(&link).await;
    assert!(page.text().contains(&format!("{NEW} is added to your account")), "{}", page.text());
    let done = telephone.submit(&page, "/contacts/open", &[]).await;
    assert_eq!(done.path, "/login?done=email-added");
    assert!(signs_in(&world, NEW, PASSWORD).await);
}

#[tokio::test]
async fn the_main_address_is_chosen_after_a_fresh_proof_and_the_one_before_can_undo_it() {
    let world = world().await;
    let (mut jeremy, _) = world.jeremy().await;
    let page = adds(&world, &mut jeremy, NEW).await;
    world.clock.advance(Duration::from_mins(16));
    let late = presses(&mut jeremy, &page, "/main").await;
    assert!(late.path.starts_with("/login?again=1&return_to="), "{}", late.path);
    let fields = [("identifier", JEREMY), ("password", PASSWORD), ("return_to", PAGE), ("again", "1")];
    let page = jeremy.submit(&late, "/login", &fields).await;
    let done = presses(&mut jeremy, &page, "/main").await;
    assert!(done.text().contains("It is your main address now"), "{}", done.text());
    let user = world.store.users().find(&UserKey::Email(email(NEW).canonical())).await.unwrap();
    assert!(user.unwrap().email_verified_at.is_some());
    assert!(signs_in(&world, JEREMY, PASSWORD).await, "it is a further one now");
    assert!(world.mails_to(JEREMY).await[0].contains("was changed to j•••@home."));

    let undo = link(&world, JEREMY).await;
    let mut owner = world.browser();
    let page = owner.open(&undo).await;
    let done = owner.submit(&page, "/contacts/open", &[]).await;
    assert_eq!(done.path, "/login?done=contact-undone", "{}", done.text());
    let user = world.store.users().find(&UserKey::Email(email(JEREMY).canonical())).await.unwrap();
    assert!(user.is_some(), "the main one again");
    assert!(jeremy.open("/account").await.path.starts_with("/login"), "signed out");
    assert!(world.mails_to(JEREMY).await[0].contains("/recover/"));
}

#[tokio::test]
async fn a_further_address_is_removed_and_told_and_the_main_one_has_no_such_button() {
    let world = world().await;
    let (mut jeremy, _) = world.jeremy().await;
    let only = jeremy.open(PAGE).await;
    assert!(only.find("a[href$='/remove']", "href").is_empty(), "never the last");
    let page = adds(&world, &mut jeremy, NEW).await;
    let links = page.find("a[href$='/remove']", "href");
    assert_eq!(links.len(), 1, "{links:?}");
    let asked = jeremy.open(&links[0]).await;
    assert!(asked.text().contains(&format!("Remove the e-mail address {NEW}?")), "{}", asked.text());
    let done = presses(&mut jeremy, &asked, "/remove").await;
    assert!(done.text().contains("The address was removed"), "{}", done.text());
    assert!(!signs_in(&world, NEW, PASSWORD).await && signs_in(&world, JEREMY, PASSWORD).await);
    let told = world.mails_to(NEW).await;
    assert!(told[0].contains("was removed from your account"), "{}", told[0]);
    assert!(!told[0].contains("/contacts/"), "who has the mailbox of it gets no way in");
    let free = world.store.user_emails().find(&UserEmailKey::Email(email(NEW).canonical())).await.unwrap();
    assert_eq!(free, None, "others can have it");
    let again = jeremy.open(&links[0]).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
}

/// The mail goes where it was asked for, and says nothing of the main address.
#[tokio::test]
async fn somebody_recovers_with_any_of_their_addresses() {
    let world = world().await;
    let (mut jeremy, _) = world.jeremy().await;
    adds(&world, &mut jeremy, NEW).await;
    let mut browser = world.browser();
    let before = world.mails_to(JEREMY).await.len();
    let page = browser.open("/recover").await;
    let sent = browser.submit(&page, "/recover", &[("identifier", "Jeremy@HOME.example")]).await;
    assert_eq!(sent.path, "/recover/sent");
    assert_eq!(world.mails_to(JEREMY).await.len(), before);
    let mails = world.mails_to(NEW).await;
    let recover = mails[0].split_whitespace().find(|word| word.contains("/recover/")).expect("a link");
    let page = browser.open(recover.strip_prefix(BASE).unwrap()).await;
    let chosen = [("new_password", "harbour-pencil-willow")];
    browser.submit(&page, "/recover/new-password", &chosen).await;
    assert!(signs_in(&world, NEW, "harbour-pencil-willow").await);
    assert!(signs_in(&world, JEREMY, "harbour-pencil-willow").await);
}

#[tokio::test]
async fn a_link_to_an_address_that_was_removed_meanwhile_recovers_nothing() {
    let world = world().await;
    let (mut jeremy, _) = world.jeremy().await;
    let page = adds(&world, &mut jeremy, NEW).await;
    let mut browser = world.browser();
    let form = browser.open("/recover").await;
    browser.submit(&form, "/recover", &[("identifier", NEW)]).await;
    let mails = world.mails_to(NEW).await;
    let recover = mails[0].split_whitespace().find(|word| word.contains("/recover/")).expect("a link");
    let asked = jeremy.open(&page.find("a[href$='/remove']", "href")[0]).await;
    presses(&mut jeremy, &asked, "/remove").await;
    assert_eq!(browser.open(recover.strip_prefix(BASE).unwrap()).await.status, StatusCode::NOT_FOUND);
}

/// N-02: the page is the same, and the owner of the address is told at the address that they have chosen.
#[tokio::test]
async fn n_02_a_further_address_of_somebody_else_is_answered_like_any_other() {
    let world = world().await;
    let (mut jeremy, _) = world.jeremy().await;
    let mut scott = world.scott().await;
    adds(&world, &mut scott, "scott@home.example").await;
    let free = asks_to_add(&mut jeremy, NEW).await.text();
    world.clock.advance(Duration::from_mins(1));
    for taken in ["scott@home.example", SCOTTS_MAIL] {
        let page = jeremy.open(PAGE).await;
        jeremy.submit(&page, "/account/email/cancel", &[]).await;
        let asked = asks_to_add(&mut jeremy, taken).await;
        assert_eq!(asked.text(), free.replace(NEW, taken));
        let told = world.mails_to(SCOTTS_MAIL).await;
        assert!(told[0].contains("It is the address of your account"), "{}", told[0]);
        assert!(!told[0].contains("/contacts/"));
        let wrong = types(&mut jeremy, &asked, PAGE, "123456").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let page = jeremy.open(PAGE).await;
    jeremy.submit(&page, "/account/email/cancel", &[]).await;
    let replaces = asks(&mut jeremy, "scott@home.example").await;
    assert!(replaces.text().contains("We sent a code to scott@home.example"), "{}", replaces.text());
    assert!(world.mails_to("scott@home.example").await.iter().all(|mail| !mail.contains("your new e-mail")));
}

#[tokio::test]
async fn an_invitation_to_any_of_ones_addresses_is_ones_own() {
    let world = world().await;
    let mut susan = world.susan().await;
    let (_, organization) = world.scott_invites(NEW, "contact-person").await;
    let path = world.invitation_path(NEW).await;
    adds(&world, &mut susan, NEW).await;
    let stranger = world.browser().open(&path).await;
    assert!(stranger.text().contains("There is already an account"), "{}", stranger.text());
    let page = susan.open(&path).await;
    let joined = presses(&mut susan, &page, "/join").await;
    assert_eq!(joined.status, StatusCode::OK, "{}", joined.text());
    assert!(susan.open(&organization).await.text().contains("City Group"), "she is contact person");
}

/// F-24: a third way beside signing out and leaving it.
#[tokio::test]
async fn f_24_whoever_is_invited_at_another_address_of_theirs_adds_it_and_accepts() {
    let world = world().await;
    let mut susan = world.susan().await;
    let (_, organization) = world.scott_invites(JEREMY, "contact-person").await;
    let path = world.invitation_path(JEREMY).await;
    // A session that was there when the link was opened is not enough, however young: it may be somebody else's.
    world.clock.advance(Duration::from_secs(1));
    let page = susan.open(&path).await;
    assert!(page.text().contains("This is me: add the address and accept"), "{}", page.text());
    let late = presses(&mut susan, &page, "/add-address").await;
    assert!(late.path.starts_with("/login?again=1&return_to="), "{}", late.path);
    let back = page.path.clone();
    let fields = [("identifier", SUSAN), ("password", PASSWORD), ("return_to", &back), ("again", "1")];
    let page = susan.submit(&late, "/login", &fields).await;
    let joined = presses(&mut susan, &page, "/add-address").await;
    assert_eq!(joined.path, format!("{organization}?done=joined"), "{}", joined.text());
    assert!(signs_in(&world, JEREMY, PASSWORD).await, "the link has proved it");
    let told = world.mails_to(SUSAN).await;
    assert!(told[0].contains("was added to your account"), "{}", told[0]);
    let list = susan.open(PAGE).await;
    assert!(list.text().contains(JEREMY) && list.text().contains(SUSAN), "{}", list.text());
    assert_eq!(world.browser().open(&path).await.status, StatusCode::NOT_FOUND, "once");
}

/// An address with an account of its own is not taken over by whoever has a link to it.
#[tokio::test]
async fn f_24_an_address_of_another_account_is_not_offered_and_not_added() {
    let world = world().await;
    let mut susan = world.susan().await;
    world.scott_invites(SCOTTS_MAIL, "viewer").await;
    let path = world.invitation_path(SCOTTS_MAIL).await;
    let page = susan.open(&path).await;
    assert!(page.find("form[action$='/add-address']", "action").is_empty(), "{}", page.text());
    let token = page.token(&page.action("/sign-out"));
    let forged = susan.post(&format!("{}/add-address", page.path), &[("csrf", &token)]).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    let key = UserEmailKey::Email(email(SCOTTS_MAIL).canonical());
    let record = world.store.user_emails().find(&key).await.unwrap().unwrap();
    assert_eq!(record.usage, EmailUse::Main);
}

/// A reset of what was added in an attack: the undo takes the address away, which is a way in.
#[tokio::test]
async fn undoing_an_added_address_takes_it_away_and_signs_everybody_out() {
    let world = world().await;
    let (mut thief, _) = world.jeremy().await;
    adds(&world, &mut thief, "thief@elsewhere.example").await;
    let undo = link(&world, JEREMY).await;
    world.clock.advance(Duration::from_mins(1));
    let page = thief.open(PAGE).await;
    let page = presses(&mut thief, &page, "/main").await;
    // The address of the owner goes altogether.
    let asked = thief.open(&page.find("a[href$='/remove']", "href")[0]).await;
    let removed = presses(&mut thief, &asked, "/remove").await;
    assert!(removed.text().contains("The address was removed"), "{}", removed.text());
    assert!(!signs_in(&world, JEREMY, PASSWORD).await);
    world.clock.advance(Duration::from_mins(1));
    let mut owner = world.browser();
    let page = owner.open(&undo).await;
    assert!(page.text().contains("is no longer an address of the account"), "{}", page.text());
    let done = owner.submit(&page, "/contacts/open", &[]).await;
    assert_eq!(done.path, "/login?done=contact-undone", "{}", done.text());
    assert!(thief.open("/account").await.path.starts_with("/login"), "signed out");
    assert!(!signs_in(&world, "thief@elsewhere.example", PASSWORD).await);
    let user = world.store.users().find(&UserKey::Email(email(JEREMY).canonical())).await.unwrap();
    assert!(user.is_some(), "the owner has the main address again");
    assert!(world.mails_to(JEREMY).await[0].contains("/recover/"));
    let key = UserEmailKey::Email(email("thief@elsewhere.example").canonical());
    assert_eq!(world.store.user_emails().find(&key).await.unwrap(), None);
}

/// Nobody else gets an address to which a change can still be taken back.
#[tokio::test]
async fn the_old_address_is_reserved_as_long_as_the_change_can_be_undone() {
    let world = world().await;
    let (mut jeremy, _) = world.jeremy().await;
    let asked = asks(&mut jeremy, NEW).await;
    let sent = code(&world, NEW).await;
    types(&mut jeremy, &asked, PAGE, &sent).await;
    let undo = link(&world, JEREMY).await;
    // A new account, by an invitation that goes to the old address.
    world.scott_invites(JEREMY, "viewer").await;
    let invited = world.invitation_path(JEREMY).await;
    let mut newcomer = world.browser();
    let page = newcomer.open(&invited).await;
    let fields = account("Jeremy", "Jones", PASSWORD);
    let refused = newcomer.submit(&page, &page.action("/accept"), &fields).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text().contains("This invitation cannot be accepted yet"), "{}", refused.text());
    // A further address of somebody else, by code and by the invitation.
    let mut susan = world.susan().await;
    let page = susan.open(&invited).await;
    let refused = presses(&mut susan, &page, "/add-address").await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text());
    let asked = asks_to_add(&mut susan, JEREMY).await;
    assert!(asked.text().contains("We sent a code to"), "{}", asked.text());
    assert!(world.mails_to(JEREMY).await.iter().all(|mail| !mail.contains("confirms")));

    let mut owner = world.browser();
    let page = owner.open(&undo).await;
    let done = owner.submit(&page, "/contacts/open", &[]).await;
    assert_eq!(done.path, "/login?done=contact-undone", "{}", done.text());
}

#[tokio::test]
async fn the_old_address_is_free_after_the_seven_days_with_and_without_housekeeping() {
    for cleans in [false, true] {
        let world = world().await;
        let (mut jeremy, _) = world.jeremy().await;
        let asked = asks(&mut jeremy, NEW).await;
        let sent = code(&world, NEW).await;
        types(&mut jeremy, &asked, PAGE, &sent).await;
        world.clock.advance(Duration::from_hours(7 * 24) + Duration::from_secs(1));
        if cleans {
            world.identity.remove_expired().await.unwrap();
        }
        world.scott_invites(JEREMY, "viewer").await;
        let path = world.invitation_path(JEREMY).await;
        let mut newcomer = world.browser();
        let page = newcomer.open(&path).await;
        let fields = account("Jeremy", "Jones", PASSWORD);
        let joined = newcomer.submit(&page, &page.action("/accept"), &fields).await;
        assert_eq!(joined.path, "/?done=joined", "{}", joined.text());
        let record = world.store.user_emails().find(&UserEmailKey::Email(email(JEREMY).canonical())).await;
        assert_eq!(record.unwrap().unwrap().usage, EmailUse::Main);
    }
}

/// The owner reads the mail in time, or only when it has happened: the link is good for both.
#[tokio::test]
async fn the_present_mailbox_hears_when_a_change_is_asked_for_and_stops_it() {
    for is_made in [false, true] {
        let world = world().await;
        let (mut thief, _) = world.jeremy().await;
        let asked = asks(&mut thief, NEW).await;
        let told = world.mails_to(JEREMY).await;
        assert!(told[0].contains("to change its e-mail address to j•••@home."), "{}", told[0]);
        let (stop, proof) = (link(&world, JEREMY).await, link(&world, NEW).await);
        let sent = code(&world, NEW).await;
        if is_made {
            world.clock.advance(Duration::from_mins(1));
            types(&mut thief, &asked, PAGE, &sent).await;
        }
        world.clock.advance(Duration::from_secs(1));
        let mut owner = world.browser();
        let page = owner.open(&stop).await;
        let title =
            if is_made { "Undo the change of your account?" } else { "Stop a change of your account?" };
        assert!(page.text().contains(title), "{}", page.text());
        let done = owner.submit(&page, "/contacts/open", &[]).await;
        let notice = if is_made { "contact-undone" } else { "contact-stopped" };
        assert_eq!(done.path, format!("/login?done={notice}"));
        assert!(thief.open("/account").await.path.starts_with("/login"), "signed out");
        assert!(!signs_in(&world, JEREMY, PASSWORD).await, "the password is known");
        assert_eq!(world.browser().open(&proof).await.status, StatusCode::NOT_FOUND);
        assert_eq!(world.browser().open(&stop).await.status, StatusCode::NOT_FOUND, "once");
        assert!(world.mails_to(JEREMY).await[0].contains("/recover/"));
    }
}

#[tokio::test]
async fn sending_the_code_again_tells_the_present_mailbox_once_and_its_link_stays_good() {
    let world = world().await;
    let (mut jeremy, _) = world.jeremy().await;
    let asked = asks(&mut jeremy, NEW).await;
    let (stop, told) = (link(&world, JEREMY).await, world.mails_to(JEREMY).await.len());
    world.clock.advance(Duration::from_mins(1));
    jeremy.submit(&asked, "/account/email/send", &[]).await;
    assert_eq!(world.mails_to(JEREMY).await.len(), told);
    let page = world.browser().open(&stop).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
}
