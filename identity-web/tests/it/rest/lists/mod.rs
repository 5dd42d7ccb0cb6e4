//! Lists that go by name and can be searched.

mod history;
mod sorted;

use crate::support::api::{Got, Who, World};
use http::StatusCode;
use identity_core::domain::MembershipKey;
use identity_core::ids::{OrganizationId, UserId};
use identity_core::policy::Permission;
use identity_core::store::{ChangeSet, Store};
use identity_core::testing::TestIdentity;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

/// The number in the CRM, the name, the business id and the mail domain of customers.
const CUSTOMERS: [(&str, &str, &str, &str); 6] = [
    ("crm-10", "zebra oy", "1000000-1", "stripes.example"),
    ("crm-11", "Ärger GmbH", "2000000-2", "aerger.example"),
    ("crm-12", "Beta 100% Energy", "3000000-3", "energy.example"),
    ("kun-13", "Éclair & Søn", "4000000-4", "bakery.example"),
    ("crm-14", "apple", "5000000-5", "orchard.example"),
    ("crm-15", "BÉTA", "6000000-6", "second.example"),
];

const BY_NAME: [&str; 7] =
    ["apple", "Ärger GmbH", "BÉTA", "Beta 100% Energy", "Éclair & Søn", "SmartPlan Group", "zebra oy"];

async fn with_customers() -> (World, Who) {
    let world = World::empty().await;
    let crm = world.crm().await;
    for (number, name, business_id, domain) in CUSTOMERS {
        let told =
            json!({"name": name, "class": "enterprise", "business_id": business_id, "domains": [domain]});
        let made = world.put(&crm, &format!("/api/v1/organizations/external/{number}"), told).await;
        assert_eq!(made.status, StatusCode::CREATED, "{made:?}");
    }
    let scott = world.scott().await;
    (world, scott)
}

fn texts(got: &Got, of: impl Fn(&Value) -> String) -> Vec<String> {
    assert_eq!(got.status, StatusCode::OK, "{got:?}");
    got.json["items"].as_array().unwrap().iter().map(of).collect()
}

fn names(got: &Got) -> Vec<String> {
    texts(got, |item| item["name"].as_str().unwrap().to_owned())
}

fn people(got: &Got) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    texts(got, |item| format!("{} {}", text(&item["given_name"]), text(&item["family_name"])))
}

/// Every item of a list, page by page; `path` ends where the parameters of a page follow.
async fn walk(world: &World, who: &Who, path: &str, of: fn(&Got) -> Vec<String>) -> Vec<String> {
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = world.get(who, &format!("{path}limit=2{cursor}")).await;
        seen.extend(of(&page));
        let Some(next) = page.json["next"].as_str() else { return seen };
        cursor = format!("&cursor={next}");
    }
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

#[tokio::test]
async fn organisations_go_by_name_whatever_case_and_accents() {
    let (world, scott) = with_customers().await;
    assert_eq!(walk(&world, &scott, "/api/v1/organizations?", names).await, BY_NAME);
    assert_eq!(
        walk(&world, &scott, "/api/v1/organizations?search=e&", names).await,
        ["apple", "Ärger GmbH", "BÉTA", "Beta 100% Energy", "Éclair & Søn", "zebra oy"]
    );
}

#[tokio::test]
async fn pages_at_depth_leave_out_nothing_and_repeat_nothing() {
    let world = World::empty().await;
    let crm = world.crm().await;
    // Many of them have the same name; the id decides between those.
    for number in 0..40 {
        let told = json!({"name": format!("Branch {}", number % 5), "class": "sme"});
        let path = format!("/api/v1/organizations/external/crm-{number}");
        assert_eq!(world.put(&crm, &path, told).await.status, StatusCode::CREATED);
    }
    let scott = world.scott().await;
    let ids = |got: &Got| texts(got, |item| item["id"].as_str().unwrap().to_owned());
    let by_name = walk(&world, &scott, "/api/v1/organizations?search=branch&", names).await;
    assert!(by_name.is_sorted() && by_name.len() == 40, "{by_name:?}");
    let mut seen = walk(&world, &scott, "/api/v1/organizations?search=branch&", ids).await;
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 40);
}

#[tokio::test]
async fn organisations_are_found_by_name_number_business_id_and_domain() {
    let (world, scott) = with_customers().await;
    let found: [(&str, &[&str]); 11] = [
        ("ARGER", &["Ärger GmbH"]),
        ("eclair", &["Éclair & Søn"]),
        ("SON", &["Éclair & Søn"]),
        ("  beta ", &["BÉTA", "Beta 100% Energy"]),
        // A sign that is a placeholder in SQL, as it is and in full width.
        ("%", &["Beta 100% Energy"]),
        ("％", &["Beta 100% Energy"]),
        ("_", &[]),
        ("KUN-13", &["Éclair & Søn"]),
        ("5000000-5", &["apple"]),
        ("stripes.example", &["zebra oy"]),
        ("nothing of the kind", &[]),
    ];
    for (search, expected) in found {
        let got = world.get(&scott, &format!("/api/v1/organizations?search={}", encoded(search))).await;
        assert_eq!(names(&got), expected, "{search}");
    }
}

/// City Group, with people whose names begin with letters of several kinds.
async fn with_people() -> (World, Who, String) {
    let world = World::new().await;
    for (name, email) in [
        ("Zoë Lind", "zoe@citygroup.example"),
        ("Åsa Öberg", "asa@citygroup.example"),
        ("Bjørn Dahl", "bear@citygroup.example"),
    ] {
        world.test.add_person(name, email, "crm-1", "viewer").await.unwrap();
    }
    world.test.invite("a.v@citygroup.example", "crm-1", "viewer").await.unwrap();
    let mut account = TestIdentity::account("anna Virtanen").unwrap();
    account.username = Some("night-owl".parse().unwrap());
    world.test.accept("a.v@citygroup.example", account).await.unwrap();
    let scott = world.scott().await;
    let path = format!("/api/v1/organizations/{}/members", world.organization("crm-1").await);
    (world, scott, path)
}

#[tokio::test]
async fn people_go_by_name_and_are_found_by_name_address_and_user_name() {
    let (world, scott, path) = with_people().await;
    let by_name = ["anna Virtanen", "Åsa Öberg", "Bjørn Dahl", "Zoë Lind"];
    assert_eq!(walk(&world, &scott, &format!("{path}?"), people).await, by_name);
    let found: [(&str, &[&str]); 7] = [
        ("OBERG", &["Åsa Öberg"]),
        ("asa ö", &["Åsa Öberg"]),
        ("bjorn", &["Bjørn Dahl"]),
        ("BEAR@citygroup", &["Bjørn Dahl"]),
        ("night-owl", &["anna Virtanen"]),
        ("%", &[]),
        ("％", &[]),
    ];
    for (search, expected) in found {
        let got = world.get(&scott, &format!("{path}?search={}", encoded(search))).await;
        assert_eq!(people(&got), expected, "{search}");
    }
}

#[tokio::test]
async fn a_cursor_of_another_list_of_people_is_refused() {
    let (world, scott, path) = with_people().await;
    let cursor = |got: Got| got.json["next"].as_str().unwrap().to_owned();
    let all = cursor(world.get(&scott, &format!("{path}?limit=1")).await);
    let searched = cursor(world.get(&scott, &format!("{path}?search=citygroup&limit=1")).await);
    let koko = format!("/api/v1/organizations/{}/members", world.organization("crm-2").await);
    for refused in [
        format!("{path}?search=citygroup&cursor={all}"),
        format!("{path}?cursor={searched}"),
        format!("{path}?search=city&cursor={searched}"),
        format!("{koko}?cursor={all}"),
        format!("/api/v1/organizations?cursor={all}"),
    ] {
        let got = world.get(&scott, &refused).await;
        assert_eq!((got.status, got.problem()), (StatusCode::BAD_REQUEST, "invalid-cursor"), "{refused}");
    }
    let fine = world.get(&scott, &format!("{path}?search=citygroup&cursor={searched}")).await;
    assert_eq!(people(&fine), ["Åsa Öberg", "Bjørn Dahl", "Zoë Lind"]);
}

#[tokio::test]
async fn the_next_page_comes_though_its_cursors_record_is_gone() {
    let (world, scott, path) = with_people().await;
    let first = world.get(&scott, &format!("{path}?limit=2")).await;
    assert_eq!(people(&first), ["anna Virtanen", "Åsa Öberg"]);
    let last: UserId = first.json["items"][1]["id"].as_str().unwrap().parse().unwrap();
    let city: OrganizationId = world.organization("crm-1").await.parse().unwrap();
    let memberships = world.store.memberships();
    let membership = memberships.find(&MembershipKey::Of(last, city)).await.unwrap().unwrap();
    let mut changes = ChangeSet::default();
    changes.remove(membership.id, membership.version);
    world.store.commit(&changes).await.unwrap();
    let next = first.json["next"].as_str().unwrap();
    let rest = world.get(&scott, &format!("{path}?cursor={next}")).await;
    assert_eq!(people(&rest), ["Bjørn Dahl", "Zoë Lind"]);
}

#[tokio::test]
async fn u_15_people_are_found_by_the_role_that_they_hold() {
    let (world, scott, path) = with_people().await;
    world.test.add_role("auditor", &[Permission::OrganizationView, Permission::MemberView]).await.unwrap();
    world.test.add_person("Eve Black", "eve@citygroup.example", "crm-1", "auditor").await.unwrap();
    let by = |role: &str| format!("{path}?role={role}&");
    assert_eq!(walk(&world, &scott, &by("auditor"), people).await, ["Eve Black"]);
    let viewers = ["anna Virtanen", "Åsa Öberg", "Bjørn Dahl", "Zoë Lind"];
    assert_eq!(walk(&world, &scott, &by("viewer"), people).await, viewers);
    assert_eq!(people(&world.get(&scott, &format!("{path}?role=viewer&search=bear")).await), ["Bjørn Dahl"]);
    assert!(people(&world.get(&scott, &format!("{path}?role=no-such-role")).await).is_empty());
    let got = world.get(&scott, &format!("{path}?role=No%20Role")).await;
    assert_eq!((got.status, got.problem()), (StatusCode::BAD_REQUEST, "invalid-request"), "{got:?}");
    let cursor = world.get(&scott, &format!("{path}?role=viewer&limit=1")).await.json["next"].clone();
    let got = world.get(&scott, &format!("{path}?limit=1&cursor={}", cursor.as_str().unwrap())).await;
    assert_eq!(got.problem(), "invalid-cursor", "of another list");
    // Who sees the people and not their roles learns nothing about who holds which.
    let eve = world.sign_in("eve@citygroup.example").await;
    assert_eq!(world.get(&eve, &path).await.status, StatusCode::OK);
    let got = world.get(&eve, &by("viewer")).await;
    assert_eq!((got.status, got.problem()), (StatusCode::FORBIDDEN, "forbidden"), "{got:?}");
}
