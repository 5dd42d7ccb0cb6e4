//! The steps about an identity elsewhere, as JSON.

use super::passwords::{Seen, password};
use crate::support::front::{FrontEnd, is_at, messages, prompts};
use crate::support::site::{JEREMY, PASSWORD, SCOTT, World};
use identity_core::domain::{
    Connection, ConnectionRules, ConnectionState, Device, IdentityProvider, LinkPolicy, OpenIdProvider,
    ProviderSubject, UnknownPerson,
};
use identity_core::federation::ProviderAnswer;
use identity_core::ids::{ConnectionId, SignOnId};
use identity_core::secrets::SecretToken;
use identity_core::sign_on::{Answer, Visitor};
use identity_core::store::{ChangeSet, Store};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A connection by these rules.
async fn connect(world: &World, unknown: UnknownPerson, linking: LinkPolicy) -> ConnectionId {
    let now = world.identity.clock().now();
    let provider = OpenIdProvider {
        issuer: "https://city.example".to_owned(),
        client_id: "my".to_owned(),
        client_secret: None,
        scopes: BTreeSet::new(),
        algorithms: BTreeSet::new(),
        tenants: BTreeSet::new(),
    };
    let connection = Connection {
        id: ConnectionId::generate(world.identity.clock(), world.identity.entropy()),
        name: "City Group".parse().unwrap(),
        organization: None,
        provider: IdentityProvider::OpenId(provider),
        state: ConnectionState::Enabled,
        rules: ConnectionRules { unknown, linking, ..ConnectionRules::default() },
        metadata: None,
        tested_at: None,
        created_at: now,
        updated_at: now,
    };
    let mut changes = ChangeSet::new();
    changes.insert(connection.clone());
    world.store.commit(&changes).await.unwrap();
    connection.id
}

/// The person of this browser goes to the provider in the middle of a flow, and comes back as somebody.
async fn elsewhere(world: &World, front: &FrontEnd, flow: &Value, connection: ConnectionId, subject: &str) {
    let browser = SecretToken::parse(&front.cookies["identity-browser"]).unwrap();
    let token = front.cookies.get("identity-session").and_then(|token| SecretToken::parse(token).ok());
    let current = match &token {
        Some(token) => world.identity.session(token).await.unwrap(),
        None => None,
    };
    let device = Device::default();
    let visitor = Visitor::new(&browser, &device).session(current.as_ref(), token.as_ref());
    let id = SignOnId::parse(flow["id"].as_str().unwrap()).unwrap();
    let attempt = world.identity.sign_on(id, &visitor).await.unwrap();
    let (_, departure) = world.identity.leave_for(&attempt, &visitor, connection, None).await.unwrap();
    let (attempt, _) = world.identity.returned(&departure.request_id, &visitor).await.unwrap();
    let subject = ProviderSubject::plain(subject).unwrap();
    let mut answer = ProviderAnswer::new(subject, world.identity.clock().now());
    answer.label = Some("annie@city.example".to_owned());
    answer.given_name = Some("Annie".parse().unwrap());
    answer.family_name = Some("Lane".parse().unwrap());
    world.identity.answer(&attempt, &visitor, Answer::Provider(Box::new(answer))).await.unwrap();
}

pub(super) async fn with_an_identity_elsewhere() -> Seen {
    let world = World::new().await;
    world.test.add_person("Jeremy Mills", JEREMY, "crm-1001", "contact-person").await.unwrap();
    let connection = connect(&world, UnknownPerson::ConnectOrCreate, LinkPolicy::Offered).await;
    let mut front = FrontEnd::new(&world);
    let flow = front.begin(json!({})).await;
    elsewhere(&world, &front, &flow.json, connection, "annie").await;
    let question = front.look(&flow).await;
    is_at(&question, 200, "connect_or_create");
    assert_eq!(prompts(&question), ["given_name", "family_name"]);
    assert_eq!(question.json["prompts"][0]["value"], "Annie");
    let empty = front.answer(&flow, json!({"given_name": ""})).await;
    is_at(&empty, 422, "connect_or_create");
    assert_eq!(messages(&empty), [("given_name".to_owned(), "error-given-name".to_owned())]);
    is_at(&front.act(&question, "connect", json!({})).await, 200, "sign_in");
    let both = front.answer(&flow, json!({"identifier": JEREMY, "password": PASSWORD})).await;
    is_at(&both, 200, "confirm_link");
    // Both accounts are there, and neither says more than its owner knows.
    let text = both.json["text"].as_str().unwrap();
    assert!(text.contains("j•••@citygroup.example") && text.contains("annie@city.example"), "{text}");
    assert!(!text.contains(JEREMY), "{text}");
    is_at(&front.act(&both, "confirm_link", json!({})).await, 200, "finished");

    // The same identity in a browser where somebody else is signed in.
    let mut scott = FrontEnd::new(&world);
    let flow = password(&mut scott, SCOTT.0, SCOTT.1).await;
    is_at(&flow, 200, "offer_link");
    assert_eq!(flow.json["way_on"]["path"], json!(format!("/flow/{}", flow.json["id"].as_str().unwrap())));
    is_at(&scott.act(&flow, "not_now", json!({})).await, 200, "finished");
    world.clock.advance(std::time::Duration::from_mins(1));
    let flow = scott.begin(json!({"kind": "step_up"})).await;
    elsewhere(&world, &scott, &flow.json, connection, "annie").await;
    let switch = scott.look(&flow).await;
    is_at(&switch, 200, "switch_person");
    is_at(&scott.act(&switch, "stay", json!({})).await, 200, "sign_in");

    // A second identity of the same connection.
    let mut other = FrontEnd::new(&world);
    let flow = other.begin(json!({})).await;
    elsewhere(&world, &other, &flow.json, connection, "another").await;
    let question = other.look(&flow).await;
    other.act(&question, "connect", json!({})).await;
    let refused = other.answer(&flow, json!({"identifier": JEREMY, "password": PASSWORD})).await;
    is_at(&refused, 200, "other_way");
    assert_eq!(messages(&refused), [(String::new(), "other-way-other-identity-linked".to_owned())]);
    is_at(&other.act(&refused, "other_way", json!({})).await, 200, "finished");
    front.seen.append(&mut scott.seen);
    front.seen.append(&mut other.seen);
    front.seen
}

#[tokio::test]
async fn somebody_who_comes_from_elsewhere_links_their_account() {
    with_an_identity_elsewhere().await;
}

/// An action of another step is none of this one.
#[tokio::test]
async fn what_a_step_does_not_ask_is_not_taken() {
    let world = World::new().await;
    let connection = connect(&world, UnknownPerson::Connect, LinkPolicy::Allowed).await;
    let mut front = FrontEnd::new(&world);
    let flow = front.begin(json!({})).await;
    elsewhere(&world, &front, &flow.json, connection, "annie").await;
    let question = front.look(&flow).await;
    is_at(&question, 200, "connect_or_create");
    assert!(prompts(&question).is_empty(), "nobody gets an account here");
    let refused = front.post(&flow, json!({"action": "keep"})).await;
    assert_eq!(refused.status.as_u16(), 400, "{refused:?}");
    let refused = front.post(&flow, json!({"answers": {"given_name": "Annie"}})).await;
    assert_eq!(refused.status.as_u16(), 400, "{refused:?}");
    is_at(&front.post(&flow, json!({"action": "confirm_link"})).await, 200, "connect_or_create");
}

/// The caller sees and removes what is linked with their account.
#[tokio::test]
async fn one_sees_and_removes_ones_own_linked_identities() {
    let world = World::new().await;
    world.test.add_person("Jeremy Mills", JEREMY, "crm-1001", "contact-person").await.unwrap();
    let connection = connect(&world, UnknownPerson::Connect, LinkPolicy::Allowed).await;
    let mut front = FrontEnd::new(&world);
    let flow = front.begin(json!({})).await;
    elsewhere(&world, &front, &flow.json, connection, "annie").await;
    front.post(&flow, json!({"action": "connect"})).await;
    front.answer(&flow, json!({"identifier": JEREMY, "password": PASSWORD})).await;
    is_at(&front.post(&flow, json!({"action": "confirm_link"})).await, 200, "finished");
    let listed = front.send("GET", "/api/v1/me/linked-identities", None).await;
    assert_eq!(listed.status.as_u16(), 200, "{listed:?}");
    let [linked] = listed.json["items"].as_array().unwrap().as_slice() else { panic!("{listed:?}") };
    assert_eq!((&linked["name"], &linked["label"]), (&json!("City Group"), &json!("annie@city.example")));
    let id = linked["id"].as_str().unwrap().to_owned();
    let caller = world.test.sign_in(JEREMY).await.unwrap().caller;
    world.identity.unlink_identity(&caller, id.parse().unwrap()).await.unwrap();
    let listed = front.send("GET", "/api/v1/me/linked-identities", None).await;
    assert_eq!(listed.json["items"], json!([]));
    let mails = world.mails_to(JEREMY).await;
    assert!(mails.iter().any(|mail| mail.contains("City Group")), "{mails:?}");
}
