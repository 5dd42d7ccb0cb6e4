//! What an application is told by SAML, by REST.

use super::manager;
use crate::support::api::{Who, World};
use http::StatusCode;
use identity_core::domain::{Action, AssertionConsumerService, RelyingParty, RequestedAttribute};
use identity_core::setup::{RelyingPartySetup, Setup};
use identity_core::store::{ChangeSet, Store};
use identity_core::values::EntityId;
use serde_json::{Value, json};

/// An application that administrators registered, and its path.
async fn registered(world: &World, change: impl FnOnce(&mut RelyingParty)) -> String {
    let entity_id = EntityId::parse("https://extranet.example/saml").unwrap();
    let url = "https://extranet.example/acs".to_owned();
    let party =
        RelyingPartySetup::new(entity_id.clone(), "Extranet".parse().unwrap(), "archive".parse().unwrap())
            .consumers([AssertionConsumerService { url, index: 0, is_default: true }]);
    world.identity.apply(&Setup::default().relying_parties([party])).await.unwrap();
    let found = world.identity.relying_party(&entity_id).await.unwrap().unwrap();
    let mut party = RelyingParty { declared: false, ..found.record };
    change(&mut party);
    let path = format!("/api/v1/applications/{}", party.id);
    world.store.commit(ChangeSet::new().update(party, found.version)).await.unwrap();
    path
}

async fn saml(world: &World, scott: &Who, path: &str) -> Value {
    world.get(scott, path).await.json["saml"].clone()
}

#[tokio::test]
async fn f_40_the_saml_settings_are_read_and_changed_with_the_application() {
    let world = World::new().await;
    let scott = manager(&world).await;
    let path = registered(&world, |party| {
        party.saml.requested_attributes = vec![RequestedAttribute {
            name: "mail".to_owned(),
            name_format: None,
            friendly_name: None,
            required: true,
        }];
    })
    .await;
    let found = saml(&world, &scott, &path).await;
    assert_eq!((&found["attribute_preset"], &found["signed"]), (&json!("smartplan"), &json!("both")));
    assert_eq!(found["name_formats"], json!(["persistent", "transient", "email"]));
    let warning = &found["warnings"][0];
    assert_eq!((&warning["code"], &warning["attribute"]), (&json!("required_attribute"), &json!("mail")));
    let mail = json!({"source": "email", "name": "mail", "friendly_name": "mail", "condition": "own_right"});
    let change =
        json!({"saml": {"attributes": [mail], "signed": "assertion", "name_formats": ["transient"]}});
    let changed = world.patch(&scott, &path, change).await;
    assert_eq!(changed.status, StatusCode::OK, "{changed:?}");
    let found = &changed.json["saml"];
    assert_eq!((&found["attribute_preset"], &found["signed"]), (&Value::Null, &json!("assertion")));
    assert_eq!(found["attributes"][0]["condition"], json!("own_right"));
    assert_eq!(found["name_formats"], json!(["transient"]));
    // Told to some only, it may be missing.
    assert_eq!(found["warnings"][0]["code"], json!("required_attribute"));
    let row = world.events(Action::ApplicationChanged).await.pop().unwrap();
    assert_eq!(row.details["attributes"], "mail=email");
    let preset = json!({"saml": {"attribute_preset": "claims", "name_formats": []}});
    let changed = world.patch(&scott, &path, preset).await;
    assert_eq!(changed.json["saml"]["attribute_preset"], json!("claims"), "{changed:?}");
    assert_eq!(changed.json["saml"]["signed"], json!("assertion"), "what is left out stays");
}

#[tokio::test]
async fn what_cannot_be_is_refused_at_its_field() {
    let world = World::new().await;
    let scott = manager(&world).await;
    let path = registered(&world, |party| party.saml.wants_assertions_signed = true).await;
    let entry = |name: &str, value: Value| {
        let mut entry = json!({"source": "email", "name": "mail"});
        entry[name] = value;
        json!({"attributes": [entry]})
    };
    let many: Vec<_> = (0..51).map(|at| json!({"source": "email", "name": format!("a{at}")})).collect();
    for (field, body) in [
        ("saml.attributes", entry("source", json!("password"))),
        ("saml.attributes", entry("name", json!("a b"))),
        ("saml.attributes", entry("name", json!(""))),
        ("saml.attributes", entry("condition", json!("now and then"))),
        ("saml.attributes", entry("name_format", json!("uri"))),
        ("saml.attributes", json!({"attributes": many})),
        (
            "saml.attributes",
            json!({"attributes": [{"source": "email", "name": "m"}, {"source": "uid", "name": "m"}]}),
        ),
        ("saml.attribute_preset", json!({"attribute_preset": "oids", "attributes": []})),
        ("saml.signed", json!({"signed": "response"})),
        ("saml.encrypt_assertions", json!({"encrypt_assertions": true})),
        ("saml.requests_signed", json!({"requests_signed": true})),
        ("saml.name_formats", json!({"name_formats": ["email", "email"]})),
    ] {
        let got = world.patch(&scott, &path, json!({"saml": body})).await;
        assert_eq!(got.status, StatusCode::BAD_REQUEST, "{field}: {got:?}");
        assert_eq!(got.field(), field, "{got:?}");
    }
    for body in [
        json!({"saml": {"attributes": [{"source": "email", "name": "m", "conditon": "own_right"}]}}),
        json!({"saml": {"signed": "nothing"}}),
        json!({"saml": {"unknown": true}}),
        json!({"saml": null}),
        json!({"saml": []}),
        json!({"saml": {"signed": "both"}, "name": "Extranet 2"}),
    ] {
        let got = world.patch(&scott, &path, body).await;
        assert_eq!(got.status, StatusCode::BAD_REQUEST, "{got:?}");
    }
    assert_eq!(saml(&world, &scott, &path).await["attribute_preset"], json!("smartplan"));
}

#[tokio::test]
async fn a_declared_application_and_one_without_saml_are_not_changed() {
    let world = World::new().await;
    let scott = manager(&world).await;
    let path = registered(&world, |party| party.declared = true).await;
    let change = json!({"saml": {"signed": "assertion"}});
    let got = world.patch(&scott, &path, change.clone()).await;
    assert_eq!((got.status, got.problem()), (StatusCode::CONFLICT, "declared"), "{got:?}");
    assert_eq!(saml(&world, &scott, &path).await["signed"], json!("both"));
    let reports =
        json!({"name": "Reports", "service": "archive", "redirect_uris": ["https://r.example.com/"]});
    let made = world.post(&scott, "/api/v1/applications", reports).await;
    let other = format!("/api/v1/applications/{}", made.json["id"].as_str().unwrap());
    assert_eq!(world.get(&scott, &other).await.json["saml"], Value::Null);
    assert_eq!(world.patch(&scott, &other, change.clone()).await.field(), "saml");
    let (_, jeremy) = world.city().await;
    for path in [&path, "/api/v1/applications/00000000-0000-0000-0000-000000000000"] {
        let got = world.patch(&jeremy, path, change.clone()).await;
        assert_eq!(got.status, StatusCode::NOT_FOUND, "{got:?}");
    }
}
