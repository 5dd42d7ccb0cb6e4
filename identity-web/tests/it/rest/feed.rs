//! The CRM's feed as real registers send it: late, twice, in any order, and with more or less than was meant.

use crate::support::api::{Got, Who, World};
use http::StatusCode;
use serde_json::{Value, json};

const CONTRACT: &str = "/api/v1/contracts/external/C-1";

fn told(source_version: Option<u64>) -> Value {
    json!({"organization": "crm-1", "services": ["smartplan"], "starts_at": "2026-01-01T00:00:00Z",
        "source_version": source_version})
}

fn outcome(got: &Got) -> (u16, &str) {
    (got.status.as_u16(), got.json["outcome"].as_str().unwrap_or_default())
}

async fn is_ended(world: &World, crm: &Who) -> bool {
    let read = world.get(crm, CONTRACT).await;
    read.json["ended_at"].is_string() && read.json["ends_at"].is_string()
}

#[tokio::test]
async fn f_32_nothing_older_than_the_end_opens_a_contract_again() {
    for version in [None, Some(3)] {
        let world = World::new().await;
        let crm = world.crm().await;
        world.put(&crm, CONTRACT, told(version)).await;
        assert_eq!(outcome(&world.delete(&crm, CONTRACT).await), (200, "ended"));
        for late in [told(version), told(None), told(Some(2))] {
            let got = world.put(&crm, CONTRACT, late).await;
            assert_eq!(outcome(&got), (200, "ignored"), "{got:?}");
            assert!(
                got.json["message"].as_str().unwrap().contains(if got.json["source_version"] == json!(3) {
                    ""
                } else {
                    "ended"
                })
            );
        }
        assert_eq!(outcome(&world.patch(&crm, CONTRACT, json!({"ends_at": null})).await), (200, "ignored"));
        assert!(is_ended(&world, &crm).await, "{version:?}");
    }
}

#[tokio::test]
async fn f_32_what_is_newer_than_the_end_opens_the_contract() {
    let world = World::new().await;
    let crm = world.crm().await;
    world.put(&crm, CONTRACT, told(Some(3))).await;
    let end = format!("{CONTRACT}?source_version=5");
    assert_eq!(outcome(&world.delete(&crm, &end).await), (200, "ended"));
    assert_eq!(outcome(&world.put(&crm, CONTRACT, told(Some(4))).await), (200, "ignored"));
    assert_eq!(outcome(&world.put(&crm, CONTRACT, told(Some(5))).await), (200, "ignored"));
    assert!(is_ended(&world, &crm).await);
    assert_eq!(outcome(&world.put(&crm, CONTRACT, told(Some(6))).await), (200, "updated"));
    assert!(!is_ended(&world, &crm).await);
    // An end that is older than what is here ends nothing.
    assert_eq!(outcome(&world.delete(&crm, &end).await), (200, "ignored"));
    assert!(!is_ended(&world, &crm).await);
    // Who saw that it ended can open it, whatever the numbers.
    world.delete(&crm, CONTRACT).await;
    let tag = world.get(&crm, CONTRACT).await.header("etag").to_owned();
    let again = world.send(&crm, "PUT", CONTRACT, Some(told(None).to_string()), &[("if-match", &tag)]).await;
    assert_eq!(outcome(&again), (200, "updated"));
}

#[tokio::test]
async fn f_32_the_end_of_an_unknown_contract_is_remembered() {
    for (end, late, newer) in
        [("?source_version=5", Some(4), Some(6)), ("?source_version=5", None, Some(6)), ("", Some(9), None)]
    {
        let world = World::new().await;
        let crm = world.crm().await;
        let ended = world.delete(&crm, &format!("{CONTRACT}{end}")).await;
        assert_eq!(
            (outcome(&ended), &ended.json["organization_id"]),
            ((200, "ended"), &json!(null)),
            "{ended:?}"
        );
        assert_eq!(outcome(&world.delete(&crm, &format!("{CONTRACT}{end}")).await), (200, "unchanged"));
        assert_eq!(world.get(&crm, CONTRACT).await.status, StatusCode::NOT_FOUND);
        let got = world.put(&crm, CONTRACT, told(late)).await;
        assert_eq!(outcome(&got), (200, "ignored"), "{got:?}");
        assert!(is_ended(&world, &crm).await, "it is known now, and stays ended");
        if let Some(newer) = newer {
            assert_eq!(outcome(&world.put(&crm, CONTRACT, told(Some(newer))).await), (200, "updated"));
        }
    }
}

#[tokio::test]
async fn f_32_only_who_may_end_every_contract_ends_unknown_ones() {
    let world = World::new().await;
    let city = world.organization("crm-1").await;
    let jeremy = world.person(&city, "jeremy@citygroup.example", "contact-person").await;
    let (unknown, foreign) = (world.delete(&jeremy, CONTRACT).await, "/api/v1/contracts/external/crm-2-a");
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert_eq!(unknown.visible(), world.delete(&jeremy, foreign).await.visible());
    assert_eq!(outcome(&world.put(&world.crm().await, CONTRACT, told(None)).await), (201, "created"));
    let with_body = Some(json!({"source_version": 7}).to_string());
    let refused = world.send(&world.crm().await, "DELETE", CONTRACT, with_body, &[]).await;
    assert_eq!((refused.status, refused.problem()), (StatusCode::BAD_REQUEST, "invalid-request"));
}

const CHILD: &str = "/api/v1/organizations/external/crm-child";

async fn with_child() -> (World, Who, Value) {
    let world = World::new().await;
    let crm = world.crm().await;
    let told = json!({"name": "Child", "class": "sme", "parent": "crm-1", "business_id": "1234567-8",
        "domains": ["child.example"], "attributes": {"segment": "key"}, "source_version": 7});
    let made = world.put(&crm, CHILD, told).await;
    assert_eq!(made.status, StatusCode::CREATED, "{made:?}");
    (world, crm, made.json)
}

#[tokio::test]
async fn f_33_moving_needs_to_be_said_and_emptying_is_told() {
    let (world, crm, made) = with_child().await;
    let short = world.put(&crm, CHILD, json!({"name": "Child", "class": "sme", "source_version": 8})).await;
    assert_eq!(
        (outcome(&short), &short.json["parent"]),
        ((200, "updated"), &made["parent"]),
        "it stays where it is"
    );
    assert_eq!(short.json["emptied"], json!(["business_id", "domains", "attributes"]), "{short:?}");
    assert!(short.json["message"].as_str().unwrap().contains("domains"));
    assert_eq!(short.json["moved"], json!(null));
    let body = json!({"name": "Child", "class": "sme", "parent": null, "source_version": 9});
    let top = world.put(&crm, CHILD, body).await;
    assert_eq!((outcome(&top), &top.json["moved"]), ((200, "updated"), &json!(true)));
    assert!(top.json["message"].as_str().unwrap().contains("moved"));
    assert_ne!(top.json["parent"], made["parent"]);
    let body = json!({"name": "Child", "class": "sme", "source_version": 10});
    let still = world.put(&crm, CHILD, body).await;
    assert_eq!((&still.json["parent"], &still.json["message"]), (&top.json["parent"], &json!(null)));
}

#[tokio::test]
async fn f_33_a_patch_changes_what_it_names() {
    let (world, crm, made) = with_child().await;
    let named = world.patch(&crm, CHILD, json!({"name": "Renamed", "source_version": 8})).await;
    assert_eq!((outcome(&named), &named.json["name"]), ((200, "updated"), &json!("Renamed")));
    for field in ["parent", "business_id", "domains", "attributes", "class"] {
        assert_eq!(named.json[field], made[field], "{field}");
    }
    assert_eq!(
        outcome(&world.patch(&crm, CHILD, json!({"name": "Old", "source_version": 7})).await),
        (200, "ignored")
    );
    let body =
        json!({"business_id": null, "attributes": {"segment": null, "region": "north"}, "parent": "crm-2"});
    let moved = world.patch(&crm, CHILD, body).await;
    assert_eq!(
        (&moved.json["business_id"], &moved.json["attributes"]),
        (&json!(null), &json!({"region": "north"}))
    );
    assert_eq!((&moved.json["moved"], &moved.json["domains"]), (&json!(true), &json!(["child.example"])));
    for wrong in [json!({"name": null}), json!({"class": null}), json!({"domains": null})] {
        assert_eq!(world.patch(&crm, CHILD, wrong.clone()).await.problem(), "invalid-fields", "{wrong}");
    }
    let unknown = world.patch(&crm, "/api/v1/organizations/external/none", json!({"name": "x"})).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    let contract = "/api/v1/contracts/external/crm-1-a";
    let before = world.get(&crm, contract).await.json;
    let changed =
        world.patch(&crm, contract, json!({"ends_at": "2030-01-01T00:00:00Z", "source_version": 1})).await;
    assert_eq!((outcome(&changed), &changed.json["services"]), ((200, "updated"), &before["services"]));
    assert_eq!(changed.json["starts_at"], before["starts_at"]);
    let early = world.patch(&crm, contract, json!({"ends_at": "2020-01-01T00:00:00Z"})).await;
    assert_eq!((early.problem(), early.field()), ("invalid-fields", "ends_at"));
}

/// Rows wait nowhere: the feed tries those again that were refused, and each round brings one more level.
#[tokio::test]
async fn f_34_rows_in_any_order_arrive_by_trying_again() {
    let world = World::empty().await;
    let crm = world.crm().await;
    let mut left: Vec<u32> = (0..40).rev().collect();
    let mut rounds = 0;
    while !left.is_empty() {
        let mut refused = Vec::new();
        for row in left {
            let parent = (row > 3).then(|| format!("row-{}", row / 4));
            let body = json!({"name": "Row", "class": "sme", "parent": parent, "source_version": 1});
            let got = world.put(&crm, &format!("/api/v1/organizations/external/row-{row}"), body).await;
            if got.status == StatusCode::UNPROCESSABLE_ENTITY {
                assert_eq!((got.problem(), got.field()), ("unknown-reference", "parent"));
                refused.push(row);
            } else {
                assert_eq!(got.status, StatusCode::CREATED, "{got:?}");
            }
        }
        left = refused;
        rounds += 1;
        assert!(rounds <= 4, "{left:?}");
    }
    assert!(rounds > 1);
}

#[tokio::test]
async fn f_37_a_day_without_a_zone_says_whose_midnight_and_the_last_day_is_no_end() {
    let world = World::new().await;
    let crm = world.crm().await;
    let mut body = told(None);
    for text in ["2026-12-31", "2026-12-31T00:00:00", "31.12.2026"] {
        body["ends_at"] = json!(text);
        let refused = world.put(&crm, CONTRACT, body.clone()).await;
        assert_eq!((refused.problem(), refused.field()), ("invalid-fields", "ends_at"), "{text}");
        assert!(refused.json["detail"].as_str().unwrap().contains("midnight in UTC"), "{refused:?}");
        let mut starts = told(None);
        starts["starts_at"] = json!(text);
        let refused = world.put(&crm, CONTRACT, starts).await;
        assert!(refused.json["detail"].as_str().unwrap().contains("midnight in UTC"), "{refused:?}");
    }
    for text in
        ["9999-12-31", "9999-12-31T00:00:00Z", "9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59+02:00"]
    {
        body["ends_at"] = json!(text);
        let kept = world.put(&crm, CONTRACT, body.clone()).await;
        assert_eq!(
            (kept.status.is_success(), &kept.json["ends_at"]),
            (true, &json!(null)),
            "{text}: {kept:?}"
        );
    }
    let scott = world.scott().await;
    let city = world.organization("crm-1").await;
    let member = world.person(&city, "kim@citygroup.example", "viewer").await;
    let body = json!({"user": world.me(&member).await, "role": "people-manager", "ends_at": "9999-12-31"});
    let given = world.post(&scott, &format!("/api/v1/organizations/{city}/grants"), body).await;
    assert_eq!((given.status, &given.json["ends_at"]), (StatusCode::CREATED, &json!(null)), "{given:?}");
}
