//! Help by two administrators, through the pages.

use crate::support::site::World;
use std::time::Duration;

#[tokio::test]
async fn an_account_is_asked_for_to_be_erased_and_its_person_stops_it_with_a_fresh_proof() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let anna = world.test.add_person("Anna Berg", "anna@citygroup.example", "crm-1001", "contact-person");
    anna.await.unwrap();
    let mut scott = world.scott().await;
    let rules = format!("{organization}/sign-in");
    let page = scott.open(&rules).await;
    let fields = [("factors", "one"), ("remember_days", ""), ("second_administrator", "yes")];
    let set = scott.submit(&page, &rules, &fields).await;
    assert!(set.path.contains("done="), "{}", set.text());
    let person = scott.open(&organization).await.link("Jeremy Mills");
    let erase = scott.open(&person).await.link("Erase account");
    let page = scott.open(&erase).await;
    let ask = format!("{person}/approval/erase");
    assert_eq!(page.path, ask);
    assert!(page.text().contains("Nobody can take this back."), "{}", page.text());
    let named = scott.submit(&page, &ask, &[("reason", "Jeremy asked")]).await;
    assert!(named.text().contains("without the name, address or number"), "{}", named.text());
    let asked = scott.submit(&named, &ask, &[("reason", "Letter 4711")]).await;
    assert_eq!(asked.path, format!("{person}?done=approval-asked"));
    // The person reads it, and stops it after a fresh proof.
    let security = jeremy.open("/account/security").await;
    assert!(security.text().contains("Erase the account of Jeremy Mills"), "{}", security.text());
    let stop = security.action("/stop");
    world.clock.advance(Duration::from_mins(16));
    let again = jeremy.submit(&security, &stop, &[]).await;
    assert!(!again.path.contains("done="), "{}", again.path);
    assert!(jeremy.open("/account/security").await.text().contains("Erase the account of Jeremy Mills"));
}
