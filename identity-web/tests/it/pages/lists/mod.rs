//! Lists that go by name and can be searched, through the pages.

mod history;
mod sorted;

use crate::support::browser::{Browser, Shown};
use crate::support::site::{World, customer};
use http::StatusCode;
use identity_core::domain::{Organization, OrganizationClass, OrganizationFilter, OrganizationState};
use identity_core::ids::OrganizationId;
use identity_core::store::{ChangeSet, Page, Store as _};

/// The names in the first column.
fn rows(page: &Shown) -> Vec<String> {
    let (document, cell) = (scraper::Html::parse_document(&page.html), "tbody th a");
    let selector = scraper::Selector::parse(cell).unwrap();
    document.select(&selector).map(|link| link.text().collect()).collect()
}

/// What a search for `text` in the list at `path` shows, sent as its form is.
async fn search(browser: &mut Browser, path: &str, text: &str) -> Vec<String> {
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("q", text).finish();
    let page = browser.open(&format!("{path}?{query}")).await;
    assert_eq!(page.status, StatusCode::OK, "{text}");
    assert_eq!(page.find("input[name=q]", "value"), [text.trim()]);
    rows(&page)
}

/// The names on all pages of a list, and how many pages there are.
async fn walk(browser: &mut Browser, path: &str) -> (Vec<String>, usize) {
    let (mut page, mut pages) = (browser.open(path).await, 1);
    let mut names = rows(&page);
    while page.html.contains("Next page") {
        page = browser.open(&page.link("Next page")).await;
        names.extend(rows(&page));
        pages += 1;
    }
    (names, pages)
}

/// City Group, and three organisations of which the business ids and domains are known too.
async fn with_organizations() -> (World, Browser) {
    let world = World::new().await;
    for (id, name, business_id, domain) in [
        ("crm-3001", "Ärger GmbH", "2000000-2", "stripes.example"),
        ("kun-3002", "éclair & Søn", "4000000-4", "bakery.example"),
        ("crm-3003", "Beta 100% Energy", "6000000-6", "energy.example"),
    ] {
        let organization = customer(id, name)
            .business_id(business_id.parse().unwrap())
            .domains(vec![domain.parse().unwrap()]);
        world.feed_organization(&organization).await;
    }
    let scott = world.scott().await;
    (world, scott)
}

#[tokio::test]
async fn organisations_go_by_name_and_are_found_by_what_is_known_of_them() {
    let (_world, mut scott) = with_organizations().await;
    let by_name = ["Ärger GmbH", "Beta 100% Energy", "City Group, Inc.", "éclair & Søn", "SmartPlan Group"];
    assert_eq!(walk(&mut scott, "/organizations").await, (by_name.map(str::to_owned).to_vec(), 1));
    let found: [(&str, &[&str]); 10] = [
        ("ARGER", &["Ärger GmbH"]),
        (" ECLAIR ", &["éclair & Søn"]),
        ("son", &["éclair & Søn"]),
        ("%", &["Beta 100% Energy"]),
        ("％", &["Beta 100% Energy"]),
        ("_", &[]),
        ("KUN-3002", &["éclair & Søn"]),
        ("6000000-6", &["Beta 100% Energy"]),
        ("stripes.example", &["Ärger GmbH"]),
        ("group", &["City Group, Inc.", "SmartPlan Group"]),
    ];
    for (text, expected) in found {
        assert_eq!(search(&mut scott, "/organizations", text).await, expected, "{text}");
    }
}

#[tokio::test]
async fn every_page_of_the_organisations_leads_to_the_next() {
    let world = World::new().await;
    for number in 0..60 {
        // Names that come again, so that a page ends between two organisations of the same name.
        let name = format!("Branch {:02}", number % 20);
        world.feed_organization(&customer(&format!("crm-{}", 4000 + number), &name)).await;
    }
    let mut scott = world.scott().await;
    let (names, pages) = walk(&mut scott, "/organizations?q=branch").await;
    assert!(names.is_sorted(), "{names:?}");
    assert_eq!((names.len(), pages), (60, 3));
    let (all, _) = walk(&mut scott, "/organizations").await;
    assert_eq!(all.len(), 62);
    let forged = scott.open("/organizations?next=branch").await;
    assert_eq!(forged.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn people_go_by_name_and_are_found_by_name_address_and_user_name() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    for (name, email) in [("Zoë Lind", "zoe@citygroup.example"), ("åsa Öberg", "bear@citygroup.example")] {
        world.test.add_person(name, email, "crm-1001", "viewer").await.unwrap();
    }
    let (all, pages) = walk(&mut jeremy, &organization).await;
    assert_eq!((all, pages), (["åsa Öberg", "Jeremy Mills", "Zoë Lind"].map(str::to_owned).to_vec(), 1));
    let found: [(&str, &[&str]); 6] = [
        ("OBERG", &["åsa Öberg"]),
        ("zoe", &["Zoë Lind"]),
        ("BEAR@city", &["åsa Öberg"]),
        ("citygroup.example", &["åsa Öberg", "Jeremy Mills", "Zoë Lind"]),
        ("％", &[]),
        ("nobody at all", &[]),
    ];
    for (text, expected) in found {
        assert_eq!(search(&mut jeremy, &organization, text).await, expected, "{text}");
    }
    let nobody = jeremy.open(&format!("{organization}?q=nobody+at+all")).await;
    assert!(nobody.text().contains("Nobody here matches."), "{}", nobody.text());
}

#[tokio::test]
async fn every_page_of_the_people_leads_to_the_next() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    for number in 0..27 {
        let email = format!("p{number}@citygroup.example");
        world.test.add_person("Kim Lind", &email, "crm-1001", "viewer").await.unwrap();
    }
    let (names, pages) = walk(&mut jeremy, &organization).await;
    assert!(names.is_sorted(), "{names:?}");
    assert_eq!((names.len(), pages), (28, 2));
}

#[tokio::test]
async fn u_15_a_list_goes_back_is_turned_round_and_shown_in_larger_pages() {
    let world = World::new().await;
    for number in 0..60 {
        let name = format!("Branch {:02}", number % 20);
        world.feed_organization(&customer(&format!("crm-{}", 4000 + number), &name)).await;
    }
    let mut scott = world.scott().await;
    let first = scott.open("/organizations?q=branch").await;
    let second = scott.open(&first.link("Next page")).await;
    let third = scott.open(&second.link("Next page")).await;
    assert!(!third.html.contains("Next page") && !first.html.contains("Previous page"));
    let back = scott.open(&third.link("Previous page")).await;
    assert_eq!(rows(&back), rows(&second));
    let back = scott.open(&back.link("Previous page")).await;
    assert_eq!((rows(&back), back.html.contains("Previous page")), (rows(&first), false));
    assert_eq!(rows(&scott.open(&back.link("Next page")).await), rows(&second));

    let turned = scott.open(&second.link("Name▲")).await;
    let mut expected: Vec<_> = (0..60).map(|number| format!("Branch {:02}", number % 20)).collect();
    expected.sort();
    expected.reverse();
    assert_eq!(rows(&turned), expected[..25]);
    assert_eq!(rows(&scott.open(&turned.link("Next page")).await), expected[25..50]);
    let large = scott.open(&turned.link("100 a page")).await;
    assert_eq!(rows(&large), expected);
    assert!(large.text().contains("60 entries"), "{}", large.text());
    assert!(!large.html.contains("Next page") && !large.html.contains("Previous page"));
}

/// What stands above a list of how many there are.
fn count(page: &Shown) -> String {
    let (document, cell) = (scraper::Html::parse_document(&page.html), ".tools span");
    let selector = scraper::Selector::parse(cell).unwrap();
    document.select(&selector).flat_map(|found| found.text().map(str::to_owned)).collect()
}

/// Fills the store past the use cases, which would take long for thousands.
async fn with_branches(world: &World, number: usize, state: impl Fn(usize) -> OrganizationState) {
    let filter = OrganizationFilter::default();
    let all = world.store.organizations().list(&filter, &Page::first(10)).await.unwrap().items;
    let operator = all.into_iter().map(|found| found.record);
    let operator = operator.into_iter().find(|found| found.class == OrganizationClass::Operator).unwrap();
    for some in (0..number).collect::<Vec<_>>().chunks(500) {
        let mut changes = ChangeSet::new();
        for number in some {
            let id = OrganizationId::from(uuid::Uuid::from_u128(*number as u128 + 1));
            changes.insert(Organization {
                id,
                path: operator.path.child(id).unwrap(),
                name: format!("Branch {number:05}").parse().unwrap(),
                class: OrganizationClass::Sme,
                state: state(*number),
                external_id: Some(format!("branch-{number}").parse().unwrap()),
                ..operator.clone()
            });
        }
        world.store.commit(&changes).await.unwrap();
    }
}

#[tokio::test]
async fn u_15_a_list_says_how_many_there_are_and_which_of_them_are_shown() {
    let world = World::new().await;
    with_branches(&world, 2_013, |_| OrganizationState::Active).await;
    let mut scott = world.scott().await;
    let first = scott.open("/organizations?q=branch").await;
    assert_eq!(count(&first), "1 to 25 of 2,013");
    let second = scott.open(&first.link("Next page")).await;
    assert_eq!(count(&second), "26 to 50 of 2,013");
    let large = scott.open(&second.link("100 a page")).await;
    assert_eq!(count(&large), "1 to 100 of 2,013");
    let second = scott.open(&large.link("Next page")).await;
    let third = scott.open(&second.link("Next page")).await;
    assert_eq!(count(&third), "201 to 300 of 2,013");
    let back = scott.open(&third.link("Previous page")).await;
    assert_eq!((count(&back), rows(&back)), ("101 to 200 of 2,013".to_owned(), rows(&second)));
    let start = scott.open(&back.link("Previous page")).await;
    assert_eq!(count(&start), "1 to 100 of 2,013");
    // A new search keeps the size and the order.
    let turned = scott.open(&start.link("Name▲")).await;
    assert_eq!(turned.find("form[role=search] input[type=hidden]", "name"), ["size", "sort"]);
    assert_eq!(turned.find("form[role=search] input[type=hidden]", "value"), ["100", "-name"]);
}

#[tokio::test]
async fn u_15_more_than_ten_thousand_are_not_counted() {
    let world = World::new().await;
    with_branches(&world, 10_001, |_| OrganizationState::Active).await;
    let mut scott = world.scott().await;
    let many = scott.open("/organizations?q=branch").await;
    assert_eq!(count(&many), "1 to 25 of more than 10,000");
    let ten_thousand = scott.open("/organizations?q=branch+0").await;
    assert_eq!(count(&ten_thousand), "1 to 25 of 10,000");
}

#[tokio::test]
async fn u_15_organisations_are_listed_by_state_and_the_choice_is_kept() {
    let world = World::new().await;
    let state = |number: usize| match number % 3 {
        0 => OrganizationState::Suspended,
        1 => OrganizationState::Closed,
        _ => OrganizationState::Active,
    };
    with_branches(&world, 90, state).await;
    let mut scott = world.scott().await;
    let first = scott.open("/organizations?q=branch&state=suspended").await;
    assert_eq!(count(&first), "1 to 25 of 30");
    assert_eq!(first.find("select[name=state] option[selected]", "value"), ["suspended"]);
    let second = scott.open(&first.link("Next page")).await;
    let shown: Vec<_> = [rows(&first), rows(&second)].concat();
    assert_eq!(shown, (0..30).map(|number| format!("Branch {:05}", number * 3)).collect::<Vec<_>>());
    let back = scott.open(&second.link("Previous page")).await;
    assert_eq!((rows(&back), count(&back)), (rows(&first), "1 to 25 of 30".to_owned()));
    let turned = scott.open(&back.link("Name▲")).await;
    assert_eq!(
        (rows(&turned).remove(0), count(&turned)),
        ("Branch 00087".to_owned(), "1 to 25 of 30".to_owned())
    );
    let all = scott.open("/organizations?q=branch&state=nonsense").await;
    assert_eq!(count(&all), "1 to 25 of 90");
    let none = scott.open("/organizations?q=city&state=closed").await;
    assert!(none.text().contains("No organisation matches."), "{}", none.text());
}

#[tokio::test]
async fn u_15_people_are_listed_by_the_state_of_their_account() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    for (name, email) in [("Zoë Lind", "zoe@citygroup.example"), ("Åsa Öberg", "asa@citygroup.example")] {
        world.test.add_person(name, email, "crm-1001", "viewer").await.unwrap();
    }
    let person = jeremy.open(&organization).await.link("Zoë Lind");
    let ask = jeremy.open(&format!("{person}/state/locked")).await;
    jeremy.submit(&ask, &format!("{person}/state/locked"), &[]).await;
    let locked = jeremy.open(&format!("{organization}?state=locked")).await;
    assert_eq!((rows(&locked), count(&locked)), (vec!["Zoë Lind".to_owned()], "1 entry".to_owned()));
    let active = jeremy.open(&format!("{organization}?state=active")).await;
    assert_eq!(rows(&active), ["Åsa Öberg", "Jeremy Mills"]);
    let disabled = jeremy.open(&format!("{organization}?state=disabled")).await;
    assert!(disabled.text().contains("Nobody here matches."), "{}", disabled.text());
}

#[tokio::test]
async fn u_15_people_are_listed_by_the_role_that_they_hold() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    for (name, email) in [("Zoë Lind", "zoe@citygroup.example"), ("Åsa Öberg", "asa@citygroup.example")] {
        world.test.add_person(name, email, "crm-1001", "viewer").await.unwrap();
    }
    let all = jeremy.open(&organization).await;
    assert_eq!(rows(&all), ["Åsa Öberg", "Jeremy Mills", "Zoë Lind"]);
    // As a browser without scripts sends the form of the search.
    let viewers = jeremy.open(&format!("{organization}?q=&state=&role=viewer")).await;
    assert_eq!(
        (rows(&viewers), count(&viewers)),
        (names(&["Åsa Öberg", "Zoë Lind"]), "2 entries".to_owned())
    );
    let turned = jeremy.open(&viewers.link("Name▲")).await;
    assert_eq!(rows(&turned), ["Zoë Lind", "Åsa Öberg"], "the order keeps the role");
    let one = jeremy.open(&format!("{organization}?q=zoe&role=viewer")).await;
    assert_eq!(rows(&one), ["Zoë Lind"]);
    let none = jeremy.open(&format!("{organization}?q=zoe&role=contact-person")).await;
    assert!(none.text().contains("Nobody here matches."), "{}", none.text());
    let unknown = jeremy.open(&format!("{organization}?role=nonsense")).await;
    assert_eq!(rows(&unknown), rows(&all), "a role that there is not limits to nothing");
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}
