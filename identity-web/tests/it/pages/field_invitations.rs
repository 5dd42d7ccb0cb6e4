//! Cases from the field: invitations as people meet them.

use crate::support::site::{JEREMY, PASSWORD, World, account};
use http::{Method, StatusCode};
use std::time::Duration;

const DAY: Duration = Duration::from_hours(24);
const SCOTTS: &str = "scott.long@smartplan.example";

#[tokio::test]
async fn f_22_nothing_that_comes_before_the_person_uses_the_link_up() {
    let world = World::new().await;
    world.scott_invites(JEREMY, "contact-person").await;
    let path = world.invitation_path(JEREMY).await;
    let mut scanner = world.browser();
    for method in [Method::HEAD, Method::GET] {
        scanner.send(method, &path, None).await;
    }
    // A headless browser that presses the first button of the page: it filled in nothing.
    let page = scanner.open(&path).await;
    let first = page.action("/accept");
    let pressed = scanner.submit(&page, &first, &[]).await;
    assert_eq!(pressed.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut jeremy = world.browser();
    let page = jeremy.open(&path).await;
    let landed = jeremy.submit(&page, &page.action("/accept"), &account("Jeremy", "Mills", PASSWORD)).await;
    assert_eq!(landed.status, StatusCode::OK, "{}", landed.text());
}

#[tokio::test]
async fn f_23_the_address_in_another_browser_says_why_and_what_to_do() {
    let world = World::new().await;
    world.scott_invites(JEREMY, "contact-person").await;
    let path = world.invitation_path(JEREMY).await;
    let mut in_mail_program = world.browser();
    let shown = in_mail_program.open(&path).await;
    let copied = shown.path;
    let mut real = world.browser();
    let page = real.open(&copied).await;
    for words in
        ["inside your mail program", "Copy the link from the message itself", "The earlier link stops"]
    {
        assert!(page.text().contains(words), "{words}: {}", page.text());
    }
    assert!(real.open(&path).await.text().contains("Create your account"), "the link works here too");
    let sent = world.browser().open(&copied).await;
    let mut asks = world.browser();
    let page = asks.open(&sent.path).await;
    asks.submit(&page, &copied, &[]).await;
    let newest = world.invitation_path(JEREMY).await;
    let replaced = world.browser().open(&path).await;
    assert_eq!(replaced.status, StatusCode::NOT_FOUND);
    assert!(replaced.text().contains("This link was replaced by a newer one"), "{}", replaced.text());
    assert!(!replaced.html.contains(JEREMY));
    assert!(replaced.action(&copied).ends_with(&copied));
    assert!(world.browser().open(&newest).await.text().contains("Create your account"));
}

#[tokio::test]
async fn f_25_password_managers_find_the_address_before_the_new_password() {
    let world = World::new().await;
    world.scott_invites(JEREMY, "contact-person").await;
    let page = world.browser().open(&world.invitation_path(JEREMY).await).await;
    let address = "input[type=email][readonly][autocomplete=username][form=main-form]";
    assert_eq!(page.find(address, "value"), [JEREMY]);
    assert_eq!(page.find("form#main-form input[autocomplete=new-password]", "id"), ["password"]);
    assert_eq!(page.find("input[autocomplete=username]", "id").len(), 1);
    assert!(page.html.find("autocomplete=\"username\"") < page.html.find("autocomplete=\"new-password\""));
}

#[tokio::test]
async fn f_26_each_end_of_an_invitation_has_its_words_and_a_new_one_can_be_asked_for() {
    let world = World::new().await;
    let (mut scott, organization) = world.scott_invites(JEREMY, "contact-person").await;
    let path = world.invitation_path(JEREMY).await;
    world.clock.advance(DAY * 8);
    let mut jeremy = world.browser();
    let expired = jeremy.open(&path).await;
    assert!(expired.text().contains("This invitation has expired"));
    let asked = jeremy.submit(&expired, "/invitations/ask", &[]).await;
    assert!(asked.text().contains("We have told the person who invited you."), "{}", asked.text());
    let told = world.mails_to(SCOTTS).await;
    assert!(told[0].contains("Jeremy Mills (jeremy.mills@citygroup.example) could not use the invitation"));
    assert!(told[0].contains(&format!("{organization}/invitations")), "{told:?}");
    // Once a day: whoever holds a link floods no mailbox.
    let page = jeremy.open(&path).await;
    jeremy.submit(&page, "/invitations/ask", &[]).await;
    assert_eq!(world.mails_to(SCOTTS).await.len(), told.len());

    drop(scott);
    scott = world.scott().await;
    let list = scott.open(&format!("{organization}/invitations")).await;
    scott.submit(&list, &list.action("/resend"), &[]).await;
    let renewed = world.invitation_path(JEREMY).await;
    assert!(jeremy.open(&path).await.text().contains("This link was replaced by a newer one"));
    let page = jeremy.open(&renewed).await;
    jeremy.submit(&page, &page.action("/accept"), &account("Jeremy", "Mills", PASSWORD)).await;
    let used = jeremy.open(&renewed).await;
    assert!(used.text().contains("You have accepted this invitation already"), "{}", used.text());
    // To anybody else it is like a link that never was: I-01.
    let stranger = world.browser().open(&renewed).await;
    assert!(stranger.text().contains("This invitation cannot be used"), "{}", stranger.text());

    let form = scott.open(&format!("{organization}/invite")).await;
    let fields = [("email", "noah@citygroup.example"), ("roles", "viewer"), ("expires_in", "7")];
    scott.submit(&form, &format!("{organization}/invite"), &fields).await;
    let path = world.invitation_path("noah@citygroup.example").await;
    let list = scott.open(&format!("{organization}/invitations")).await;
    let cancel = list.find("a[href$='/cancel']", "href").remove(0);
    let ask = scott.open(&cancel).await;
    scott.submit(&ask, &cancel, &[]).await;
    let cancelled = world.browser().open(&path).await;
    assert!(cancelled.text().contains("This invitation was cancelled"));
    assert_eq!(cancelled.find("form[action='/invitations/ask']", "method"), ["post"]);
}

#[tokio::test]
async fn f_27_a_refused_name_tells_the_character_and_its_place() {
    let world = World::new().await;
    world.scott_invites(JEREMY, "contact-person").await;
    let mut jeremy = world.browser();
    let page = jeremy.open(&world.invitation_path(JEREMY).await).await;
    let accept = page.action("/accept");
    let refused = jeremy.submit(&page, &accept, &account(" Je\u{AD}remy", "Mills", PASSWORD)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.text().contains("Character 3 of the name (U+00AD) cannot be seen."),
        "{}",
        refused.text()
    );
    let landed =
        jeremy.submit(&refused, &accept, &account("\u{FEFF}\u{FA46}\u{200F}", "O’Brien", PASSWORD)).await;
    assert_eq!(landed.status, StatusCode::OK, "{}", landed.text());
    let own = jeremy.open("/account/profile").await;
    assert_eq!(
        (own.find("#given_name", "value"), own.find("#family_name", "value")),
        (vec!["\u{FA46}".to_owned()], vec!["O’Brien".to_owned()])
    );
}

#[tokio::test]
async fn f_28_somebody_with_one_name_is_welcome() {
    let world = World::new().await;
    let (mut scott, organization) = world.scott_invites(JEREMY, "contact-person").await;
    let mut sukarno = world.browser();
    let page = sukarno.open(&world.invitation_path(JEREMY).await).await;
    let landed = sukarno.submit(&page, &page.action("/accept"), &account("Sukarno", "", PASSWORD)).await;
    assert_eq!(landed.path, format!("{organization}?done=joined"), "{}", landed.text());
    assert!(sukarno.open("/").await.text().contains("Welcome, Sukarno"));
    assert!(!scott.open(&organization).await.link("Sukarno").is_empty());
    let own = sukarno.open("/account/profile").await;
    let saved = sukarno
        .submit(
            &own,
            "/account/profile",
            &[("given_name", "Sukarno"), ("family_name", " "), ("username", "")],
        )
        .await;
    assert!(saved.text().contains("Your details were saved."), "{}", saved.text());
}

/// Also by the link of an earlier mail.
#[tokio::test]
async fn f_26_a_cancelled_invitation_says_so_by_each_of_its_links() {
    let world = World::new().await;
    let (mut scott, organization) = world.scott_invites(JEREMY, "contact-person").await;
    let first = world.invitation_path(JEREMY).await;
    let list = scott.open(&format!("{organization}/invitations")).await;
    let list = scott.submit(&list, &list.action("/resend"), &[]).await;
    let second = world.invitation_path(JEREMY).await;
    let cancel = list.find("a[href$='/cancel']", "href").remove(0);
    let question = scott.open(&cancel).await;
    scott.submit(&question, &question.action("/cancel"), &[]).await;
    for path in [&second, &first] {
        let page = world.browser().open(path).await;
        assert_eq!(page.status, StatusCode::GONE);
        assert!(page.text().contains("This invitation was cancelled"), "{}", page.text());
        assert!(!page.text().contains("used"), "{}", page.text());
    }
}
