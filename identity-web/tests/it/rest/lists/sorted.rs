//! Lists in orders, limited by state, and exported, through the REST interface.

use crate::support::api::{Got, Who, World};
use http::StatusCode;
use identity_core::domain::Action;
use serde_json::json;
use std::time::Duration;

fn texts(got: &Got, name: &str) -> Vec<String> {
    assert_eq!(got.status, StatusCode::OK, "{got:?}");
    got.json["items"].as_array().unwrap().iter().map(|item| item[name].as_str().unwrap().to_owned()).collect()
}

/// City Group with three people, whose addresses go against their order of coming, and its contact person.
async fn with_people() -> (World, Who, String) {
    let world = World::empty().await;
    let organization = world.provision("crm-1", "City Group, Inc.").await;
    let jeremy = world.person(&organization, "m@city.example", "contact-person").await;
    for email in ["z@city.example", "a@city.example"] {
        // Ids go by time.
        world.clock.advance(Duration::from_secs(1));
        world.person(&organization, email, "viewer").await;
    }
    (world, jeremy, organization)
}

#[tokio::test]
async fn members_come_in_the_order_that_is_asked_for() {
    let (world, jeremy, organization) = with_people().await;
    let list = format!("/api/v1/organizations/{organization}/members");
    for (query, expected) in [
        ("order=email", ["a", "m", "z"]),
        ("order=email&desc=true", ["z", "m", "a"]),
        ("order=since", ["m", "z", "a"]),
        ("order=since&desc=true", ["a", "z", "m"]),
    ] {
        let expected = expected.map(|name| format!("{name}@city.example"));
        assert_eq!(
            texts(&world.get(&jeremy, &format!("{list}?{query}")).await, "email"),
            expected,
            "{query}"
        );
        let first = world.get(&jeremy, &format!("{list}?{query}&limit=2")).await;
        let next = first.json["next"].as_str().unwrap().to_owned();
        let second = world.get(&jeremy, &format!("{list}?{query}&limit=2&cursor={next}")).await;
        assert_eq!([texts(&first, "email"), texts(&second, "email")].concat(), expected, "{query}");
        let other = world.get(&jeremy, &format!("{list}?order=name&limit=2&cursor={next}")).await;
        assert_eq!(other.problem(), "invalid-cursor", "a cursor belongs to its order");
    }
    let viewers = world.get(&jeremy, &format!("{list}?role=viewer&state=active&order=email")).await;
    assert_eq!(texts(&viewers, "email"), ["a@city.example", "z@city.example"]);
    let locked = world.get(&jeremy, &format!("{list}?state=locked")).await;
    assert!(texts(&locked, "email").is_empty());
}

#[tokio::test]
async fn what_a_list_does_not_know_is_refused_with_what_it_knows() {
    let (world, jeremy, organization) = with_people().await;
    let at = format!("/api/v1/organizations/{organization}");
    for (path, says) in [
        (format!("{at}/members?order=password"), "order is name, email or since."),
        (format!("{at}/members?desc=down"), "desc is true or false."),
        (format!("{at}/members?state=gone"), "state is active, locked, disabled or closing."),
        ("/api/v1/organizations?order=email".to_owned(), "order is name or external_id."),
        ("/api/v1/organizations?state=open".to_owned(), "state is active, suspended or closed."),
        (format!("{at}/invitations?order=name"), "order is created_at or email."),
        (format!("{at}/invitations?state=pending"), "state is open, expired, accepted or revoked."),
        (format!("{at}/mandates?state=open"), "state is offered, accepted or ended."),
        (format!("{at}/mandates?side=received&state=ended"), "state limits the mandates given"),
        (format!("{at}/mandates/export?side=received"), "Only the mandates given are exported"),
    ] {
        let refused = world.get(&jeremy, &path).await;
        assert_eq!(
            (refused.status, refused.problem()),
            (StatusCode::BAD_REQUEST, "invalid-request"),
            "{path}"
        );
        assert!(refused.json["detail"].as_str().unwrap().contains(says), "{path}: {refused:?}");
    }
}

#[tokio::test]
async fn organisations_invitations_and_mandates_are_ordered_and_limited() {
    let (world, jeremy, organization) = with_people().await;
    world.provision("aaa-2", "Zebra").await;
    let scott = world.scott().await;
    let down = world.get(&scott, "/api/v1/organizations?order=external_id&desc=true&state=active").await;
    assert_eq!(texts(&down, "name"), ["City Group, Inc.", "Zebra", "SmartPlan Group"]);
    let list = format!("/api/v1/organizations/{organization}/invitations");
    world.clock.advance(Duration::from_secs(1));
    let invited = json!({"email": "b@city.example", "roles": ["viewer"]});
    assert_eq!(world.post(&jeremy, &list, invited).await.status, StatusCode::CREATED);
    let emails =
        |got: &Got| texts(got, "email").iter().map(|email| email[..1].to_owned()).collect::<String>();
    for (query, expected) in [
        ("", "bazm"),
        ("?order=created_at", "bazm"),
        ("?desc=false", "mzab"),
        ("?order=email", "abmz"),
        ("?order=email&desc=true&state=accepted", "zma"),
        ("?state=open", "b"),
        ("?search=B@CITY", "b"),
    ] {
        assert_eq!(emails(&world.get(&jeremy, &format!("{list}{query}")).await), expected, "{query}");
    }
}

#[tokio::test]
async fn lists_are_exported_with_their_filters_and_the_audit_trail_tells_of_it() {
    let (world, jeremy, organization) = with_people().await;
    let at = format!("/api/v1/organizations/{organization}");
    let file = world.get(&jeremy, &format!("{at}/members/export?role=viewer&order=email&desc=true")).await;
    assert_eq!((file.status, file.header("content-type")), (StatusCode::OK, "text/csv; charset=utf-8"));
    let emails: Vec<_> =
        file.json.as_str().unwrap().lines().skip(1).map(|line| line.split(',').nth(1).unwrap()).collect();
    assert_eq!(emails, ["z@city.example", "a@city.example"]);
    let told = world.events(Action::ListExported).await;
    assert_eq!((told.len(), told[0].details["list"].as_str()), (1, "people"));
    let elsewhere = world.provision("crm-2", "KOKO Media Inc.").await;
    let stranger = world.person(&elsewhere, "s@koko.example", "contact-person").await;
    for list in ["members", "invitations", "mandates"] {
        let refused = world.get(&stranger, &format!("{at}/{list}/export")).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{list}");
    }
    assert_eq!(world.events(Action::ListExported).await.len(), 1);
}
