//! Help by two administrators, through the pages.

use crate::support::site::{JEREMY, World};
use http::StatusCode;
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

#[tokio::test]
async fn what_waits_stands_on_the_page_of_the_person_and_in_the_list() {
    let world = World::with(|settings| settings.four_eyes = true, |builder| builder).await;
    let (mut jeremy, organization) = world.jeremy().await;
    let mut scott = world.scott().await;
    let empty = scott.open("/approvals").await;
    assert_eq!((empty.status, empty.find("main form", "action")), (StatusCode::OK, vec![]));
    let people = scott.open(&organization).await;
    let person = people.link("Jeremy Mills");
    assert!(!scott.open(&person).await.text().contains("Waits for a second administrator"));
    let ask = format!("{person}/approval/start_recovery");
    let page = scott.open(&ask).await;
    let asked = scott.submit(&page, &ask, &[("reason", "He called and forgot it.")]).await;
    assert!(asked.everything().contains("Another administrator has to approve it now"), "{}", asked.text());
    let page = scott.open(&person).await;
    let text = page.text();
    assert!(text.contains("Waits for a second administrator"), "{text}");
    assert!(text.contains("Scott Long asks for it: He called and forgot it."), "{text}");
    let list = scott.open("/approvals").await;
    assert!(list.text().contains("Another administrator has to approve it."), "{}", list.text());
    // Who asked can withdraw it, and nothing waits then. The person concerned has no such list.
    assert!(!jeremy.open("/approvals").await.text().contains("He called"));
    let withdraw = list.action("/decline");
    scott.submit(&list, &withdraw, &[]).await;
    assert!(!scott.open(&person).await.text().contains("Waits for a second administrator"));
    assert!(world.mails_to(JEREMY).await[0].contains("He called and forgot it."));
}

/// Where the deployment asks for it everywhere, the page of an organisation does not look as if it did not.
#[tokio::test]
async fn a_rule_of_the_deployment_is_said_and_not_asked() {
    let world = World::with(|settings| settings.four_eyes = true, |builder| builder).await;
    let (mut jeremy, organization) = world.jeremy().await;
    let path = format!("{organization}/sign-in");
    let page = jeremy.open(&path).await;
    assert!(page.text().contains("need a second administrator everywhere here"), "{}", page.text());
    assert!(page.find("input[name=second_administrator]", "value").is_empty());
    // What the organisation asked by itself before stays.
    let id = organization.rsplit('/').next().unwrap().parse::<uuid::Uuid>().unwrap().into();
    let caller = world.test.sign_in(JEREMY).await.unwrap().caller;
    let mut rules = world.identity.sign_in_rules(&caller, id, None).await.unwrap();
    rules.four_eyes = true;
    let set = identity_core::sign_on::SetSignInPolicy::new(id, rules);
    world.identity.set_sign_in_policy(&caller, &set).await.unwrap();
    let page = jeremy.open(&path).await;
    let saved = jeremy.submit(&page, &path, &[("factors", "one"), ("remember_days", "7")]).await;
    assert!(saved.status.is_success(), "{}", saved.text());
    let rules = world.identity.sign_in_rules(&caller, id, None).await.unwrap();
    assert_eq!((rules.four_eyes, rules.remember_days), (true, Some(7)));
}
