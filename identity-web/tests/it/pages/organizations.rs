//! Organisations and contracts, through the pages.

use crate::support::browser::{Browser, Shown};
use crate::support::site::{JEREMY, World};
use http::StatusCode;

#[tokio::test]
async fn another_organisation_answers_like_one_that_is_not_there() {
    let world = World::new().await;
    world.feed("crm-2001", "KOKO Media Inc.").await;
    let koko = world.scott().await.open("/organizations?q=koko").await.link("KOKO Media Inc.");
    let (mut jeremy, organization) = world.jeremy().await;
    let unknown = "/organizations/0190b5a4-1c2d-7e3f-8a4b-5c6d7e8f9a0b";
    let reference = |html: &str| html.split("id=\"reference\">").nth(1).unwrap()[..9].to_owned();
    for tail in ["", "/details", "/invitations", "/invite"] {
        let foreign = jeremy.open(&format!("{koko}{tail}")).await;
        let absent = jeremy.open(&format!("{unknown}{tail}")).await;
        assert_eq!((foreign.status, absent.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND), "{tail}");
        let same = foreign.html.replace(&reference(&foreign.html), "").replace(&koko, unknown)
            == absent.html.replace(&reference(&absent.html), "");
        assert!(same, "{tail}");
    }
    let person = jeremy.open(&organization).await.link("Jeremy Mills");
    let borrowed = person.replace(&organization, &koko);
    assert_eq!(jeremy.open(&borrowed).await.status, StatusCode::NOT_FOUND);
    let list = jeremy.open("/organizations").await;
    assert!(list.text().contains("City Group") && !list.text().contains("KOKO"));
}

#[tokio::test]
async fn contracts_are_shown_and_said_to_belong_to_the_crm() {
    let world = World::new().await;
    let mut scott = world.scott().await;
    let organization = scott.open("/organizations").await.link("City Group, Inc.");
    let details = scott.open(&format!("{organization}/details")).await;
    assert_eq!(details.find("nav [aria-current=true]", "href"), ["/organizations"]);
    for words in ["Managed by the CRM", "crm-1001-1", "SmartPlan Application", "In force"] {
        assert!(details.text().contains(words), "{words}");
    }
    assert!(details.find("main form", "action").is_empty());
}

/// Suspends City Group by its page, as Scott.
async fn suspend(scott: &mut Browser, organization: &str) -> Shown {
    let ask = scott.open(&format!("{organization}/suspend")).await;
    scott.submit(&ask, &format!("{organization}/suspend"), &[("reason", "The bills are unpaid.")]).await
}

#[tokio::test]
async fn staff_suspends_an_organisation_on_its_page_and_resumes_it() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let mut scott = world.scott().await;
    let details = format!("{organization}/details");
    let link = scott.open(&details).await.link("Suspend City Group, Inc.");
    let ask = scott.open(&link).await;
    // What ends is said before it is done.
    for words in [
        "Suspend City Group, Inc.?",
        "Nobody can work for City Group, Inc. or for an organisation below it",
        "Its people keep their accounts and roles.",
        "Mandates that City Group, Inc. gave have no effect until it is resumed.",
        "Applications that are open now can go on with the earlier rights for up to",
        "Its administrators are told by e-mail, with your reason.",
    ] {
        assert!(ask.text().contains(words), "{words}");
    }
    let action = format!("{organization}/suspend");
    let empty = scott.submit(&ask, &action, &[("reason", "  ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text().contains("Write the reason on one line with at most 500 characters"));
    let done = scott.submit(&ask, &action, &[("reason", "The bills are unpaid.")]).await;
    assert!(
        done.text().contains("The organisation was suspended. This takes effect now."),
        "{}",
        done.text()
    );
    // It shows on its pages, in the list and in its history.
    assert_eq!(done.words(".over .tag.warn"), "Suspended");
    let list = scott.open("/organizations?state=suspended").await;
    assert!(list.text().contains("City Group, Inc.") && list.text().contains("Suspended"));
    let history = scott.open(&format!("{organization}/history")).await.text();
    assert!(history.contains("Organisation suspended") && history.contains("The bills are unpaid."));
    let mails = world.mails_to(JEREMY).await.join("\n");
    assert!(mails.contains("The reason: The bills are unpaid."), "{mails}");
    assert_eq!(jeremy.open(&organization).await.status, StatusCode::FORBIDDEN);
    // And back.
    let link = scott.open(&details).await.link("Resume City Group, Inc.");
    let ask = scott.open(&link).await;
    assert!(ask.text().contains("Everything works again as it did before"));
    assert_eq!(ask.all_words("main .danger"), Vec::<String>::new(), "red is for what ends something");
    let done = scott.submit(&ask, &format!("{organization}/resume"), &[]).await;
    assert!(done.text().contains("The organisation was resumed. Everything works again."), "{}", done.text());
    assert_eq!(done.all_words(".over .tag"), Vec::<String>::new());
    assert_eq!(jeremy.open(&organization).await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_organisations_own_administrator_finds_no_way_to_suspend_it() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let details = jeremy.open(&format!("{organization}/details")).await;
    assert!(!details.text().contains("Suspend"));
    for act in ["suspend", "resume"] {
        assert_eq!(jeremy.open(&format!("{organization}/{act}")).await.status, StatusCode::FORBIDDEN);
    }
}

/// Who belongs to it reads that it is suspended and whom to ask; to everybody else it is not there.
#[tokio::test]
async fn the_people_of_a_suspended_organisation_read_that_it_is() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    world.feed("crm-1002", "KOKO Media Inc.").await;
    let mut scott = world.scott().await;
    let other = scott.open("/organizations?q=KOKO").await.link("KOKO Media Inc.");
    suspend(&mut scott, &organization).await;
    suspend(&mut scott, &other).await;
    for path in [organization.clone(), format!("{organization}/invite"), format!("{organization}/details")] {
        let page = jeremy.open(&path).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{path}");
        assert!(page.text().contains("City Group, Inc. is suspended or closed."), "{}", page.text());
        assert!(page.text().contains("our address is under Help on this page"), "{}", page.text());
        assert_eq!(jeremy.open(&path.replace(&organization, &other)).await.status, StatusCode::NOT_FOUND);
    }
}

/// The page of an organisation that can do nothing now is no dead end.
#[tokio::test]
async fn whoever_acts_for_a_suspended_organisation_is_led_on() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let id = organization.rsplit('/').next().unwrap().to_owned();
    let choose = jeremy.open("/acting-for").await;
    jeremy.submit(&choose, "/acting-for", &[("organization", &id)]).await;
    suspend(&mut world.scott().await, &organization).await;
    let home = jeremy.open("/").await;
    assert_eq!(home.status, StatusCode::OK);
    let banner = home.words("section.acting p");
    assert!(
        banner.starts_with("City Group, Inc. is suspended, so nothing can be done for it now."),
        "{banner}"
    );
    let on = jeremy.submit(&home, "/acting-for/stop", &[]).await;
    assert!(on.text().contains("You have stopped acting for the organisation."), "{}", on.text());
    // Signing in again leads to the account as well.
    let account = jeremy.open("/account").await;
    assert_eq!(account.status, StatusCode::OK);
    assert!(account.text().contains("City Group, Inc."));
}
