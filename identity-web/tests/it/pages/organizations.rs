//! Organisations and contracts, through the pages.

use crate::support::site::World;
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
