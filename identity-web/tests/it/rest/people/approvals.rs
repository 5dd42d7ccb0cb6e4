//! What needs a second administrator, by REST.

use crate::support::api::World;
use http::StatusCode;
use serde_json::json;

#[tokio::test]
async fn a_recovery_needs_two_people_where_the_organisation_asks_for_it() {
    let world = World::new().await;
    let (city, _) = world.city().await;
    world.person(&city, "olga@citygroup.example", "contact-person").await;
    let vera = world.person(&city, "vera@citygroup.example", "viewer").await;
    let user = world.me(&vera).await;
    // Both have been administrators for a while.
    world.clock.advance(std::time::Duration::from_hours(25));
    let sign_in = async |name: &str| world.sign_in(&format!("{name}@citygroup.example")).await;
    let (jeremy, olga, vera) = (sign_in("jeremy").await, sign_in("olga").await, sign_in("vera").await);
    let rosa = world.person(&city, "rosa@citygroup.example", "contact-person").await;
    let rules = json!({"factors": "one", "four_eyes": true});
    let set = world.put(&jeremy, &format!("/api/v1/organizations/{city}/sign-in"), rules).await;
    assert_eq!((set.status, &set.json["four_eyes"]), (StatusCode::OK, &json!(true)), "{set:?}");
    // A call that says nothing of it leaves it as it is.
    let silent = json!({"factors": "one"});
    let set = world.put(&jeremy, &format!("/api/v1/organizations/{city}/sign-in"), silent).await;
    assert_eq!((set.status, &set.json["four_eyes"]), (StatusCode::OK, &json!(true)), "{set:?}");
    let link = format!("/api/v1/users/{user}/password-link");
    let alone = world.post(&jeremy, &link, json!({"delivery": "mail"})).await;
    assert_eq!((alone.status, alone.problem()), (StatusCode::FORBIDDEN, "approval-needed"), "{alone:?}");

    let ask = format!("/api/v1/users/{user}/approvals");
    let wanted = json!({"act": "start_recovery", "reason": "She forgot it."});
    let asked = world.post(&jeremy, &ask, wanted.clone()).await;
    assert_eq!(asked.status, StatusCode::CREATED, "{asked:?}");
    let again = world.post(&olga, &ask, wanted.clone()).await;
    assert_eq!((again.status, again.problem()), (StatusCode::CONFLICT, "already-exists"), "{again:?}");
    let crm = world.crm().await;
    let at = |act: &str| format!("/api/v1/approvals/{}/{act}", asked.json["id"].as_str().unwrap());
    let answer = async |who, act: &str| world.send(who, "POST", &at(act), None, &[]).await;
    // Neither who asked, nor the person concerned, nor a client approves it.
    assert_eq!(answer(&jeremy, "approve").await.problem(), "forbidden");
    assert_eq!(answer(&vera, "approve").await.problem(), "forbidden");
    assert_eq!(answer(&crm, "approve").await.problem(), "people-only");
    // Nor somebody who was made an administrator a moment ago.
    assert_eq!(answer(&rosa, "approve").await.problem(), "forbidden");
    assert_eq!(world.post(&crm, &ask, wanted).await.problem(), "people-only");
    let waits = world.get(&olga, "/api/v1/approvals").await;
    assert_eq!(waits.json["items"][0]["user"], json!(user), "{waits:?}");
    assert_eq!(world.get(&vera, "/api/v1/approvals").await.json["items"], json!([]));
    assert_eq!(answer(&olga, "approve").await.status, StatusCode::NO_CONTENT);
    assert_eq!(answer(&olga, "approve").await.status, StatusCode::NOT_FOUND);
    // The person concerned stops the next one.
    let wanted = json!({"act": "start_recovery", "reason": "Once more."});
    let asked = world.post(&jeremy, &ask, wanted).await;
    let stop = format!("/api/v1/approvals/{}/stop", asked.json["id"].as_str().unwrap());
    assert_eq!(world.send(&vera, "POST", &stop, None, &[]).await.status, StatusCode::NO_CONTENT);
    assert_eq!(world.get(&olga, "/api/v1/approvals").await.json["items"], json!([]));
}
