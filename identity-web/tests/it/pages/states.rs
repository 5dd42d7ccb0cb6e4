//! What a state says by its colour, on the pages and in their style sheet.

use crate::support::site::{PASSWORD, SUSAN, World, account};
use identity_core::Timestamp;
use identity_core::contracts::{EndContract, ProvisionContract};
use identity_web::BaseUrl;
use identity_web::page::csrf::Csrf;
use identity_web::page::views::FormTokens;
use identity_web::page::{Brand, Pages};
use scraper::{Html, Selector};
use std::collections::{BTreeMap, BTreeSet};

/// The classes of each tag on the pages with sample data, by its words.
fn tags() -> BTreeMap<String, BTreeSet<String>> {
    let base = BaseUrl::parse("http://my.smartplan.localhost:8080").unwrap();
    let pages = Pages::new(&base, &Brand::named("MySmartPlan"), None).unwrap();
    let tokens = FormTokens::new(Csrf::derive(b"a secret for tests"), "browser");
    let selector = Selector::parse(".tag").unwrap();
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for preview in pages.previews("Word", &tokens) {
        for tag in Html::parse_document(&preview.html.unwrap()).select(&selector) {
            let words = tag.text().collect::<String>();
            found.entry(words).or_default().insert(tag.attr("class").unwrap().to_owned());
        }
    }
    found
}

/// What the rule of a selector says of the background and of the text.
fn colours(selector: &str) -> String {
    let css = include_str!("../../../src/page/assets/pages.css");
    let start = format!("{selector} {{");
    css.lines().find(|line| line.starts_with(&start)).unwrap_or_else(|| panic!("{selector}")).to_owned()
}

#[test]
fn u_16_what_has_no_effect_and_what_is_over_does_not_wear_green() {
    let tags = tags();
    let classes = |words: &str| tags.get(words).unwrap_or_else(|| panic!("{words}: {tags:?}")).clone();
    let only = |class: &str| BTreeSet::from([class.to_owned()]);
    for words in ["No effect now", "Waiting for an answer", "Not started"] {
        assert_eq!(classes(words), only("tag warn"), "{words}");
    }
    for words in ["Ended", "Expired", "Cancelled"] {
        assert_eq!(classes(words), only("tag"), "{words}");
    }
    for words in ["In force", "Active", "Accepted"] {
        assert_eq!(classes(words), only("tag good"), "{words}");
    }
    let plain = colours(".tag");
    assert!(!plain.contains("--accent") && !plain.contains("--good"), "{plain}");
    assert!(colours(".tag.good").contains("--good") && colours(".tag.warn").contains("--warn"));
}

/// The CRM ends City Group's contract.
async fn end_contract(world: &World) {
    let crm = world.test.feed().await.unwrap();
    let end = EndContract::new("crm-1001-1".parse().unwrap());
    world.identity.end_contract(&crm, &end).await.unwrap();
}

const ENDED: &str = "The contract for SmartPlan Application ended on 23 November 2026, 12:00 UTC.";

/// The application sends whoever it refuses here, so this page says what happened, and whom to ask.
#[tokio::test]
async fn after_the_end_of_a_contract_the_start_page_says_so_and_whom_to_ask() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    world.scott_invites(SUSAN, "user").await;
    let mut susan = world.browser();
    let page = susan.open(&world.invitation_path(SUSAN).await).await;
    susan.submit(&page, &page.action("/accept"), &account("Susan", "Ward", PASSWORD)).await;
    let (mut maya, _) = world.maya(&mut jeremy, &organization).await;
    assert!(!jeremy.open("/").await.text().contains("No effect now"));
    end_contract(&world).await;
    let [of_jeremy, of_susan, of_maya] =
        [jeremy.open("/").await.text(), susan.open("/").await.text(), maya.open("/").await.text()];
    for text in [&of_jeremy, &of_susan, &of_maya] {
        assert!(text.contains("SmartPlan Application, for City Group, Inc."), "{text}");
        assert!(text.contains(ENDED) && text.contains("our address is under Help"), "{text}");
        assert!(!text.contains("You cannot open any service"), "{text}");
    }
    // Nobody is sent to themselves, and who belongs to no organisation to no contact person.
    assert!(of_susan.contains("Ask your contact person, or us"), "{of_susan}");
    for text in [&of_jeremy, &of_maya] {
        assert!(text.contains("No role opens it again. Ask us:"), "{text}");
    }
    // On her page, Jeremy reads it of her too: her role has no limit to that service, and is in force.
    let list = jeremy.open(&organization).await;
    let text = jeremy.open(&list.link("Susan Ward")).await.text();
    assert!(text.contains(ENDED) && text.contains("No effect now"), "{text}");
    // Staff have roles to give, not to use, and miss nothing.
    let text = world.scott().await.open("/").await.text();
    assert!(!text.contains("No effect now"), "{text}");
}

#[tokio::test]
async fn the_page_of_a_person_says_why_something_has_no_effect_and_who_can_change_it() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let (mut maya, mandate) = world.maya(&mut jeremy, &organization).await;
    let form = maya.open(&format!("{organization}/invite")).await;
    let fields = [("email", SUSAN), ("roles", "user"), ("expires_in", "7")];
    maya.submit(&form, &format!("{organization}/invite"), &fields).await;
    let mut susan = world.browser();
    let page = susan.open(&world.invitation_path(SUSAN).await).await;
    susan.submit(&page, &page.action("/accept"), &account("Susan", "Ward", PASSWORD)).await;
    let person = jeremy.open(&organization).await.link("Susan Ward");
    end_contract(&world).await;
    let text = jeremy.open(&person).await.text();
    assert!(text.contains(ENDED) && text.contains("No role opens it again. Ask us:"), "{text}");
    let crm = world.test.feed().await.unwrap();
    let again = ProvisionContract::new(
        "crm-1001-2".parse().unwrap(),
        "crm-1001".parse().unwrap(),
        ["smartplan".parse().unwrap()],
        Timestamp::from_unix_seconds(0),
    );
    world.identity.provision_contract(&crm, &again).await.unwrap();
    let ask = jeremy.open(&format!("{mandate}/end")).await;
    jeremy.submit(&ask, &format!("{mandate}/end"), &[]).await;
    // Who gives this role is told what to do.
    let text = jeremy.open(&person).await.text();
    assert!(text.contains("No effect now") && text.contains("ended on"), "{text}");
    assert!(text.contains("You can remove this role here and give it again."), "{text}");
}
