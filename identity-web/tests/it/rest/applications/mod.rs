//! Applications by REST: who registers them, what is answered, and what never is.

mod programs;
mod saml_settings;

use crate::support::api::{Who, World};
use http::StatusCode;
use identity_core::domain::Consent;
use identity_core::policy::Permission;
use identity_core::setup::{RoleSetup, Setup};
use identity_core::store::{ChangeSet, Store};
use serde_json::{Value, json};

const LIST: &str = "/api/v1/applications";

/// Scott, who manages applications too.
pub(super) async fn manager(world: &World) -> Who {
    let role = RoleSetup::new("account-manager".parse().unwrap(), "Account manager".parse().unwrap())
        .permissions(Permission::ALL.iter().copied());
    world.identity.apply(&Setup::default().roles([role])).await.unwrap();
    world.scott().await
}

fn reports() -> Value {
    json!({
        "name": "Reports", "service": "archive", "redirect_uris": ["https://reports.example.com/callback"],
        "scopes": ["reports.read"]
    })
}

#[tokio::test]
async fn an_application_is_registered_read_changed_and_deleted_and_its_secret_is_answered_once() {
    let world = World::new().await;
    let scott = manager(&world).await;
    let made = world.post(&scott, LIST, reports()).await;
    assert_eq!(made.status, StatusCode::CREATED, "{made:?}");
    let secret = made.json["client_secret"].as_str().unwrap().to_owned();
    let path = format!("{LIST}/{}", made.json["id"].as_str().unwrap());
    let found = world.get(&scott, &path).await;
    let registration = &found.json["registration"];
    assert_eq!(found.json["client_id"], made.json["client_id"]);
    assert_eq!((&found.json["kind"], &found.json["declared"]), (&json!("openid"), &json!(false)));
    assert_eq!(registration["redirect_uris"], reports()["redirect_uris"]);
    assert_eq!(
        (&registration["first_party"], &registration["refresh_tokens"]),
        (&json!(false), &json!(true))
    );
    let change = json!({"name": "Reports 2", "enabled": false, "back_channel_logout_uri": null});
    let changed = world.patch(&scott, &path, change).await;
    assert_eq!((&changed.json["name"], &changed.json["enabled"]), (&json!("Reports 2"), &json!(false)));
    assert_eq!(changed.json["registration"]["redirect_uris"], reports()["redirect_uris"]);
    let again = world.send(&scott, "POST", &format!("{path}/secret"), None, &[]).await;
    let second = again.json["client_secret"].as_str().unwrap().to_owned();
    assert_ne!(second, secret);
    let attempts = world.get(&scott, &format!("{path}/attempts")).await;
    assert_eq!((attempts.status, &attempts.json["items"]), (StatusCode::OK, &json!([])));
    let all = world.get(&scott, LIST).await;
    for shown in [&found, &changed, &all] {
        let text = shown.json.to_string();
        assert!(!text.contains(&secret) && !text.contains(&second) && !text.contains("client_secret\":"));
    }
    assert_eq!(world.delete(&scott, &path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(world.get(&scott, &path).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn o_25_nobody_below_the_operator_sees_or_registers_an_application() {
    let world = World::new().await;
    let (_, jeremy) = world.city().await;
    let made = world.post(&manager(&world).await, LIST, reports()).await;
    let path = format!("{LIST}/{}", made.json["id"].as_str().unwrap());
    for who in [&jeremy, &world.sign_in("carla").await, &world.crm().await] {
        let got = [
            world.get(who, LIST).await,
            world.post(who, LIST, reports()).await,
            world.get(who, &path).await,
            world.patch(who, &path, json!({"redirect_uris": ["https://evil.example/"]})).await,
            world.send(who, "POST", &format!("{path}/secret"), None, &[]).await,
            world.get(who, &format!("{path}/attempts")).await,
            world.post(who, &format!("{path}/metadata"), json!({"metadata": metadata()})).await,
            world.delete(who, &path).await,
        ];
        for got in got {
            assert!(matches!(got.status, StatusCode::NOT_FOUND | StatusCode::FORBIDDEN), "{got:?}");
        }
    }
}

#[tokio::test]
async fn what_cannot_be_registered_is_refused_at_its_field() {
    let world = World::new().await;
    let scott = manager(&world).await;
    let with = |field: &str, value: Value| {
        let mut body = reports();
        body[field] = value;
        body
    };
    let cases = [
        ("redirect_uris", with("redirect_uris", json!([]))),
        ("redirect_uris", with("redirect_uris", json!(["https://*.example.com/"]))),
        ("redirect_uris", with("redirect_uris", json!(["com.example.app:/callback"]))),
        ("post_logout_redirect_uris", with("post_logout_redirect_uris", json!(["http://example.com/"]))),
        ("back_channel_logout_uri", with("back_channel_logout_uri", json!("ftp://example.com/"))),
        ("scopes", with("scopes", json!(["openid"]))),
        ("keys", with("authentication", json!("private_key_jwt"))),
        ("keys", with("keys", json!({"keys": []}))),
        ("authentication", json!({"name": "Robot", "authentication": "none"})),
        ("service", json!({"name": "Robot", "redirect_uris": ["https://reports.example.com/"]})),
        ("service", with("service", json!("nowhere"))),
    ];
    for (field, body) in cases {
        let got = world.post(&scott, LIST, body).await;
        assert!(got.status.is_client_error(), "{field}: {got:?}");
        assert_eq!(got.json["errors"][0]["field"], json!(field), "{got:?}");
    }
    let crm = world.get(&scott, LIST).await.json;
    let crm = crm["items"].as_array().unwrap().iter().find(|one| one["name"] == "CRM").unwrap();
    assert_eq!((&crm["kind"], &crm["declared"]), (&json!("program"), &json!(true)));
    let path = format!("{LIST}/{}", crm["id"].as_str().unwrap());
    let got = world.delete(&scott, &path).await;
    assert_eq!((got.status, got.problem()), (StatusCode::CONFLICT, "declared"), "{got:?}");
}

#[tokio::test]
async fn a_person_sees_what_applications_may_and_takes_it_back() {
    let world = World::new().await;
    let (_, jeremy) = world.city().await;
    let made = world.post(&manager(&world).await, LIST, reports()).await;
    let client = world.identity.client(made.json["client_id"].as_str().unwrap()).await.unwrap().unwrap();
    let now = world.identity.clock().now();
    let mut changes = ChangeSet::new();
    changes.insert(Consent {
        id: uuid::Uuid::from_u128(9).into(),
        user: world.me(&jeremy).await.parse().unwrap(),
        client: client.id,
        scopes: ["email".parse().unwrap()].into(),
        created_at: now,
        updated_at: now,
    });
    world.store.commit(&changes).await.unwrap();
    let own = world.get(&jeremy, "/api/v1/me/applications").await.json;
    let shown = &own["items"][0];
    assert_eq!((&shown["name"], &shown["scopes"]), (&json!("Reports"), &json!(["email"])));
    assert_eq!(shown["id"], made.json["id"]);
    let path = format!("/api/v1/me/applications/{}", shown["id"].as_str().unwrap());
    let carla = world.sign_in("carla").await;
    assert_eq!(world.delete(&carla, &path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(world.delete(&jeremy, &path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(world.delete(&jeremy, &path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(world.get(&jeremy, "/api/v1/me/applications").await.json["items"], json!([]));
    let crm = world.crm().await;
    assert_eq!(world.get(&crm, "/api/v1/me/applications").await.problem(), "people-only");
}

const ENTITY: &str = "https://wiki.example.com/saml";

/// Metadata of a wiki that also has an address which cannot be used, and another one with another binding.
fn metadata() -> String {
    let service = |binding: &str, location: &str| {
        format!(
            "<md:AssertionConsumerService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:{binding}\" \
             Location=\"{location}\" index=\"0\"/>"
        )
    };
    format!(
        "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"{ENTITY}\">\
         <md:SPSSODescriptor protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\">{}{}{}\
         </md:SPSSODescriptor></md:EntityDescriptor>",
        service("HTTP-POST", "https://wiki.example.com/acs"),
        service("HTTP-POST", "javascript:alert(1)"),
        service("HTTP-Artifact", "https://wiki.example.com/artifact"),
    )
}

fn wiki() -> Value {
    json!({"kind": "saml", "name": "Wiki", "service": "archive", "metadata": metadata()})
}

fn codes(found: &Value) -> Vec<&str> {
    found.as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn an_application_by_saml_is_registered_and_what_was_left_out_is_named() {
    let world = World::new().await;
    let scott = manager(&world).await;
    let made = world.post(&scott, LIST, wiki()).await;
    assert_eq!((made.status, &made.json["client_id"]), (StatusCode::CREATED, &Value::Null), "{made:?}");
    assert_eq!(codes(&made.json["left_out"]), ["address", "binding"]);
    assert_eq!(codes(&made.json["warnings"]), ["no-keys"]);
    let path = format!("{LIST}/{}", made.json["id"].as_str().unwrap());
    let found = world.get(&scott, &path).await.json;
    assert_eq!((&found["kind"], &found["opening"]), (&json!("saml"), &json!("everybody")));
    assert_eq!(found["entity_id"], json!(ENTITY));
    let consumers = json!([{"url": "https://wiki.example.com/acs", "index": 0, "is_default": false}]);
    assert_eq!(found["metadata"]["consumers"], consumers);
    let newer =
        metadata().replace("/acs", "/newer").replace("entityID", "validUntil=\"2026-01-01\" entityID");
    let replaced = world.post(&scott, &format!("{path}/metadata"), json!({"metadata": newer})).await;
    assert_eq!(codes(&replaced.json["warnings"]), ["expired", "no-keys"], "{replaced:?}");
    let url = &replaced.json["metadata"]["consumers"][0]["url"];
    assert_eq!(url, &json!("https://wiki.example.com/newer"));
    let changed = world.patch(&scott, &path, json!({"name": "Handbook", "opening": "trial"})).await.json;
    assert_eq!((&changed["name"], &changed["opening"]), (&json!("Handbook"), &json!("trial")));
    assert_eq!(world.delete(&scott, &path).await.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn metadata_that_cannot_be_used_is_refused_at_its_field() {
    let world = World::new().await;
    let scott = manager(&world).await;
    let made = world.post(&scott, LIST, wiki()).await;
    let with = |field: &str, value: Value| {
        let mut body = wiki();
        body["metadata"] = json!(metadata().replace(ENTITY, "https://second.example.com/saml"));
        body[field] = value;
        body
    };
    let cases = [
        ("metadata", wiki()),
        ("metadata", with("metadata", json!("<a/>"))),
        ("metadata", with("metadata_address", json!("https://wiki.example.com/"))),
        ("entity_id", with("entity_id", json!("https://third.example.com/saml"))),
        ("service", with("service", Value::Null)),
        ("service", with("service", json!("nowhere"))),
        ("kind", with("kind", json!("ldap"))),
        ("kind", with("kind", json!("openid"))),
        ("kind", with("redirect_uris", json!(["https://wiki.example.com/"]))),
        ("opening", with("opening", json!("nobody"))),
    ];
    for (field, body) in cases {
        let got = world.post(&scott, LIST, body).await;
        assert!(got.status.is_client_error(), "{field}: {got:?}");
        assert_eq!(got.json["errors"][0]["field"], json!(field), "{got:?}");
    }
    for (address, words) in [
        ("http://wiki.example.com/metadata", "https://"),
        ("https://10.1.2.3/metadata", "private network"),
        ("https://user@wiki.example.com/metadata", "user name"),
        ("file:///etc/passwd", "https://"),
    ] {
        let body = json!({"kind": "saml", "name": "Wiki", "service": "archive", "metadata_address": address});
        let got = world.post(&scott, LIST, body).await;
        assert_eq!(got.json["errors"][0]["field"], json!("metadata_address"), "{got:?}");
        assert!(got.json.to_string().contains(words), "{address}: {got:?}");
    }
    let path = format!("{LIST}/{}", made.json["id"].as_str().unwrap());
    let other = metadata().replace(ENTITY, "https://second.example.com/saml");
    let got = world.post(&scott, &format!("{path}/metadata"), json!({"metadata": other})).await;
    assert_eq!(got.json["errors"][0]["field"], json!("metadata"), "{got:?}");
    // Of an application by OpenID Connect there is none.
    let openid = world.post(&scott, LIST, reports()).await;
    let path = format!("{LIST}/{}/metadata", openid.json["id"].as_str().unwrap());
    let got = world.post(&scott, &path, json!({"metadata": metadata()})).await;
    assert_eq!(got.json["errors"][0]["field"], json!("metadata"), "{got:?}");
    // Nobody else sends this server to an address.
    let (_, jeremy) = world.city().await;
    let body =
        json!({"kind": "saml", "name": "W", "service": "archive", "metadata_address": "https://10.0.0.1/"});
    let got = world.post(&jeremy, LIST, body).await;
    assert!(matches!(got.status, StatusCode::NOT_FOUND | StatusCode::FORBIDDEN), "{got:?}");
}
