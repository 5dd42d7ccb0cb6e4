//! What people do with their own account by calls: addresses, their number, their data, leaving.

use crate::support::api::{Got, Who, World};
use crate::support::routes::UNKNOWN;
use http::StatusCode;
use identity_core::delivery::MessageContent;
use serde_json::{Value, json};
use std::time::Duration;

const JEREMY: &str = "jeremy@citygroup.example";
const HOME: &str = "jeremy@home.example";
const CHANGE: &str = "/api/v1/me/contact-changes/email";

async fn bare(world: &World, who: &Who, path: &str) -> Got {
    world.send(who, "POST", path, None, &[]).await
}

/// The code in the newest message to an address.
async fn code(world: &World, to: &str) -> String {
    let mut messages = world.test.messages().await.unwrap();
    messages.retain(|message| message.recipient == to);
    let mut codes = messages.into_iter().filter_map(|message| match message.content {
        MessageContent::ContactProof { code, .. } => Some(code),
        _ => None,
    });
    codes.next_back().expect("a code")
}

async fn confirms(world: &World, who: &Who, code: &str) -> Got {
    world.post(who, &format!("{CHANGE}/confirm"), json!({"code": code})).await
}

/// The addresses of somebody.
async fn emails(world: &World, who: &Who) -> Vec<(String, bool)> {
    let got = world.get(who, "/api/v1/me/emails").await;
    assert_eq!(got.status, StatusCode::OK, "{got:?}");
    let text = |item: &Value| (item["email"].as_str().unwrap().to_owned(), item["main"] == json!(true));
    got.json["items"].as_array().unwrap().iter().map(text).collect()
}

async fn further(world: &World, who: &Who) -> String {
    let got = world.get(who, "/api/v1/me/emails").await;
    got.json["items"][1]["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_address_is_added_made_the_main_one_and_the_other_removed() {
    let world = World::new().await;
    let (_, jeremy) = world.city().await;
    let begun = world.put(&jeremy, CHANGE, json!({"to": HOME, "further": true})).await;
    assert_eq!((begun.status, &begun.json["to"]), (StatusCode::OK, &json!(HOME)), "{begun:?}");
    assert_eq!((&begun.json["further"], &begun.json["kind"]), (&json!(true), &json!("email")));
    assert!(begun.json["code_expires_at"].is_string() && begun.json["resend_at"].is_string());
    let listed = world.get(&jeremy, "/api/v1/me/contact-changes").await;
    assert_eq!(listed.json["items"], json!([begun.json]));
    assert_eq!(bare(&world, &jeremy, &format!("{CHANGE}/resend")).await.problem(), "too-many");
    let wrong = confirms(&world, &jeremy, "000000").await;
    assert_eq!((wrong.problem(), wrong.field()), ("invalid-fields", "code"));
    let code = code(&world, HOME).await;
    assert_eq!(confirms(&world, &jeremy, &code).await.status, StatusCode::NO_CONTENT);
    assert_eq!(confirms(&world, &jeremy, &code).await.problem(), "already-closed");
    let (main, home) = (JEREMY.to_owned(), HOME.to_owned());
    assert_eq!(emails(&world, &jeremy).await, [(main.clone(), true), (home.clone(), false)]);
    let again = world.put(&jeremy, CHANGE, json!({"to": HOME, "further": true})).await;
    assert_eq!(again.problem(), "already-exists");

    let path = format!("/api/v1/me/emails/{}", further(&world, &jeremy).await);
    let chosen = bare(&world, &jeremy, &format!("{path}/main")).await;
    assert_eq!(chosen.status, StatusCode::NO_CONTENT, "{chosen:?}");
    assert_eq!(emails(&world, &jeremy).await, [(home.clone(), true), (main, false)]);
    let me = world.get(&jeremy, "/api/v1/me").await;
    assert_eq!(me.json["user"]["email"], json!(HOME));
    assert!(me.json["user"]["email_verified_at"].is_string());
    let path = format!("/api/v1/me/emails/{}", further(&world, &jeremy).await);
    assert_eq!(world.delete(&jeremy, &path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(emails(&world, &jeremy).await, [(home, true)]);
    assert_eq!(world.delete(&jeremy, &path).await.problem(), "not-found");
}

/// G-18, as on the pages.
#[tokio::test]
async fn g_18_changes_of_ones_own_need_a_fresh_proof() {
    let world = World::new().await;
    let (_, jeremy) = world.city().await;
    world.put(&jeremy, CHANGE, json!({"to": HOME, "further": true})).await;
    let code = code(&world, HOME).await;
    confirms(&world, &jeremy, &code).await;
    let path = format!("/api/v1/me/emails/{}", further(&world, &jeremy).await);
    world.clock.advance(Duration::from_mins(16));
    let late = [
        world.put(&jeremy, CHANGE, json!({"to": "other@home.example"})).await,
        bare(&world, &jeremy, &format!("{path}/main")).await,
        world.delete(&jeremy, &path).await,
        world.delete(&jeremy, "/api/v1/me/phone").await,
        bare(&world, &jeremy, "/api/v1/me/export").await,
    ];
    for got in late {
        assert_eq!((got.status, got.problem()), (StatusCode::FORBIDDEN, "prove-again"));
    }
    let fresh = world.sign_in(HOME).await;
    assert_eq!(world.delete(&fresh, &path).await.status, StatusCode::NO_CONTENT);
}

/// N-02: what a call answers says nothing of whose an address is, and a further address of another answers like none.
#[tokio::test]
async fn n_02_calls_tell_nothing_of_addresses_of_others() {
    let world = World::new().await;
    let (_, jeremy) = world.city().await;
    world.put(&jeremy, CHANGE, json!({"to": HOME, "further": true})).await;
    let sent = code(&world, HOME).await;
    confirms(&world, &jeremy, &sent).await;
    let path = format!("/api/v1/me/emails/{}", further(&world, &jeremy).await);
    let scott = world.scott().await;
    let free = world.put(&scott, CHANGE, json!({"to": "free@home.example", "further": true})).await;
    world.clock.advance(Duration::from_mins(1));
    world.delete(&scott, CHANGE).await;
    let taken = world.put(&scott, CHANGE, json!({"to": HOME, "further": true})).await;
    let kinds = |got: &Got| got.json.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!((taken.status, kinds(&taken)), (free.status, kinds(&free)), "{taken:?}");
    for path in [path, format!("/api/v1/me/emails/{UNKNOWN}")] {
        let gone = world.delete(&scott, &path).await;
        assert_eq!((gone.status, gone.problem()), (StatusCode::NOT_FOUND, "not-found"));
        let main = bare(&world, &scott, &format!("{path}/main")).await;
        assert_eq!((main.status, main.problem()), (StatusCode::NOT_FOUND, "not-found"));
    }
    assert_eq!(world.refusals().await.len(), 4, "each is written down");
}

#[tokio::test]
async fn what_a_change_cannot_be_is_said_at_its_field() {
    let world = World::new().await;
    let (_, jeremy) = world.city().await;
    let phone = "/api/v1/me/contact-changes/phone";
    for (path, body, field) in [
        (CHANGE, json!({"to": "no address"}), "to"),
        (CHANGE, json!({"further": true}), "to"),
        (phone, json!({"to": "12"}), "to"),
        (phone, json!({"to": "+358401234567", "further": true}), "further"),
        // No text messages are sent here.
        (phone, json!({"to": "+358401234567"}), "to"),
    ] {
        let got = world.put(&jeremy, path, body).await;
        assert_eq!((got.problem(), got.field()), ("invalid-fields", field), "{got:?}");
    }
    let other = world.put(&jeremy, "/api/v1/me/contact-changes/fax", json!({"to": "1"})).await;
    assert_eq!(other.problem(), "not-found");
    let crm = world.crm().await;
    assert_eq!(world.get(&crm, "/api/v1/me/emails").await.problem(), "people-only");
    assert_eq!(bare(&world, &crm, "/api/v1/me/export").await.problem(), "people-only");
}

#[tokio::test]
async fn people_take_their_data_along_and_leave() {
    let world = World::new().await;
    let city = world.organization("crm-1").await;
    let jeremy = world.person(&city, JEREMY, "contact-person").await;
    let data = bare(&world, &jeremy, "/api/v1/me/export").await;
    assert_eq!(data.status, StatusCode::OK, "{data:?}");
    assert_eq!(data.json["records"]["user"][0]["email"], json!(JEREMY));
    assert_eq!(data.json["records"]["user_email"][0]["usage"], json!("main"));
    assert_eq!(data.json["records"]["membership"][0]["organization"], json!(city));
    let own = format!("/api/v1/me/organizations/{city}");
    assert_eq!(world.delete(&jeremy, &own).await.problem(), "last-administrator");
    let susan = world.person(&city, "susan@citygroup.example", "viewer").await;
    assert_eq!(world.delete(&susan, &own).await.status, StatusCode::NO_CONTENT);
    assert_eq!(world.delete(&susan, &own).await.problem(), "not-found");
    assert_eq!(world.get(&susan, "/api/v1/me").await.json["organizations"], json!([]));
}
