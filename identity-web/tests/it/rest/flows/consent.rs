//! Agreeing, over JSON, to what an application may know.

use super::passwords::Seen;
use crate::support::front::{FrontEnd, is_at};
use crate::support::site::{JEREMY, PASSWORD, World};
use identity_core::domain::{
    ApiClient, ApplicationRequest, CodeRequest, Device, Factors, OpenIdClient, OpenIdRequest, Origin,
    Protocol, TokenAlgorithm,
};
use identity_core::secrets::SecretToken;
use identity_core::setup::{OpenIdSetup, Setup};
use identity_core::sign_on::Visitor;
use identity_core::store::{ChangeSet, Store as _, Versioned};
use identity_core::values::Scope;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// A client of somebody else, so that people are asked.
async fn stranger(world: &World) -> Versioned<ApiClient> {
    let portal =
        OpenIdSetup::new("portal".parse().unwrap(), "Portal".parse().unwrap(), "smartplan".parse().unwrap());
    world.identity.apply(&Setup::default().openid([portal])).await.unwrap();
    let found = world.identity.client("portal").await.unwrap().unwrap();
    let openid = OpenIdClient { first_party: false, ..found.openid.clone().unwrap() };
    let changed = ApiClient { openid: Some(openid), ..found.record.clone() };
    world.store.commit(ChangeSet::new().update(changed, found.version)).await.unwrap();
    world.identity.client("portal").await.unwrap().unwrap()
}

fn request(client: &ApiClient) -> ApplicationRequest {
    let code = CodeRequest {
        redirect_uri: "https://portal.example/callback".to_owned(),
        challenge: String::new(),
        nonce: None,
        key_thumbprint: None,
        resource: None,
        classes: Vec::new(),
        claims: BTreeMap::new(),
    };
    let openid = OpenIdRequest {
        claimed_scopes: BTreeSet::new(),
        client: client.id,
        scopes: [Scope::OPENID, Scope::EMAIL].map(|scope| Scope::parse(scope).unwrap()).into(),
        code,
        algorithm: TokenAlgorithm::Es256,
        max_age: None,
        asks_consent: false,
        person: None,
        login_hint: None,
    };
    ApplicationRequest {
        relying_party: client.application().unwrap(),
        protocol: Protocol::OpenId,
        request_id: "consent".to_owned(),
        fresh: false,
        passive: false,
        factors: Factors::One,
        methods: Vec::new(),
        name_format: None,
        openid: Some(Box::new(openid)),
        reply: BTreeMap::new(),
    }
}

pub(super) async fn with_a_consent() -> Seen {
    let world = World::new().await;
    world.jeremy().await;
    let client = stranger(&world).await;
    let mut front = FrontEnd::new(&world);
    front.begin(json!({})).await;
    let browser = SecretToken::parse(&front.cookies["identity-browser"]).unwrap();
    let device = Device::default();
    let visitor = Visitor::new(&browser, &device);
    let origin = Origin::Application(request(&client));
    let begun = world.identity.begin_sign_on(&visitor, origin).await.unwrap();
    let flow = front.send("GET", &format!("/api/v1/flows/{}", begun.id()), None).await;
    let question = front.answer(&flow, json!({"identifier": JEREMY, "password": PASSWORD})).await;
    is_at(&question, 200, "consent");
    assert!(question.json["text"].as_str().unwrap().contains("know your e-mail address"), "{question:?}");
    is_at(&front.act(&question, "consent", json!({})).await, 200, "finished");
    front.seen
}

#[tokio::test]
async fn somebody_agrees_that_an_application_knows_them() {
    with_a_consent().await;
}
