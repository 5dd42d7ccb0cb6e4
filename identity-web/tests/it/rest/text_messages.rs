//! How text messages are sent, by REST.

use crate::support::api::World;
use http::StatusCode;
use serde_json::json;

#[tokio::test]
async fn the_gateway_is_set_and_its_key_never_shown() {
    let world = World::new().await;
    let (scott, operator) = (world.scott().await, world.test.operator().await.unwrap());
    let path = format!("/api/v1/organizations/{operator}/text-messages");
    let none = world.get(&scott, &path).await;
    let nothing = json!({"format": null, "address": null, "fields": {}, "has_secret": false, "code_digits": null, "test": null, "proposed": null});
    assert_eq!((none.status, &none.json), (StatusCode::OK, &nothing));
    let wanted = json!({
        "format": "json", "address": "https://sms.example/v1", "fields": {"to": "{number}", "body": "{text}"},
        "secret": "hush-hush", "code_digits": 8
    });
    let set = world.put(&scott, &path, wanted.clone()).await;
    assert_eq!(
        (set.status, &set.json["has_secret"], &set.json["code_digits"]),
        (StatusCode::OK, &json!(true), &json!(8))
    );
    assert!(!set.json.to_string().contains("hush-hush"), "{set:?}");
    let mut other = wanted.clone();
    let body = other.as_object_mut().unwrap();
    body.remove("secret");
    body.insert("keep_secret".to_owned(), json!(true));
    assert_eq!(world.put(&scott, &path, other.clone()).await.json["has_secret"], json!(true));
    other["address"] = json!("https://evil.example/v1");
    let refused = world.put(&scott, &path, other).await;
    assert_eq!((refused.status, refused.field()), (StatusCode::BAD_REQUEST, "keep_secret"), "{refused:?}");
    for (field, value) in [
        ("address", json!("https://192.168.0.1/")),
        ("format", json!("soap")),
        ("fields", json!({"to": "{number}", "body": "{text}", "": "x"})),
        ("secret", json!("two words")),
        ("code_digits", json!(5)),
    ] {
        let mut bad = wanted.clone();
        bad[field] = value;
        let refused = world.put(&scott, &path, bad).await;
        assert_eq!((refused.status, refused.field()), (StatusCode::BAD_REQUEST, field), "{refused:?}");
    }
    // No number to which a test could go.
    let test = world.send(&scott, "POST", &format!("{path}/test"), None, &[]).await;
    assert_eq!(test.problem(), "people-only", "{test:?}");
    assert_eq!(world.put(&scott, &path, json!({})).await.json, nothing);
    let (city, jeremy) = world.city().await;
    for (who, path) in
        [(&jeremy, path.clone()), (&scott, format!("/api/v1/organizations/{city}/text-messages"))]
    {
        assert_eq!(world.get(who, &path).await.problem(), "not-found");
        assert_eq!(world.put(who, &path, json!({})).await.problem(), "not-found");
    }
}

#[tokio::test]
async fn where_two_administrators_are_asked_for_a_change_waits() {
    let world = World::new().await;
    let (scott, operator) = (world.scott().await, world.test.operator().await.unwrap());
    let path = format!("/api/v1/organizations/{operator}/text-messages");
    let rules = json!({"factors": "one", "four_eyes": true});
    let set = world.put(&scott, &format!("/api/v1/organizations/{operator}/sign-in"), rules).await;
    assert_eq!(set.status, StatusCode::OK, "{set:?}");
    let waits = world.put(&scott, &path, json!({"code_digits": 8})).await;
    assert_eq!(waits.status, StatusCode::ACCEPTED, "{waits:?}");
    assert_eq!(
        (&waits.json["code_digits"], &waits.json["proposed"]["code_digits"]),
        (&json!(null), &json!(8))
    );
    let own = world.send(&scott, "POST", &format!("{path}/approve"), None, &[]).await;
    assert_eq!(own.problem(), "forbidden", "{own:?}");
    let gone = world.send(&scott, "POST", &format!("{path}/decline"), None, &[]).await;
    assert_eq!((gone.status, &gone.json["proposed"]), (StatusCode::OK, &json!(null)));
}
