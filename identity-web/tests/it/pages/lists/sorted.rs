//! Lists that are sorted by their columns, limited by state and role, and exported, through the pages.

use crate::support::browser::{Browser, Shown};
use crate::support::site::{World, customer};
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use http::{Method, StatusCode};
use identity_core::domain::{
    Action, AuditFilter, Grant, GrantFilter, GrantPath, Holder, Membership, MembershipFilter, User,
};
use identity_core::ids::{GrantId, MembershipId, OrganizationId, UserId};
use identity_core::people::UserPatch;
use identity_core::store::{ChangeSet, Page, Store as _};
use std::time::Duration;

fn texts(page: &Shown, selector: &str) -> Vec<String> {
    let document = scraper::Html::parse_document(&page.html);
    let selector = scraper::Selector::parse(selector).unwrap();
    let found = document.select(&selector).map(|found| found.text().collect::<String>().trim().to_owned());
    found.collect()
}

fn rows(page: &Shown) -> Vec<String> {
    texts(page, "tbody th a")
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// The column by which the list is sorted, and its direction.
fn sorted_by(page: &Shown) -> (Vec<String>, Vec<String>) {
    (texts(page, "thead th[aria-sort] a"), page.find("thead th[aria-sort]", "aria-sort"))
}

fn id_in(path: &str) -> OrganizationId {
    OrganizationId::parse(path.rsplit('/').next().unwrap()).unwrap()
}

/// Two viewers whose addresses and names go in opposite orders.
async fn with_viewers() -> (World, Browser, String) {
    let world = World::new().await;
    let (jeremy, organization) = world.jeremy().await;
    for (name, email) in [("Zoë Lind", "aaa@citygroup.example"), ("Åsa Öberg", "zzz@citygroup.example")] {
        // Ids go by time.
        world.clock.advance(Duration::from_secs(1));
        world.test.add_person(name, email, "crm-1001", "viewer").await.unwrap();
    }
    (world, jeremy, organization)
}

#[tokio::test]
async fn people_are_sorted_by_each_column_both_ways_and_what_was_chosen_stays() {
    let (_world, mut jeremy, organization) = with_viewers().await;
    let by_name = jeremy.open(&organization).await;
    assert_eq!(sorted_by(&by_name), (names(&["Name▲"]), names(&["ascending"])));
    let by_email = jeremy.open(&by_name.link("E-mail address↕")).await;
    assert_eq!(rows(&by_email), ["Zoë Lind", "Jeremy Mills", "Åsa Öberg"]);
    assert_eq!(sorted_by(&by_email), (names(&["E-mail address▲"]), names(&["ascending"])));
    let down = jeremy.open(&by_email.link("E-mail address▲")).await;
    assert_eq!(rows(&down), ["Åsa Öberg", "Jeremy Mills", "Zoë Lind"]);
    assert_eq!(sorted_by(&down), (names(&["E-mail address▼"]), names(&["descending"])));
    // The newest first, and then the oldest.
    let newest = jeremy.open(&down.link("Here since↕")).await;
    assert_eq!(rows(&newest), ["Åsa Öberg", "Zoë Lind", "Jeremy Mills"]);
    let oldest = jeremy.open(&newest.link("Here since▼")).await;
    assert_eq!(rows(&oldest), ["Jeremy Mills", "Zoë Lind", "Åsa Öberg"]);
    // A search keeps the order, and the order keeps what was searched.
    assert_eq!(oldest.find("form[role=search] input[type=hidden]", "value"), ["since"]);
    let viewers =
        jeremy.open(&format!("{organization}?q=citygroup&role=viewer&state=active&sort=-email")).await;
    assert_eq!(rows(&viewers), ["Åsa Öberg", "Zoë Lind"]);
    let turned = jeremy.open(&viewers.link("E-mail address▼")).await;
    assert_eq!(rows(&turned), ["Zoë Lind", "Åsa Öberg"]);
    assert_eq!(turned.find("input[name=q]", "value"), ["citygroup"]);
    let nonsense = jeremy.open(&format!("{organization}?sort=-password")).await;
    assert_eq!(rows(&nonsense), rows(&by_name), "a column that there is not sorts by none");
}

#[tokio::test]
async fn organisations_are_sorted_by_customer_number() {
    let world = World::new().await;
    for (id, name) in [("b-2", "Zebra"), ("a-1", "Åland"), ("c-3", "Alpha")] {
        world.feed_organization(&customer(id, name)).await;
    }
    let mut scott = world.scott().await;
    let page = scott.open("/organizations").await;
    let up = scott.open(&page.link("Customer number↕")).await;
    // The operator has no number.
    let expected = ["SmartPlan Group", "Åland", "Zebra", "Alpha", "City Group, Inc."];
    assert_eq!(rows(&up), expected);
    assert_eq!(texts(&up, "caption"), ["Organisations"], "it names no order that is not there");
    let down = scott.open(&up.link("Customer number▲")).await;
    assert_eq!(rows(&down), expected.iter().rev().copied().collect::<Vec<_>>());
}

/// Adds people to an organisation who have what one person there has, past the use cases, which would take long.
async fn add_like(world: &World, organization: OrganizationId, like: &str, number: u32) {
    let store = &world.store;
    let filter = MembershipFilter { organization: Some(organization), ..MembershipFilter::default() };
    let members = store.memberships().list(&filter, &Page::first(100)).await.unwrap().items;
    let mut found = None;
    for member in members {
        let user = store.users().get(member.user).await.unwrap().unwrap();
        if user.email.as_ref().is_some_and(|email| email.as_str() == like) {
            found = Some((member.record, user.record));
        }
    }
    let (member, user) = found.unwrap();
    let held = GrantFilter { holders: Some(vec![Holder::User(user.id)]), ..GrantFilter::default() };
    let grant = store.grants().list(&held, &Page::first(2)).await.unwrap().items.remove(0).record;
    let mut changes = ChangeSet::new();
    for number in 0..number {
        let id = |kind: u128| uuid::Uuid::from_u128((kind << 120) | u128::from(number));
        let user = User {
            id: UserId::from(id(1)),
            email: Some(format!("p{number:04}@citygroup.example").parse().unwrap()),
            // The names go against the addresses.
            given_name: format!("Kim{:04}", 9_999 - number).parse().unwrap(),
            username: None,
            ..user.clone()
        };
        let grant_id = GrantId::from(id(3));
        changes.insert(Membership::new(MembershipId::from(id(2)), &user, organization, member.created_at));
        changes.insert(Grant {
            id: grant_id,
            path: GrantPath::root(grant_id),
            holder: Holder::User(user.id),
            ..grant.clone()
        });
        changes.insert(user);
    }
    store.commit(&changes).await.unwrap();
}

/// The names on all pages of a list.
async fn walk(browser: &mut Browser, path: &str) -> (Vec<String>, Vec<Shown>) {
    let (mut page, mut names, mut pages) = (browser.open(path).await, Vec::new(), Vec::new());
    loop {
        names.extend(rows(&page));
        let next = page.html.contains("Next page").then(|| page.link("Next page"));
        pages.push(page);
        let Some(next) = next else { return (names, pages) };
        page = browser.open(&next).await;
    }
}

#[tokio::test]
async fn a_role_that_many_hold_is_listed_in_pages_forward_and_back() {
    let (world, mut jeremy, organization) = with_viewers().await;
    add_like(&world, id_in(&organization), "aaa@citygroup.example", 230).await;
    let path = format!("{organization}?role=viewer&sort=email&size=100");
    let (found, pages) = walk(&mut jeremy, &path).await;
    assert_eq!((found.len(), pages.len()), (232, 3));
    assert_eq!([&found[0], &found[1], &found[231]], ["Zoë Lind", "Kim9999 Lind", "Åsa Öberg"]);
    assert!(!found.contains(&"Jeremy Mills".to_owned()), "he holds another role");
    assert!(pages[0].text().contains("1 to 100 of more than 100"), "{}", pages[0].text());
    assert!(pages[1].text().contains("101 to 200 of more than 200"), "{}", pages[1].text());
    let back = jeremy.open(&pages[2].link("Previous page")).await;
    assert_eq!(rows(&back), rows(&pages[1]));
    let some = jeremy.open(&format!("{organization}?role=viewer&q=p000")).await;
    assert_eq!((rows(&some).len(), some.text().contains("10 entries")), (10, true), "{}", some.text());
    let few = jeremy.open(&format!("{organization}?role=contact-person")).await;
    assert_eq!(rows(&few), ["Jeremy Mills"]);
}

#[tokio::test]
async fn invitations_are_searched_limited_by_state_and_sorted() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    for email in ["zoe@citygroup.example", "adam@citygroup.example"] {
        world.clock.advance(Duration::from_secs(1));
        world.scott_invites(email, "viewer").await;
    }
    let list = format!("{organization}/invitations");
    let emails = |page: &Shown| texts(page, "tbody th .plain");
    let all = jeremy.open(&list).await;
    let newest = ["adam@citygroup.example", "zoe@citygroup.example", "jeremy.mills@citygroup.example"];
    assert_eq!(emails(&all), newest);
    assert_eq!(sorted_by(&all), (names(&["Invited▼"]), names(&["descending"])));
    let oldest = jeremy.open(&all.link("Invited▼")).await;
    assert_eq!(emails(&oldest), newest.iter().rev().copied().collect::<Vec<_>>());
    let by_email = jeremy.open(&all.link("Invited person↕")).await;
    assert_eq!(emails(&by_email), [newest[0], newest[2], newest[1]]);
    let accepted = jeremy.open(&format!("{list}?state=accepted")).await;
    assert_eq!(emails(&accepted), [newest[2]]);
    let open = jeremy.open(&format!("{list}?state=open&sort=email")).await;
    assert_eq!(emails(&open), [newest[0], newest[1]]);
    let found = jeremy.open(&format!("{list}?q=ZOE")).await;
    assert_eq!(emails(&found), [newest[1]]);
    world.clock.advance(Duration::from_hours(24 * 40));
    let (mut scott, none) = (world.scott().await, "No invitation matches.");
    let expired = scott.open(&format!("{list}?state=expired")).await;
    assert_eq!(emails(&expired), newest[..2]);
    let open = scott.open(&format!("{list}?state=open")).await;
    assert!(open.text().contains(none), "{}", open.text());
}

#[tokio::test]
async fn mandates_of_an_organisation_are_limited_by_state_and_turned_round() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    world.maya(&mut jeremy, &organization).await;
    let list = format!("{organization}/mandates");
    let accepted = jeremy.open(&format!("{list}?state=accepted")).await;
    assert_eq!(rows(&accepted), ["Maya Chen"]);
    let ended = jeremy.open(&format!("{list}?state=ended")).await;
    assert!(ended.text().contains("No mandate is like this."), "{}", ended.text());
    let end = jeremy.open(&accepted.link("Maya Chen")).await.path;
    let ask = jeremy.open(&format!("{end}/end")).await;
    jeremy.submit(&ask, &format!("{end}/end"), &[]).await;
    assert_eq!(rows(&jeremy.open(&format!("{list}?state=ended")).await), ["Maya Chen"]);
    assert!(rows(&jeremy.open(&format!("{list}?state=accepted")).await).is_empty());
}

/// Sends the form that exports a list.
async fn exported(browser: &mut Browser, page: &Shown) -> Shown {
    let action = page.find("form.export", "action").remove(0);
    let token = page.token(&action);
    browser.post(&action, &[("csrf", &token)]).await
}

#[tokio::test]
async fn b_20_people_are_exported_as_the_list_finds_them_and_no_cell_calculates() {
    let (world, mut jeremy, organization) = with_viewers().await;
    add_like(&world, id_in(&organization), "zzz@citygroup.example", 450).await;
    world.test.add_person("-Kim =Plus", "kim@citygroup.example", "crm-1001", "viewer").await.unwrap();
    let page = jeremy.open(&format!("{organization}?q=citygroup&role=viewer&sort=-email&size=50")).await;
    let file = exported(&mut jeremy, &page).await;
    assert_eq!(file.status, StatusCode::OK, "{}", file.html);
    assert_eq!(file.headers[CONTENT_TYPE], "text/csv; charset=utf-8");
    assert_eq!(file.headers[CONTENT_DISPOSITION], "attachment; filename=\"people.csv\"");
    assert_eq!(file.headers[CACHE_CONTROL], "no-store");
    let text = file.html.strip_prefix('\u{feff}').expect("a byte order mark, for Excel");
    let lines: Vec<_> = text.split_terminator("\r\n").collect();
    assert_eq!(
        lines[0],
        "kind,email,username,given_name,family_name,phone,locale,organization,roles,roles_without_effect,state,since"
    );
    assert_eq!(lines.len(), 1 + 453, "every viewer, and not Jeremy");
    assert!(lines[1].starts_with("user,zzz@citygroup.example,,Åsa,Öberg,"), "{}", lines[1]);
    assert!(lines[1].contains(",crm-1001,viewer,,active,2026-11-23T12:00:02"), "{}", lines[1]);
    assert!(lines[453].starts_with("user,aaa@citygroup.example,"), "{}", lines[453]);
    assert!(text.contains("user,kim@citygroup.example,,'-Kim,'=Plus,"), "{text}");
    let history = world.store.audit_events();
    let filter = AuditFilter { actions: Some(vec![Action::ListExported]), ..AuditFilter::default() };
    let told = history.list(&filter, &Page::first(10)).await.unwrap().items;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].organization, Some(id_in(&organization)));
    let details: Vec<_> = told[0].details.iter().map(|(name, value)| format!("{name}={value}")).collect();
    assert_eq!(details, ["list=people", "role=viewer", "searched=true"]);
    let words = world.scott().await.open(&format!("{organization}/history")).await;
    assert!(words.text().contains("List downloaded"), "{}", words.text());
}

#[tokio::test]
async fn organisations_invitations_and_mandates_are_exported() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    world.maya(&mut jeremy, &organization).await;
    let mut scott = world.scott().await;
    let page = scott.open("/organizations?q=city").await;
    let file = exported(&mut scott, &page).await;
    assert_eq!(
        file.html,
        "\u{feff}kind,external_id,name,class,parent,business_id,domains,state,created_at\r\norganization,crm-1001,\
         \"City Group, Inc.\",enterprise,,,,active,2026-11-23T12:00:00Z\r\n"
    );
    let page = jeremy.open(&format!("{organization}/invitations?state=accepted&sort=email")).await;
    let file = exported(&mut jeremy, &page).await;
    let lines: Vec<_> = file.html.lines().collect();
    assert_eq!(lines.len(), 3, "{}", file.html);
    assert!(
        lines[1].starts_with("jeremy.mills@citygroup.example,Jeremy,Mills,,contact-person,accepted,"),
        "{}",
        lines[1]
    );
    let page = jeremy.open(&format!("{organization}/mandates")).await;
    let file = exported(&mut jeremy, &page).await;
    assert!(file.html.contains("\r\nMaya Chen,representative,smartplan,Jeremy Mills,"), "{}", file.html);
    assert!(file.html.contains(",active,parental leave\r\n"), "{}", file.html);
}

#[tokio::test]
async fn lists_are_exported_to_those_alone_who_may_see_them() {
    let (world, mut jeremy, organization) = with_viewers().await;
    let page = jeremy.open(&organization).await;
    let export = format!("{organization}/people/export");
    assert_eq!(jeremy.send(Method::GET, &export, None).await.status, StatusCode::METHOD_NOT_ALLOWED);
    let forged = jeremy.post(&export, &[]).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    // Susan, who may see neither people nor mandates, with a form that was never shown to her.
    let mut susan = world.susan().await;
    let action = page.find("form.export", "action").remove(0);
    let stolen = susan.post(&action, &[("csrf", &page.token(&action))]).await;
    assert_eq!(stolen.status, StatusCode::FORBIDDEN);
    let filter = AuditFilter { actions: Some(vec![Action::ListExported]), ..AuditFilter::default() };
    assert!(world.store.audit_events().list(&filter, &Page::first(10)).await.unwrap().items.is_empty());
}

/// What the list does not show of people goes along only with those who manage them.
#[tokio::test]
async fn who_only_sees_people_takes_no_numbers_and_user_names_along() {
    let (world, mut jeremy, organization) = with_viewers().await;
    world.test.add_person("Kim Plus", "kim@citygroup.example", "crm-1001", "viewer").await.unwrap();
    let kim = world.test.sign_in("kim@citygroup.example").await.unwrap().caller;
    let own = UserPatch::default().username(Some("kim.plus".parse().unwrap()));
    world.identity.update_user(&kim, kim.user().unwrap(), &own).await.unwrap();
    let page = jeremy.open(&organization).await;
    let file = exported(&mut jeremy, &page).await;
    assert!(file.html.contains("user,kim@citygroup.example,kim.plus,Kim,Plus,"), "{}", file.html);
    let (mut viewer, _) = world.maya(&mut jeremy, &organization).await;
    let page = viewer.open(&organization).await;
    let file = exported(&mut viewer, &page).await;
    assert!(file.html.contains("user,kim@citygroup.example,,Kim,Plus,,,"), "{}", file.html);
}
