//! People and their roles, through the pages.

use crate::support::site::{PASSWORD, SUSAN, World, account};
use http::StatusCode;

#[tokio::test]
async fn a_role_is_given_and_taken_away() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let person = jeremy.open(&organization).await.link("Jeremy Mills");
    let page = jeremy.open(&person).await;
    let grants = format!("{person}/grants");
    let nothing = jeremy.submit(&page, &grants, &[]).await;
    assert_eq!(nothing.find("[data-error-summary] a", "href"), ["#role"]);
    let given = jeremy.submit(&nothing, &grants, &[("role", "viewer")]).await;
    assert!(
        given.text().contains("The role was given")
            && given.text().contains("Consumption viewer: what it does.")
    );
    let twice = jeremy.submit(&given, &grants, &[("role", "viewer")]).await;
    assert!(twice.text().contains("This person already has this role here"));

    let revokes = twice.find("a[href$='/revoke']", "href");
    assert_eq!(revokes.len(), 2);
    for revoke in revokes {
        let ask = jeremy.open(&revoke).await;
        let viewer = ask.text().contains("Consumption viewer");
        let done = jeremy.submit(&ask, &revoke, &[]).await;
        if viewer {
            assert!(done.text().contains("The role was removed"));
        } else {
            assert_eq!(done.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(done.text().contains("This is the last administrator"));
        }
    }
}

#[tokio::test]
async fn people_without_rights_see_neither_buttons_nor_pages_for_them() {
    let world = World::new().await;
    let mut susan = world.susan().await;
    let organization = world.scott().await.open("/organizations?q=City").await.link("City Group, Inc.");
    let details = susan.open(&organization).await;
    assert_eq!(details.path, format!("{organization}/details"));
    assert!(!details.text().contains("Invite") && !details.text().contains("Contracts"));
    assert_eq!(susan.open(&format!("{organization}/invite")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(susan.open(&format!("{organization}/invitations")).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn an_account_is_edited_locked_and_let_in_again() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let mut scott = world.scott().await;
    let person = scott.open(&organization).await.link("Jeremy Mills");
    let form = scott.open(&format!("{person}/edit")).await;
    let empty = [("given_name", ""), ("family_name", "Mills"), ("username", "")];
    let failed = scott.submit(&form, &format!("{person}/edit"), &empty).await;
    assert_eq!(failed.status, StatusCode::UNPROCESSABLE_ENTITY);
    let named = [("given_name", "Jerry"), ("family_name", "Mills"), ("username", "jerry")];
    let saved = scott.submit(&failed, &format!("{person}/edit"), &named).await;
    assert!(saved.text().contains("Jerry Mills at City Group") && saved.text().contains("jerry"));

    assert!(saved.find("main a", "href").contains(&format!("{person}/state/locked")));
    let last = scott.open(&format!("{person}/state/locked")).await;
    let refused = scott.submit(&last, &format!("{person}/state/locked"), &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("last administrator"));

    let own = jeremy.open(&person).await;
    assert!(own.find("main a[href*='/state/']", "href").is_empty());
    let mut susan_herself = world.susan().await;
    let susan = jeremy.open(&organization).await.link("Susan Ward");
    let lock = format!("{susan}/state/locked");
    let ask = jeremy.open(&lock).await;
    let locked = jeremy.submit(&ask, &lock, &[]).await;
    assert!(locked.text().contains("Locked") && locked.text().contains("Unlock account"));
    assert!(susan_herself.open("/account").await.path.starts_with("/login"));
    let active = format!("{susan}/state/active");
    let ask = jeremy.open(&active).await;
    assert!(ask.text().contains("Unlock the account of Susan Ward?"), "{}", ask.text());
    assert!(jeremy.submit(&ask, &active, &[]).await.text().contains("Your change was saved"));
}

#[tokio::test]
async fn who_gives_up_an_own_role_is_not_told_that_they_can_take_it_again() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    world.test.add_person("Eve Black", "eve@citygroup.example", "crm-1001", "contact-person").await.unwrap();
    for (name, own) in [("Jeremy Mills", true), ("Eve Black", false)] {
        let person = jeremy.open(&organization).await.link(name);
        let page = jeremy.open(&person).await;
        let ask = page.find("a[href$='/revoke']", "href").remove(0);
        let text = jeremy.open(&ask).await.text();
        assert_eq!(text.contains("You can give the role again later."), !own, "{text}");
        assert_eq!(text.contains("another administrator has to give it to you again"), own, "{text}");
    }
}

/// Only a choice makes somebody act for an organisation.
#[tokio::test]
async fn the_header_says_acting_for_after_a_choice_only() {
    let world = World::new().await;
    let mut susan = world.susan().await;
    let home = susan.open("/").await;
    assert!(home.html.contains("who-org\">City Group, Inc."), "{}", home.html);
    assert!(!home.html.contains("acting for </span>"), "{}", home.html);
    assert!(
        home.text().contains("your contact person must give you a role")
            || home.text().contains("For City Group")
    );
}

#[tokio::test]
async fn only_who_has_a_contact_person_is_sent_to_one() {
    let world = World::new().await;
    let home = world.scott().await.open("/").await;
    assert!(home.text().contains("You cannot open any service yourself."), "{}", home.text());
    assert!(!home.text().contains("your contact person"), "{}", home.text());
}

/// What a role was taken from stands beside it.
#[tokio::test]
async fn the_history_names_who_lost_a_role() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    world.susan().await;
    let person = jeremy.open(&organization).await.link("Susan Ward");
    let page = jeremy.open(&person).await;
    let ask = jeremy.open(&page.find("a[href$='/revoke']", "href").remove(0)).await;
    jeremy.submit(&ask, &ask.action("/revoke"), &[]).await;
    let history = world.scott().await.open(&format!("{organization}/history")).await.text();
    let row = history.find("Role removed").map(|at| history[at..].chars().take(60).collect::<String>());
    assert!(row.as_ref().is_some_and(|row| row.contains("Susan Ward")), "{row:?}: {history}");
}

#[tokio::test]
async fn people_leave_and_give_roles_back_and_the_last_administrator_hands_over_first() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let own = jeremy.open("/account").await;
    let question = jeremy.open(&own.link("Leave: City Group, Inc.")).await;
    assert!(question.text().contains("You lose every role and mandate"), "{}", question.text());
    let leave = question.action("/leave");
    let refused = jeremy.submit(&question, &leave, &[]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text().contains("You are the last administrator"), "{}", refused.text());
    assert_eq!(refused.link("Choose another administrator"), organization);
    let question = jeremy.open(&own.link("Give back Contact person: City Group, Inc.")).await;
    let refused = jeremy.submit(&question, &question.action("/give-back"), &[]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);

    world.scott_invites(SUSAN, "contact-person").await;
    let path = world.invitation_path(SUSAN).await;
    let mut susan = world.browser();
    let page = susan.open(&path).await;
    susan.submit(&page, &page.action("/accept"), &account("Susan", "Ward", PASSWORD)).await;
    // Somebody else's role is nobody's to give back.
    let of_jeremy = question.action("/give-back");
    assert_eq!(susan.open(&of_jeremy).await.status, StatusCode::NOT_FOUND);

    let done = jeremy.submit(&question, &of_jeremy, &[]).await;
    assert!(done.text().contains("You gave the role back"), "{}", done.text());
    assert!(!done.text().contains("Contact person"), "{}", done.text());
    let question = jeremy.open(&leave).await;
    let done = jeremy.submit(&question, &leave, &[]).await;
    assert!(done.text().contains("You left the organisation"), "{}", done.text());
    assert!(done.text().contains("You do not belong to an organisation"), "{}", done.text());
    assert_eq!(jeremy.open(&organization).await.status, StatusCode::NOT_FOUND);
    assert_eq!(jeremy.open(&leave).await.status, StatusCode::NOT_FOUND);
    let history = world.scott().await.open(&format!("{organization}/history")).await.text();
    assert!(history.contains("Left the organisation"), "{history}");
}
