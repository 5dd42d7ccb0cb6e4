//! Erasing a person.

use crate::support::api::World;
use http::StatusCode;
use serde_json::json;

#[tokio::test]
async fn a_person_is_erased_by_staff_once_and_as_they_were_seen() {
    let world = World::new().await;
    let scott = world.scott().await;
    let city = world.organization("crm-1").await;
    world.person(&city, "jeremy@citygroup.example", "contact-person").await;
    let vera = world.person(&city, "vera@citygroup.example", "viewer").await;
    let one = format!("/api/v1/users/{}", world.me(&vera).await);
    let seen = world.get(&scott, &one).await.version();
    world.patch(&scott, &one, json!({"locale": "fi"})).await;
    let stale = world.send(&scott, "DELETE", &one, None, &[("if-match", &format!("\"{seen}\""))]).await;
    assert_eq!((stale.status, stale.problem()), (StatusCode::PRECONDITION_FAILED, "precondition-failed"));
    let jeremy = world.sign_in("jeremy@citygroup.example").await;
    assert_eq!(world.delete(&jeremy, &one).await.status, StatusCode::NOT_FOUND);
    assert_eq!(world.delete(&scott, &one).await.status, StatusCode::NO_CONTENT);
    assert_eq!(world.get(&vera, "/api/v1/me").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(world.get(&scott, &one).await.status, StatusCode::NOT_FOUND);
    assert_eq!(world.delete(&scott, &one).await.status, StatusCode::NOT_FOUND);
    let members = world.get(&scott, &format!("/api/v1/organizations/{city}/members")).await.json;
    assert!(!members.to_string().contains("vera@"), "{members}");
    let trail = world.get(&scott, &format!("/api/v1/organizations/{city}/audit")).await.json;
    assert!(
        trail.to_string().contains("membership.removed") && !trail.to_string().contains("vera@"),
        "{trail}"
    );
    let own = format!("/api/v1/users/{}", world.me(&scott).await);
    assert_eq!(world.delete(&scott, &own).await.problem(), "forbidden");
}

#[tokio::test]
async fn erasing_needs_two_people_where_the_organisation_asks_for_it() {
    let world = World::new().await;
    let scott = world.scott().await;
    let operator = crate::rest::authority::operator(&world).await;
    let city = world.organization("crm-1").await;
    world.person(&operator, "sue@operator.example", "account-manager").await;
    let vera = world.person(&city, "vera@citygroup.example", "viewer").await;
    let one = format!("/api/v1/users/{}", world.me(&vera).await);
    let rules = json!({"factors": "one", "four_eyes": true});
    world.put(&scott, &format!("/api/v1/organizations/{city}/sign-in"), rules).await;
    world.clock.advance(std::time::Duration::from_hours(25));
    let (scott, sue) = (world.scott().await, world.sign_in("sue@operator.example").await);
    let alone = world.delete(&scott, &one).await;
    assert_eq!((alone.status, alone.problem()), (StatusCode::FORBIDDEN, "approval-needed"), "{alone:?}");
    let wanted = |reason: &str| json!({"act": "erase", "reason": reason});
    let ask = format!("{one}/approvals");
    let named = world.post(&scott, &ask, wanted("vera@citygroup.example asks for it")).await;
    assert_eq!(named.problem(), "invalid-request", "{named:?}");
    let asked = world.post(&scott, &ask, wanted("Letter 4711")).await;
    assert_eq!((asked.status, &asked.json["act"]), (StatusCode::CREATED, &json!("erase")), "{asked:?}");
    let approve = format!("/api/v1/approvals/{}/approve", asked.json["id"].as_str().unwrap());
    assert_eq!(world.send(&sue, "POST", &approve, None, &[]).await.status, StatusCode::NO_CONTENT);
    assert_eq!(world.get(&scott, &one).await.status, StatusCode::NOT_FOUND);
}
