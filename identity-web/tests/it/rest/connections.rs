//! Connections by REST: who sets them up, what is answered, and what never is.

use crate::rest::applications::manager;
use crate::support::api::{Got, Who, World};
use http::StatusCode;
use serde_json::{Value, json};

const LIST: &str = "/api/v1/connections";

fn example() -> Value {
    json!({
        "name": "Example", "protocol": "openid", "issuer": "https://login.example.com",
        "client_id": "client-1", "client_secret": "s3cret-word", "rules": {"unknown": "connect"}
    })
}

async fn made(world: &World, who: &Who) -> String {
    let made = world.post(who, LIST, example()).await;
    assert_eq!(made.status, StatusCode::CREATED, "{made:?}");
    format!("{LIST}/{}", made.json["id"].as_str().unwrap())
}

#[tokio::test]
async fn a_connection_is_set_up_read_changed_and_removed_and_its_secret_is_never_answered() {
    let world = World::new().await;
    let scott = manager(&world).await;
    let path = made(&world, &scott).await;
    let found = world.get(&scott, &path).await;
    assert_eq!((&found.json["state"], &found.json["protocol"]), (&json!("trial"), &json!("openid")));
    assert_eq!((&found.json["has_client_secret"], &found.json["linked"]), (&json!(true), &json!(0)));
    assert_eq!(found.json["rules"]["unknown"], json!("connect"));
    assert_eq!(found.json["scopes"], json!(["email", "profile"]));
    let change = json!({"name": "Example 2", "state": "disabled", "rules": {"preferred": true}});
    let changed = world.patch(&scott, &path, change).await;
    assert_eq!((&changed.json["name"], &changed.json["state"]), (&json!("Example 2"), &json!("disabled")));
    assert_eq!(
        (&changed.json["rules"]["preferred"], &changed.json["rules"]["unknown"]),
        (&json!(true), &json!("connect"))
    );
    let all = world.get(&scott, LIST).await;
    let attempts = world.get(&scott, &format!("{path}/attempts")).await;
    assert_eq!((attempts.status, &attempts.json["items"]), (StatusCode::OK, &json!([])));
    for shown in [&found, &changed, &all] {
        let text = shown.json.to_string();
        assert!(!text.contains("s3cret-word") && !text.contains("client_secret\":\""), "{text}");
    }
    assert_eq!(world.delete(&scott, &path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(world.get(&scott, &path).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_change_of_an_older_version_is_refused() {
    let world = World::new().await;
    let scott = manager(&world).await;
    let path = made(&world, &scott).await;
    let tag = world.get(&scott, &path).await.header("etag").to_owned();
    let change = async |name: &str| -> Got {
        let condition = [("if-match", tag.as_str())];
        let body = json!({"name": name}).to_string();
        world.send(&scott, "PATCH", &path, Some(body), &condition).await
    };
    assert_eq!(change("One").await.status, StatusCode::OK);
    assert_eq!(change("Two").await.status, StatusCode::PRECONDITION_FAILED);
    let condition = [("if-match", tag.as_str())];
    let removed = world.send(&scott, "DELETE", &path, None, &condition).await;
    assert_eq!(removed.status, StatusCode::PRECONDITION_FAILED);
    assert_eq!(world.get(&scott, &path).await.json["name"], json!("One"));
}

#[tokio::test]
async fn nobody_else_sees_or_sets_up_a_connection_for_everybody() {
    let world = World::new().await;
    let (_, jeremy) = world.city().await;
    let path = made(&world, &manager(&world).await).await;
    for who in [&jeremy, &world.sign_in("carla").await, &world.crm().await] {
        let got = [
            world.get(who, LIST).await,
            world.post(who, LIST, example()).await,
            world.get(who, &path).await,
            world.patch(who, &path, json!({"name": "Taken over"})).await,
            world.get(who, &format!("{path}/attempts")).await,
            world.get(who, &format!("{path}/domains")).await,
            world.post(who, &format!("{path}/domains"), json!({"domain": "elsewhere.example"})).await,
            world.post(who, &format!("{path}/metadata"), json!({"metadata": "<a/>"})).await,
            world.delete(who, &path).await,
        ];
        for got in got {
            assert!(matches!(got.status, StatusCode::NOT_FOUND | StatusCode::FORBIDDEN), "{got:?}");
        }
    }
}

#[tokio::test]
async fn what_cannot_be_connected_is_refused_at_its_field() {
    let world = World::new().await;
    let scott = manager(&world).await;
    let with = |field: &str, value: Value| {
        let mut body = example();
        body[field] = value;
        body
    };
    let cases = [
        ("protocol", with("protocol", json!("ldap"))),
        ("protocol", with("metadata", json!("<a/>"))),
        ("issuer", with("issuer", json!("http://login.example.com"))),
        ("issuer", with("issuer", json!("https://10.0.0.1"))),
        ("client_id", with("client_id", json!("two words"))),
        ("algorithms", with("algorithms", json!(["HS256"]))),
        ("rules.least_level", with("rules", json!({"least_level": "high"}))),
        ("rules.benefits", with("rules", json!({"benefits": {"fi": "Hyvä"}}))),
        ("metadata", json!({"name": "City Group", "protocol": "saml", "metadata": "<a/>"})),
        ("metadata", json!({"name": "City Group", "protocol": "saml"})),
    ];
    for (field, body) in cases {
        let got = world.post(&scott, LIST, body).await;
        assert!(got.status.is_client_error(), "{field}: {got:?}");
        assert_eq!(got.json["errors"][0]["field"], json!(field), "{got:?}");
    }
    let path = made(&world, &scott).await;
    let only = json!({"rules": {"only_from": "2030-01-01T00:00:00Z"}});
    let cases = [
        ("state", json!({"state": "open"})),
        ("protocol", json!({"subject_attribute": "employeeNumber"})),
        ("rules.only_from", only),
    ];
    for (field, body) in cases {
        let got = world.patch(&scott, &path, body).await;
        assert_eq!(got.json["errors"][0]["field"], json!(field), "{got:?}");
    }
}

#[tokio::test]
async fn a_domain_of_the_customer_register_counts_at_once_and_another_one_waits() {
    let world = World::new().await;
    let scott = manager(&world).await;
    let city = world.organization("crm-1").await;
    let told = json!({"domains": ["citygroup.example"], "source_version": 7});
    world.patch(&world.crm().await, "/api/v1/organizations/external/crm-1", told).await;
    let mut body = example();
    body["organization"] = json!(city);
    let made = world.post(&scott, LIST, body).await;
    let path = format!("{LIST}/{}/domains", made.json["id"].as_str().unwrap());
    let own = world.post(&scott, &path, json!({"domain": "citygroup.example"})).await;
    assert_eq!((own.status, &own.json["proof"]), (StatusCode::CREATED, &json!("registry")), "{own:?}");
    let other = world.post(&scott, &path, json!({"domain": "other.example", "mailbox": "hostmaster"})).await;
    assert_eq!((other.status, &other.json["proof"]), (StatusCode::CREATED, &json!(null)), "{other:?}");
    assert!(!other.json.to_string().contains("challenge"), "{other:?}");
    let of_city = world.get(&scott, &format!("{LIST}?organization={city}")).await;
    assert_eq!(of_city.json["items"].as_array().unwrap().len(), 1);
    assert_eq!(world.get(&scott, LIST).await.json["items"], json!([]));
    let twice = world.post(&scott, &path, json!({"domain": "other.example"})).await;
    assert_eq!(twice.json["errors"][0]["field"], json!("domain"), "{twice:?}");
    let gone = format!("{path}/{}", other.json["id"].as_str().unwrap());
    assert_eq!(world.delete(&scott, &gone).await.status, StatusCode::NO_CONTENT);
    assert_eq!(world.get(&scott, &path).await.json["items"].as_array().unwrap().len(), 1);
}
