//! Passwords in front ends of one's own: given, forgotten, set for the first time.

use crate::support::api::Got;
use crate::support::front::{FrontEnd, is_at, messages, prompts};
use crate::support::site::{JEREMY, SCOTT, World};
use http::StatusCode;
use identity_core::people::NewMember;
use serde_json::json;
use std::collections::BTreeSet;

/// The steps that a front end was shown.
pub(super) type Seen = BTreeSet<String>;

const NEW: &str = "harbour-pencil-willow";

/// Signs in as far as the password goes.
pub(super) async fn password(front: &mut FrontEnd, identifier: &str, password: &str) -> Got {
    let flow = front.begin(json!({"return_to": "/account"})).await;
    front.answer(&flow, json!({"identifier": identifier, "password": password})).await
}

pub(super) async fn with_a_new_password() -> Seen {
    let world = World::new().await;
    let mut front = FrontEnd::new(&world);
    let flow = front.begin(json!({"return_to": "/account"})).await;
    let empty = front.act(&flow, "recover", json!({"identifier": " "})).await;
    is_at(&empty, 422, "sign_in");
    assert_eq!(messages(&empty), [("identifier".to_owned(), "error-identifier-empty".to_owned())]);
    let mut answers = Vec::new();
    for identifier in [SCOTT.0, "nobody", "nobody@example.com"] {
        let asked = front.act(&flow, "recover", json!({"identifier": identifier})).await;
        is_at(&asked, 200, "sign_in");
        assert_eq!(messages(&asked), [(String::new(), "recover-sent-text".to_owned())]);
        answers.push(asked.json.to_string());
    }
    assert_eq!((&answers[0], &answers[0]), (&answers[1], &answers[2]));
    let mails = world.mails_to("scott.long@smartplan.example").await;
    let link = mails[0].split_whitespace().find(|word| word.contains("/recover/")).unwrap();
    let token = link.rsplit('/').next().unwrap();

    let mut telephone = FrontEnd::new(&world);
    let begun = telephone.begin(json!({"kind": "recovery", "token": token})).await;
    is_at(&begun, 201, "set_password");
    assert_eq!(prompts(&begun), ["new_password"]);
    assert!(begun.json["prompts"][0]["hint"].as_str().unwrap().contains("15"), "{begun:?}");
    assert!(!begun.json.to_string().contains(token));
    let weak = telephone.answer(&begun, json!({"new_password": "password"})).await;
    is_at(&weak, 422, "set_password");
    assert_eq!(messages(&weak), [("new_password".to_owned(), "error-password-short".to_owned())]);
    let done = telephone.answer(&begun, json!({"new_password": NEW})).await;
    is_at(&done, 200, "finished");
    assert_eq!(done.json["return_to"], "/account");
    assert!(telephone.is_signed_in().await);
    // It works once; what waits in another browser for the same link leads on.
    let used = json!({"kind": "recovery", "token": token}).to_string();
    let used = telephone.send("POST", "/api/v1/flows", Some(used)).await;
    assert_eq!((used.status, used.problem()), (StatusCode::NOT_FOUND, "not-found"));
    is_at(&password(&mut front, SCOTT.0, SCOTT.1).await, 422, "sign_in");
    is_at(&password(&mut front, SCOTT.0, NEW).await, 200, "finished");
    telephone.seen
}

#[tokio::test]
async fn a_forgotten_password_is_set_anew_by_the_link() {
    with_a_new_password().await;
}

/// Whoever sets a password for the first time is told so, and not that they are signed out elsewhere.
#[tokio::test]
async fn a_first_password_is_asked_for_as_that() {
    let world = World::new().await;
    let (_, organization) = world.jeremy().await;
    let organization = organization.rsplit('/').next().unwrap().parse().unwrap();
    let jeremy = world.test.sign_in(JEREMY).await.unwrap().caller;
    let rosa = NewMember::new(
        organization,
        "rosa@citygroup.example".parse().unwrap(),
        "Rosa".parse().unwrap(),
        vec!["viewer".parse().unwrap()],
    );
    world.identity.create_member(&jeremy, &rosa.mail_link(true)).await.unwrap();
    let mails = world.mails_to("rosa@citygroup.example").await;
    let link = mails[0].split_whitespace().find(|word| word.contains("/recover/")).unwrap();
    let token = link.rsplit('/').next().unwrap();
    let begun = FrontEnd::new(&world).begin(json!({"kind": "recovery", "token": token})).await;
    is_at(&begun, 201, "set_password");
    assert_eq!(begun.json["title"], "Choose your password", "{begun:?}");
    assert!(!begun.json["text"].as_str().unwrap().contains("signed out"), "{begun:?}");
}
