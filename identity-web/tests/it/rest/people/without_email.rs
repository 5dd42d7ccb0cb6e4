//! People without an e-mail address, by REST.

use crate::support::api::World;
use http::StatusCode;
use identity_core::domain::Device;
use identity_core::secrets::{Secret, SecretToken};
use serde_json::json;

#[tokio::test]
async fn a_31_somebody_without_an_address_is_made_and_gets_a_letter_with_a_code() {
    let world = World::new().await;
    let (city, jeremy) = world.city().await;
    let members = format!("/api/v1/organizations/{city}/members");
    for (body, field) in [
        (json!({"given_name": "Rosa", "roles": ["viewer"]}), "email"),
        (
            json!({"given_name": "Rosa", "roles": ["viewer"], "username": "rosa", "password_link": "mail"}),
            "password_link",
        ),
        (json!({"given_name": "Rosa", "roles": ["viewer"], "username": "rosa@home"}), "username"),
    ] {
        let refused = world.post(&jeremy, &members, body.clone()).await;
        assert_eq!((refused.problem(), refused.field()), ("invalid-fields", field), "{body}: {refused:?}");
    }
    let body = json!({"given_name": "Rosa", "username": "rosa.diaz", "roles": ["viewer"]});
    let made = world.post(&jeremy, &members, body.clone()).await;
    assert_eq!(made.status, StatusCode::CREATED, "{made:?}");
    assert_eq!((&made.json["email"], &made.json["username"]), (&json!(null), &json!("rosa.diaz")));
    let twin = json!({"given_name": "Rosa", "username": "ROSA.Diaz", "roles": ["viewer"]});
    let twin = world.post(&jeremy, &members, twin).await;
    assert_eq!((twin.problem(), twin.field()), ("already-exists", "username"), "{twin:?}");
    let list = world.get(&jeremy, &members).await.json;
    let rosa = list["items"].as_array().unwrap().iter().find(|one| one["username"] == "rosa.diaz");
    assert_eq!(rosa.unwrap()["email"], json!(null));
    let id = made.json["id"].as_str().unwrap();
    let link = format!("/api/v1/users/{id}/password-link");
    let mailed = world.post(&jeremy, &link, json!({"delivery": "mail"})).await;
    assert_eq!((mailed.status, mailed.problem()), (StatusCode::CONFLICT, "conflict"), "{mailed:?}");
    let letter = world.post(&jeremy, &link, json!({"delivery": "letter"})).await;
    assert_eq!(letter.status, StatusCode::OK, "{letter:?}");
    let printed = letter.json["link"].as_str().unwrap();
    let token = SecretToken::parse(printed.rsplit('/').next().unwrap()).unwrap();
    let code = Secret::new(letter.json["code"].as_str().unwrap());
    let found = world.identity.first_use_link(&code, &Device::default(), None).await.unwrap();
    assert_eq!(found, token);
    // The name that she signs in with is changed, and not removed.
    let person = format!("/api/v1/users/{id}");
    let removed = world.patch(&jeremy, &person, json!({"username": null})).await;
    assert_eq!((removed.problem(), removed.field()), ("invalid-fields", "username"), "{removed:?}");
    let renamed = world.patch(&jeremy, &person, json!({"username": "rosa"})).await;
    assert_eq!((renamed.status, &renamed.json["username"]), (StatusCode::OK, &json!("rosa")), "{renamed:?}");
}
