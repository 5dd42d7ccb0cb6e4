//! Closing one's account and taking it back, and having one erased, through the pages.

use crate::support::site::{JEREMY, PASSWORD, World};
use http::StatusCode;
use std::time::Duration;

const DAY: Duration = Duration::from_hours(24);

#[tokio::test]
async fn jeremy_closes_his_account_and_takes_it_back() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let profile = jeremy.open("/account/profile").await;
    let page = jeremy.open(&profile.link("Close your account")).await;
    assert!(page.text().contains("You are the only administrator of one organisation"), "{}", page.text());
    assert_eq!(page.link("Choose another administrator for City Group, Inc."), organization);
    assert!(page.find("form[action='/account/close']", "action").is_empty(), "there is no button");

    let anna = world.test.add_person("Anna Berg", "anna@citygroup.example", "crm-1001", "contact-person");
    anna.await.unwrap();
    let page = jeremy.open("/account/close").await;
    for words in [
        "erased after 14 days",
        "You can no longer act for City Group, Inc.",
        "you can change your mind",
        "The history of the organisations stays",
    ] {
        assert!(page.text().contains(words), "{words}: {}", page.text());
    }
    let closed = jeremy.submit(&page, "/account/close", &[]).await;
    assert_eq!(closed.path, "/account/closed");
    assert!(closed.text().contains("You are signed out everywhere."), "{}", closed.text());
    assert!(jeremy.open("/account").await.path.starts_with("/login"), "signed out");

    world.clock.advance(3 * DAY);
    let mut browser = world.browser();
    let page = browser.open("/login").await;
    let fields = [("identifier", JEREMY), ("password", PASSWORD)];
    let asked = browser.submit(&page, "/login", &fields).await;
    assert!(asked.text().contains("Keep your account?"), "{}", asked.text());
    assert!(browser.open("/account").await.path.starts_with("/login"), "not signed in yet");
    let action = asked.find("#main-form", "action").remove(0);
    browser.submit(&asked, &action, &[("step", "keep")]).await;
    assert_eq!(browser.open("/account").await.path, "/account");
}

#[tokio::test]
async fn staff_type_the_name_before_an_account_is_erased() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let mut scott = world.scott().await;
    let anna = world.test.add_person("Anna Berg", "anna@citygroup.example", "crm-1001", "contact-person");
    anna.await.unwrap();
    let person = scott.open(&organization).await.link("Jeremy Mills");
    let page = scott.open(&person).await;
    let erase = page.link("Erase account");
    assert_eq!(jeremy.open(&erase).await.status, StatusCode::UNPROCESSABLE_ENTITY, "not oneself");
    assert_eq!(page.all_words(".ends"), ["Erase account", "Remove from the organisation"]);
    let page = scott.open(&erase).await;
    assert_eq!(page.link("Back to Jeremy Mills"), person);
    let wrong = scott.submit(&page, &erase, &[("name", "Jeremy"), ("reason", "Asked for by letter")]).await;
    assert!(wrong.text().contains("Type the name as it stands here: Jeremy Mills."), "{}", wrong.text());
    let named = scott.submit(&page, &erase, &[("name", "Jeremy Mills"), ("reason", "Jeremy asked")]).await;
    assert!(named.text().contains("without the name, address or number"), "{}", named.text());
    let fields = [("name", "Jeremy Mills"), ("reason", "Asked for by letter")];
    let done = scott.submit(&named, &erase, &fields).await;
    assert_eq!(done.path, format!("{organization}?done=erased"));
    assert!(done.text().contains("The account was erased.") && !done.text().contains("Jeremy Mills"));
    assert!(jeremy.open("/account").await.path.starts_with("/login"));
    let history = scott.open(&format!("{organization}/history")).await;
    assert!(history.text().contains("An erased account"), "{}", history.text());
    assert!(!history.text().contains("Jeremy") && !history.text().contains(JEREMY), "{}", history.text());
}

/// Whoever became the last administrator while the page was open reads why it cannot be.
#[tokio::test]
async fn the_button_of_an_old_page_does_not_leave_an_organisation_alone() {
    let world = World::new().await;
    let (mut jeremy, _) = world.jeremy().await;
    let anna = world.test.add_person("Anna Berg", "anna@citygroup.example", "crm-1001", "contact-person");
    anna.await.unwrap();
    let page = jeremy.open("/account/close").await;
    let anna = world.test.sign_in("anna@citygroup.example").await.unwrap();
    world.identity.close_account(&anna.caller).await.unwrap();
    let refused = jeremy.submit(&page, "/account/close", &[]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text());
    assert!(
        refused.text().contains("You are the only administrator of one organisation"),
        "{}",
        refused.text()
    );
}
