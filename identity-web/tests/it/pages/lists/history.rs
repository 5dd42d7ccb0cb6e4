//! The history of an organisation, limited to a person, a kind and some days, through the pages.

use crate::support::browser::{Browser, Shown};
use crate::support::site::{JEREMY, PASSWORD, SUSAN, World};
use http::StatusCode;
use identity_core::Clock as _;
use identity_core::domain::{Action, Actor, AuditEvent, Membership, UserKey};
use identity_core::ids::{MembershipId, OrganizationId, UserId};
use identity_core::policy::Permission;
use identity_core::store::{ChangeSet, Store as _};
use identity_core::values::EmailAddress;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use uuid::Uuid;

/// Where the form that limits a history leads when it is filled in so.
fn asked(page: &Shown, fields: &[(&str, &str)]) -> String {
    let hidden = |attribute| page.find("form.filters input[type=hidden]", attribute);
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(hidden("name").into_iter().zip(hidden("value")));
    let query = query.extend_pairs(fields).finish();
    format!("{}?{query}", page.find("form.filters", "action").remove(0))
}

/// What happened, newest first.
fn rows(page: &Shown) -> Vec<String> {
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    page.all_words("main tbody th")
}

fn id_in(path: &str) -> OrganizationId {
    OrganizationId::parse(path.rsplit('/').next().unwrap()).unwrap()
}

/// City Group with Jeremy, and with Susan, from whom Scott takes her role two days later; with the path of her page.
async fn with_susan() -> (World, Browser, Browser, String, String) {
    let world = World::new().await;
    let (jeremy, organization) = world.jeremy().await;
    world.susan().await;
    world.clock.advance(Duration::from_hours(48));
    let mut scott = world.scott().await;
    let person = scott.open(&organization).await.link("Susan Ward");
    let page = scott.open(&person).await;
    let ask = scott.open(&page.find("a[href$='/revoke']", "href").remove(0)).await;
    scott.submit(&ask, &ask.action("/revoke"), &[]).await;
    (world, jeremy, scott, organization, person)
}

#[tokio::test]
async fn scott_finds_what_susan_did_and_what_was_done_to_her() {
    let (_world, _jeremy, mut scott, organization, person) = with_susan().await;
    let all = scott.open(&format!("{organization}/history")).await;
    assert!(all.text().contains("Organisation created"), "{}", all.text());
    let page = scott.open(&person).await;
    let hers = scott.open(&page.link("See what this person did here")).await;
    assert!(
        hers.text().contains("Only what this person did, or what is about them: Susan Ward"),
        "{}",
        hers.text()
    );
    let found = rows(&hers);
    assert_eq!(found[0], "Role removed", "what Scott did, and is about her");
    assert!(found.contains(&"Invitation accepted".to_owned()), "what she did: {found:?}");
    assert!(!found.contains(&"Organisation created".to_owned()), "{found:?}");

    let roles = scott.open(&asked(&hers, &[("kind", "roles")])).await;
    assert!(rows(&roles).iter().all(|row| row.starts_with("Role ")), "{:?}", rows(&roles));
    assert_eq!(roles.find("#kind option[selected]", "value"), ["roles"]);
    assert!(roles.text().contains("them: Susan Ward"), "the person stays: {}", roles.text());

    // The first and the last day count, by UTC.
    let until = scott.open(&asked(&hers, &[("to", "2026-11-24")])).await;
    assert_eq!(rows(&until).len(), found.len() - 1);
    assert!(!rows(&until).contains(&"Role removed".to_owned()));
    let on = scott.open(&asked(&hers, &[("from", "2026-11-25"), ("to", "2026-11-25")])).await;
    assert_eq!(rows(&on), ["Role removed"]);
    let none = scott.open(&asked(&hers, &[("from", "2026-11-26")])).await;
    assert_eq!(rows(&none).len(), 0);
    assert!(none.text().contains("Choose other days, another kind or another person."), "{}", none.text());
    assert_eq!(rows(&scott.open(&none.link("Show all")).await), rows(&all));

    // A name in a row leads to what else that person did, with the kind and the days that were chosen.
    let theirs = scott.open(&on.link("Scott Long")).await;
    assert_eq!(rows(&theirs), ["Role removed"]);
    assert!(theirs.text().contains("them: Scott Long"), "{}", theirs.text());
    assert_eq!(theirs.find("#from", "value"), ["2026-11-25"]);
}

#[tokio::test]
async fn a_person_is_found_by_name_address_or_id() {
    let (_world, _jeremy, mut scott, organization, person) = with_susan().await;
    let all = scott.open(&format!("{organization}/history")).await;
    let id = person.rsplit('/').next().unwrap();
    let hers = rows(&scott.open(&format!("{organization}/history?person={id}")).await);
    for typed in ["SUSAN", "ward", SUSAN, id] {
        let found = scott.open(&asked(&all, &[("q", typed)])).await;
        assert_eq!(rows(&found), hers, "{typed}");
        assert_eq!(found.find("form.filters input[name=person]", "value"), [id]);
    }
    let several = scott.open(&asked(&all, &[("q", "citygroup"), ("kind", "roles")])).await;
    assert!(several.text().contains("Which person do you mean?"), "{}", several.text());
    assert!(rows(&several).is_empty());
    let chosen = several.link("Susan Ward");
    assert!(chosen.contains("kind=roles"), "{chosen}");
    assert_eq!(rows(&scott.open(&chosen).await)[0], "Role removed");
    let nobody = scott.open(&asked(&all, &[("q", "karl")])).await;
    assert!(nobody.text().contains("No person of City Group, Inc. matches."), "{}", nobody.text());
    assert!(rows(&nobody).is_empty());

    // The rows of somebody who was erased are found by their id, which their name leads to.
    let page = scott.open(&person).await;
    let erase = page.link("Erase account");
    let page = scott.open(&erase).await;
    scott.submit(&page, &erase, &[("name", "Susan Ward"), ("reason", "Asked for by letter")]).await;
    let all = scott.open(&format!("{organization}/history")).await;
    assert!(!all.text().contains("Susan"), "{}", all.text());
    let erased = format!("An erased account ({})", id.rsplit('-').next().unwrap());
    let theirs = scott.open(&all.link(&erased)).await;
    assert!(theirs.text().contains(&format!("them: {erased}")), "{}", theirs.text());
    for row in ["Invitation accepted", "Role removed"] {
        assert!(rows(&theirs).contains(&row.to_owned()), "{row}: {:?}", rows(&theirs));
    }
    assert_eq!(rows(&scott.open(&asked(&all, &[("q", id)])).await), rows(&theirs));
}

/// As many events as fill three pages, every other one about roles.
async fn add_events(world: &World, organization: OrganizationId, actor: UserId) {
    let mut changes = ChangeSet::new();
    for number in 1..=120_u128 {
        changes.insert(AuditEvent {
            id: Uuid::from_u128(number).into(),
            at: world.clock.as_ref().now(),
            actor: Actor::User(actor),
            acting_for: None,
            mandate: None,
            action: if number % 2 == 0 { Action::GrantGiven } else { Action::InvitationSent },
            target: None,
            organization: Some(organization),
            details: BTreeMap::new(),
            reference: None,
        });
    }
    world.store.commit(&changes).await.unwrap();
}

#[tokio::test]
async fn every_limit_is_kept_from_page_to_page() {
    let world = World::new().await;
    let (_, organization) = world.jeremy().await;
    let susan = world.test.add_person("Susan Ward", SUSAN, "crm-1001", "viewer").await.unwrap().user;
    add_events(&world, id_in(&organization), susan).await;
    let mut scott = world.scott().await;
    let all = scott.open(&format!("{organization}/history")).await;
    let fields = [("q", "susan"), ("kind", "roles"), ("from", "2026-11-23"), ("to", "2026-11-23")];
    let mut page = scott.open(&asked(&all, &fields)).await;
    let (mut seen, mut pages) = (Vec::new(), 1);
    loop {
        seen.extend(rows(&page));
        let kept = ["#kind option[selected]", "#from", "#to", "form.filters input[name=person]"];
        let kept = kept.map(|control| page.find(control, "value").remove(0));
        assert_eq!(kept, ["roles", "2026-11-23", "2026-11-23", &susan.to_string()], "{}", page.path);
        assert!(page.text().contains("them: Susan Ward"), "{}", page.text());
        let Some(next) = page.find("main a[rel=next]", "href").pop() else { break };
        page = scott.open(&next).await;
        pages += 1;
    }
    assert!(pages == 3 && seen.len() >= 60, "{pages} pages, {} rows", seen.len());
    assert!(seen.iter().all(|row| row == "Role given"), "{seen:?}");
}

#[tokio::test]
async fn what_cannot_be_is_said_and_what_was_typed_stays() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let mut scott = world.scott().await;
    let path = format!("{organization}/history");
    for (query, says) in [
        ("from=yesterday", "Enter a real date"),
        ("to=2026-02-30", "Enter a real date"),
        ("from=2026-11-25&to=2026-11-24", "The last day is before the first. Enter a later one"),
    ] {
        let page = scott.open(&format!("{path}?{query}&kind=roles")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        assert!(page.words("title").starts_with("Error: "), "{}", page.words("title"));
        assert_eq!(page.all_words(".error-summary li"), [says], "{query}");
        assert_eq!(page.find("details.more[open] #kind option[selected]", "value"), ["roles"]);
        let typed = query.split(['=', '&']).nth(1).unwrap();
        assert!(page.html.contains(&format!("value=\"{typed}\"")), "{query}: {}", page.html);
        assert!(!page.text().contains("Nothing"), "nothing was looked for: {}", page.text());
    }
    let all = rows(&scott.open(&path).await);
    for query in ["kind=nonsense", "kind=&q=&from=&to=", "from=1970-01-01&to=9999-12-31", "person="] {
        assert_eq!(rows(&scott.open(&format!("{path}?{query}")).await), all, "{query}");
    }
    for query in ["person=susan", "next=garbage", "person=%00"] {
        let page = scott.open(&format!("{path}?{query}")).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{query}");
    }
    let long = "x".repeat(3_000);
    let page = scott.open(&format!("{path}?q={long}&from={long}")).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!page.find("#from", "value").contains(&long), "no more is shown than a day can have");
    // Whoever may not see the history hears no more of it than before, whatever is asked.
    for query in ["", "?from=yesterday", "?q=citygroup", "?q=karl", "?kind=roles"] {
        let page = jeremy.open(&format!("{path}{query}")).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{query}");
    }
    let page = jeremy.open(&organization).await.link("Jeremy Mills");
    assert!(!jeremy.open(&page).await.text().contains("See what this person did here"));
}

/// Karl of KOKO Media is nobody at City Group, like an id that nobody has.
#[tokio::test]
async fn somebody_of_a_foreign_organisation_is_like_nobody() {
    let world = World::new().await;
    let (_, organization) = world.jeremy().await;
    world.feed("crm-2001", "KOKO Media Inc.").await;
    let karl =
        world.test.add_person("Karl Kearnes", "karl@koko.example", "crm-2001", "viewer").await.unwrap();
    auditor(&world).await;
    let mut olga = signed_in(&world, "olga@citygroup.example").await;
    let mut told = BTreeSet::new();
    for person in [karl.user.to_string(), Uuid::from_u128(7).to_string()] {
        for name in ["person", "q"] {
            let page = olga.open(&format!("{organization}/history?{name}={person}")).await;
            assert!(page.text().contains("them: somebody who is not known here"), "{}", page.text());
            assert!(rows(&page).is_empty());
            told.insert(page.text().replace(&person, "ID"));
        }
    }
    assert_eq!(told.len(), 1, "{told:?}");
}

/// Somebody who sees people and history of City Group, and nothing elsewhere.
async fn auditor(world: &World) {
    let permissions = [Permission::OrganizationView, Permission::MemberView, Permission::AuditView];
    world.test.add_role("auditor", &permissions).await.unwrap();
    world.test.add_person("Olga Orlova", "olga@citygroup.example", "crm-1001", "auditor").await.unwrap();
}

async fn signed_in(world: &World, email: &str) -> Browser {
    let mut browser = world.browser();
    let page = browser.open("/login").await;
    browser.submit(&page, "/login", &[("identifier", email), ("password", PASSWORD)]).await;
    browser
}

#[tokio::test]
async fn histories_elsewhere_are_linked_for_those_alone_who_may_see_them() {
    let world = World::new().await;
    let (_, organization) = world.jeremy().await;
    world.feed("crm-2001", "KOKO Media Inc.").await;
    let koko = world.test.organization("crm-2001").await.unwrap();
    auditor(&world).await;
    let key = UserKey::Email(EmailAddress::parse(JEREMY).unwrap().canonical());
    let jeremy = world.store.users().find(&key).await.unwrap().unwrap().record;
    let mut changes = ChangeSet::new();
    changes.insert(Membership::new(MembershipId::from(Uuid::from_u128(3)), &jeremy, koko, jeremy.created_at));
    world.store.commit(&changes).await.unwrap();
    let mut scott = world.scott().await;
    let history = format!("{organization}/history?kind=roles&person={}", jeremy.id);
    let page = scott.open(&history).await;
    let there = scott.open(&page.link("KOKO Media Inc.")).await;
    assert_eq!(there.path, format!("/organizations/{koko}/history?kind=roles&person={}", jeremy.id));
    assert!(there.text().contains("them: Jeremy Mills"), "{}", there.text());
    assert!(!there.link("City Group, Inc.").is_empty(), "and back");
    let mut olga = signed_in(&world, "olga@citygroup.example").await;
    let page = olga.open(&history).await;
    assert!(page.text().contains("them: Jeremy Mills") && !page.text().contains("KOKO"), "{}", page.text());
    let there = format!("/organizations/{koko}/history?person={}", jeremy.id);
    assert_eq!(olga.open(&there).await.status, StatusCode::NOT_FOUND);
}
