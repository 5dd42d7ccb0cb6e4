//! The CRM's feed.

use crate::support::api::{Who, World};
use http::StatusCode;
use serde_json::json;

const CITY: &str = "/api/v1/organizations/external/CRM-1001";
const CONTRACT: &str = "/api/v1/contracts/external/C-1";

#[tokio::test]
async fn an_organisation_is_created_updated_left_alone_and_protected_from_old_news() {
    let world = World::empty().await;
    let crm = world.crm().await;
    let told = json!({"name": "City Group, Inc.", "class": "enterprise", "business_id": "1234567-8",
        "domains": ["CityGroup.example"], "attributes": {"segment": "key"}, "source_version": 5});
    let created = world.put(&crm, CITY, told.clone()).await;
    assert_eq!((created.status, &created.json["outcome"]), (StatusCode::CREATED, &json!("created")));
    assert_eq!(created.version(), 1);
    assert_eq!(created.json["domains"], json!(["citygroup.example"]));
    assert_eq!(created.json["created_at"], "2026-11-23T12:00:00Z");

    let again = world.put(&crm, CITY, told.clone()).await;
    assert_eq!((again.status, &again.json["outcome"]), (StatusCode::OK, &json!("unchanged")));
    assert_eq!(again.json["id"], created.json["id"]);
    assert_eq!(again.version(), 1);

    let old = json!({"name": "Old name", "class": "sme", "source_version": 4});
    let ignored = world.put(&crm, CITY, old).await;
    assert_eq!((ignored.status, &ignored.json["outcome"]), (StatusCode::OK, &json!("ignored")));
    assert_eq!(ignored.json["name"], "City Group, Inc.");
    assert!(ignored.json["message"].as_str().unwrap().contains("source_version 5"), "{ignored:?}");

    let mut other = told.clone();
    other["name"] = json!("Other name");
    let conflict = world.put(&crm, CITY, other.clone()).await;
    assert_eq!((conflict.status, conflict.problem()), (StatusCode::CONFLICT, "source-version-conflict"));
    other["source_version"] = json!(6);
    let updated = world.put(&crm, CITY, other).await;
    assert_eq!((updated.status, &updated.json["outcome"]), (StatusCode::OK, &json!("updated")));
    assert_eq!(updated.version(), 2);

    let read = world.get(&crm, CITY).await;
    assert_eq!((read.status, &read.json["name"]), (StatusCode::OK, &json!("Other name")));
    assert_eq!(read.json["outcome"], json!(null));
    let by_id =
        world.get(&crm, &format!("/api/v1/organizations/{}", read.json["id"].as_str().unwrap())).await;
    assert_eq!(by_id.json, read.json);
}

#[tokio::test]
async fn b_10_parallel_first_calls_make_one_organisation() {
    let world = World::empty().await;
    let crm = world.crm().await;
    let told = json!({"name": "City Group, Inc.", "class": "enterprise", "source_version": 1});
    let (a, b, c) = tokio::join!(
        world.put(&crm, CITY, told.clone()),
        world.put(&crm, CITY, told.clone()),
        world.put(&crm, CITY, told.clone()),
    );
    let created = [&a, &b, &c].iter().filter(|got| got.status == StatusCode::CREATED).count();
    assert_eq!((created, &a.json["id"]), (1, &b.json["id"]));
    let all = world.get(&crm, "/api/v1/organizations?search=City").await;
    assert_eq!(all.json["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn refusals_say_what_to_do() {
    let world = World::empty().await;
    let crm = world.crm().await;
    let unknown = world.put(&crm, CITY, json!({"name": "x", "class": "enterprise", "colour": "red"})).await;
    assert_eq!((unknown.status, unknown.field()), (StatusCode::BAD_REQUEST, "colour"));
    assert!(unknown.json["detail"].as_str().unwrap().contains("unknown field"), "{unknown:?}");
    let missing = world.put(&crm, CITY, json!({"class": "enterprise"})).await;
    assert_eq!((missing.problem(), missing.field()), ("invalid-fields", "name"));
    let domain = json!({"name": "x", "class": "sme", "domains": ["a.example", "not a domain"]});
    let domain = world.put(&crm, CITY, domain).await;
    assert_eq!((domain.problem(), domain.field()), ("invalid-fields", "domains[1]"));
    assert!(!domain.json["detail"].as_str().unwrap().contains("line 1"), "{domain:?}");
    let class = world.put(&crm, CITY, json!({"name": "x", "class": "operator"})).await;
    assert_eq!((class.problem(), class.field()), ("invalid-fields", "class"));
    let parent = world.put(&crm, CITY, json!({"name": "x", "class": "sme", "parent": "CRM-9"})).await;
    assert_eq!(
        (parent.status.as_u16(), parent.problem(), parent.field()),
        (422, "unknown-reference", "parent")
    );
    let id =
        world.put(&crm, "/api/v1/organizations/external/a%20b", json!({"name": "x", "class": "sme"})).await;
    assert_eq!((id.problem(), id.field()), ("invalid-fields", "crm_id"));
    let nobody = world.put(&Who::Nobody, CITY, json!({"name": "x", "class": "sme"})).await;
    assert_eq!(
        (nobody.status, nobody.header("www-authenticate")),
        (StatusCode::UNAUTHORIZED, "Bearer realm=\"identity\"")
    );
    let narrow = world.client(Some("contract.provision")).await;
    let narrow = world.put(&narrow, CITY, json!({"name": "x", "class": "sme"})).await;
    assert_eq!((narrow.status, narrow.problem()), (StatusCode::FORBIDDEN, "forbidden"));
    assert!(narrow.json["detail"].as_str().unwrap().contains("organization.provision"), "{narrow:?}");
    assert_eq!(world.get(&crm, CITY).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_contract_comes_changes_and_ends() {
    let world = World::new().await;
    let crm = world.crm().await;
    let told = json!({"organization": "crm-1", "services": ["smartplan"],
        "starts_at": "2026-01-01T02:00:00+02:00", "source_version": 1});
    let created = world.put(&crm, CONTRACT, told.clone()).await;
    assert_eq!((created.status, &created.json["outcome"]), (StatusCode::CREATED, &json!("created")));
    assert_eq!(created.json["starts_at"], "2026-01-01T00:00:00Z");
    assert_eq!(created.json["services"], json!(["smartplan"]));
    assert_eq!(world.put(&crm, CONTRACT, told.clone()).await.json["outcome"], "unchanged");

    let mut wrong = told.clone();
    wrong["ends_at"] = json!("2025-01-01T00:00:00Z");
    assert_eq!(world.put(&crm, CONTRACT, wrong).await.field(), "ends_at");
    let mut unknown = told.clone();
    unknown["services"] = json!(["none"]);
    unknown["source_version"] = json!(2);
    let unknown = world.put(&crm, CONTRACT, unknown).await;
    assert_eq!((unknown.problem(), unknown.field()), ("unknown-reference", "services"));

    let stale = world.send(&crm, "DELETE", CONTRACT, None, &[("if-match", "\"7\"")]).await;
    assert_eq!((stale.status, stale.problem()), (StatusCode::PRECONDITION_FAILED, "precondition-failed"));
    let ended = world.delete(&crm, CONTRACT).await;
    assert_eq!((ended.status, &ended.json["outcome"]), (StatusCode::OK, &json!("ended")));
    assert_eq!(ended.json["ends_at"], "2026-11-23T12:00:00Z");
    assert_eq!(world.delete(&crm, CONTRACT).await.json["outcome"], "unchanged");
    let read = world.get(&crm, CONTRACT).await;
    assert_eq!((read.status, read.version()), (StatusCode::OK, 2));
}

#[tokio::test]
async fn b_08_two_changes_from_one_etag_make_one() {
    let world = World::new().await;
    let crm = world.crm().await;
    let path = "/api/v1/organizations/external/crm-1";
    let tag = world.get(&crm, path).await.header("etag").to_owned();
    let body = |name: &str, version: u64| {
        Some(json!({"name": name, "class": "enterprise", "source_version": version}).to_string())
    };
    let first = world.send(&crm, "PUT", path, body("First", 2), &[("if-match", &tag)]).await;
    assert_eq!(first.status, StatusCode::OK);
    let second = world.send(&crm, "PUT", path, body("Second", 3), &[("if-match", &tag)]).await;
    assert_eq!((second.status, second.problem()), (StatusCode::PRECONDITION_FAILED, "precondition-failed"));
    let new = world.send(&crm, "PUT", CITY, body("New", 1), &[("if-match", &tag)]).await;
    assert_eq!(new.status, StatusCode::PRECONDITION_FAILED);
    for unkept in [("if-match", "*"), ("if-match", "W/\"1\""), ("if-match", "1"), ("if-none-match", "*")] {
        let refused = world.send(&crm, "PUT", path, body("Third", 4), &[unkept]).await;
        assert_eq!(
            (refused.status, refused.problem()),
            (StatusCode::BAD_REQUEST, "invalid-request"),
            "{unkept:?}"
        );
    }
    let read = world.get(&crm, path).await;
    assert_eq!(read.json["name"], "First");
    let known = world.send(&crm, "GET", path, None, &[("if-none-match", read.header("etag"))]).await;
    assert_eq!((known.status, &known.json), (StatusCode::NOT_MODIFIED, &json!(null)));
    assert_eq!(world.send(&crm, "GET", path, None, &[("if-none-match", &tag)]).await.status, StatusCode::OK);
}

#[tokio::test]
async fn b_08_of_parallel_changes_from_one_etag_one_is_made() {
    let world = World::new().await;
    let crm = world.crm().await;
    let path = "/api/v1/organizations/external/crm-1";
    let tag = world.get(&crm, path).await.header("etag").to_owned();
    let change = |name: &'static str, version: u64| {
        let body = json!({"name": name, "class": "enterprise", "source_version": version}).to_string();
        let (world, crm, tag) = (&world, &crm, &tag);
        async move { world.send(crm, "PUT", path, Some(body), &[("if-match", tag)]).await.status.as_u16() }
    };
    let (one, two, three) = tokio::join!(change("One", 2), change("Two", 3), change("Three", 4));
    let mut statuses = [one, two, three];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412, 412]);
}
