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
