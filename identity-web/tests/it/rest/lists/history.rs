//! The history of an organisation, limited by kind, person and time, through the REST interface.

use crate::support::api::{Got, Who, World};
use http::StatusCode;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::Duration;

const KINDS: [&str; 6] = ["accounts", "applications", "roles", "invitations", "organization", "settings"];

fn items(got: &Got) -> Vec<Value> {
    assert_eq!(got.status, StatusCode::OK, "{got:?}");
    got.json["items"].as_array().unwrap().clone()
}

fn ids(got: &Got) -> BTreeSet<String> {
    items(got).iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

/// City Group with its contact person and, some time later, Vera, a viewer; with the address of its history.
async fn with_vera() -> (World, Who, Who, String) {
    let world = World::new().await;
    let city = world.organization("crm-1").await;
    let jeremy = world.person(&city, "jeremy@citygroup.example", "contact-person").await;
    world.clock.advance(Duration::from_mins(50));
    let vera = world.person(&city, "vera@citygroup.example", "viewer").await;
    let audit = format!("/api/v1/organizations/{city}/audit?limit=200");
    (world, jeremy, vera, audit)
}

#[tokio::test]
async fn every_event_is_of_one_kind() {
    let (world, jeremy, _, audit) = with_vera().await;
    let all = ids(&world.get(&jeremy, &audit).await);
    let mut found = BTreeSet::new();
    for kind in KINDS {
        let of_kind = ids(&world.get(&jeremy, &format!("{audit}&kind={kind}")).await);
        assert!(found.is_disjoint(&of_kind), "{kind}");
        found.extend(of_kind);
    }
    assert_eq!(found, all);
    let invitations = items(&world.get(&jeremy, &format!("{audit}&kind=invitations")).await);
    assert!(invitations.len() >= 4, "{invitations:?}");
    for event in invitations {
        assert!(event["action"].as_str().unwrap().starts_with("invitation."), "{event}");
    }
}

#[tokio::test]
async fn a_history_is_limited_to_a_person_and_a_time() {
    let (world, jeremy, vera, audit) = with_vera().await;
    let vera = world.me(&vera).await;
    let hers = items(&world.get(&jeremy, &format!("{audit}&person={vera}")).await);
    let does = |event: &Value| event["actor"]["id"] == json!(vera);
    let is_about = |event: &Value| {
        event["details"]["user"] == json!(vera) || event["target"] == json!({"kind": "user", "id": vera})
    };
    assert!(hers.iter().any(does), "{hers:?}");
    assert!(hers.iter().all(|event| does(event) || is_about(event)), "{hers:?}");
    let all = items(&world.get(&jeremy, &audit).await);
    let of_all = all.iter().filter(|event| does(event) || is_about(event));
    assert_eq!(of_all.count(), hers.len());

    let times: Vec<_> = all.iter().map(|event| event["at"].as_str().unwrap()).collect();
    let at = times[0];
    let on_time = times.iter().filter(|time| **time == at).count();
    assert!(on_time < times.len(), "some were earlier: {times:?}");
    let from = items(&world.get(&jeremy, &format!("{audit}&from={at}")).await);
    assert_eq!(from, all[..on_time], "the first instant counts");
    let before = items(&world.get(&jeremy, &format!("{audit}&before={at}")).await);
    assert_eq!(before, all[on_time..], "the last does not");
    let none = world.get(&jeremy, &format!("{audit}&from={at}&before={at}")).await;
    assert!(items(&none).is_empty());
}

#[tokio::test]
async fn what_the_history_does_not_know_is_refused_with_what_it_knows() {
    let (world, jeremy, _, audit) = with_vera().await;
    let kinds = "kind is accounts, applications, roles, invitations, organization or settings.";
    for (query, says) in [
        ("kind=secrets", kinds),
        ("kind=", kinds),
        ("kind=Roles", kinds),
        ("person=vera", "person is the id of a person."),
        ("person=", "person is the id of a person."),
        ("from=yesterday", "from is a time such as 2027-01-31T00:00:00Z."),
        ("before=2027-01-31", "before is a time such as 2027-01-31T00:00:00Z."),
        ("actor=vera", "kind, person, from, before, cursor and limit"),
        ("kind=roles&kind=roles", "A parameter is there twice"),
    ] {
        let refused = world.get(&jeremy, &format!("{audit}&{query}")).await;
        let problem = (refused.status, refused.problem());
        assert_eq!(problem, (StatusCode::BAD_REQUEST, "invalid-request"), "{query}");
        assert!(refused.json["detail"].as_str().unwrap().contains(says), "{query}: {refused:?}");
    }
}

#[tokio::test]
async fn a_cursor_belongs_to_the_limits_of_its_history() {
    let (world, jeremy, vera, audit) = with_vera().await;
    let vera = world.me(&vera).await;
    let list = audit.replace("limit=200", "limit=1");
    let limits = "kind=invitations&from=2020-01-01T00:00:00Z&before=2100-01-01T00:00:00Z";
    let whole = ids(&world.get(&jeremy, &format!("{audit}&{limits}")).await);
    let first = world.get(&jeremy, &format!("{list}&{limits}")).await;
    let mut next = first.json["next"].as_str().map(str::to_owned);
    for other in [
        "kind=roles&from=2020-01-01T00:00:00Z&before=2100-01-01T00:00:00Z".to_owned(),
        format!("{limits}&person={vera}"),
        limits.replace("2020", "2021"),
        limits.replace("2100", "2099"),
        String::new(),
    ] {
        let cursor = next.as_ref().unwrap();
        let refused = world.get(&jeremy, &format!("{list}&{other}&cursor={cursor}")).await;
        assert_eq!(refused.problem(), "invalid-cursor", "{other}");
    }
    let mut walked = ids(&first);
    while let Some(cursor) = next {
        let got = world.get(&jeremy, &format!("{list}&{limits}&cursor={cursor}")).await;
        walked.extend(ids(&got));
        next = got.json["next"].as_str().map(str::to_owned);
    }
    assert_eq!(walked, whole);
}

#[tokio::test]
async fn the_history_of_somebody_foreign_is_that_of_nobody() {
    let (world, jeremy, _, audit) = with_vera().await;
    let koko = world.organization("crm-2").await;
    let karl = world.person(&koko, "karl@koko.example", "viewer").await;
    let karl = world.me(&karl).await;
    let nobody = "01a2230d-2702-7ce3-ae12-4799d0c2cd02";
    let [foreign, unknown] = [
        world.get(&jeremy, &format!("{audit}&person={karl}")).await,
        world.get(&jeremy, &format!("{audit}&person={nobody}")).await,
    ];
    assert_eq!(foreign.json, json!({"items": [], "next": null}));
    assert_eq!(foreign.visible(), unknown.visible());
    let there = world.get(&jeremy, &format!("/api/v1/organizations/{koko}/audit?person={karl}")).await;
    assert_eq!(there.status, StatusCode::NOT_FOUND);
}

/// The rows of somebody who was erased stay, under their id.
#[tokio::test]
async fn the_history_of_somebody_erased_is_found_by_their_id() {
    let (world, jeremy, vera, audit) = with_vera().await;
    let vera = world.me(&vera).await;
    let hers = format!("{audit}&person={vera}");
    let before = ids(&world.get(&jeremy, &hers).await);
    let scott = world.scott().await;
    assert_eq!(world.delete(&scott, &format!("/api/v1/users/{vera}")).await.status, StatusCode::NO_CONTENT);
    let after = world.get(&jeremy, &hers).await;
    assert!(before.is_subset(&ids(&after)) && !before.is_empty(), "{before:?} {after:?}");
    assert!(!after.json.to_string().contains("vera@"), "{after:?}");
}
