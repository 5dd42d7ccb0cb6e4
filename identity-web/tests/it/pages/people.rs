//! People and their roles, through the pages.

use crate::support::site::World;
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
