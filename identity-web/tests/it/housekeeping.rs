//! The housekeeper that runs as long as the router lives.

use async_trait::async_trait;
use axum::Router;
use identity_core::delivery::{Message, Transport, TransportError, Transports};
use identity_core::ids::MessageId;
use identity_core::invitations::Invite;
use identity_core::secrets::PasswordHasher;
use identity_core::sign_on::PasswordSignIn;
use identity_core::store::{MemoryStore, Page};
use identity_core::{Identity, MasterKey, OsEntropy, Settings, Setup};
use identity_web::{IdentityWeb, IdentityWebBuilder};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

const PASSWORD: &str = "violet-tractor-82-lantern";

/// A transport that hands each recipient to the test.
#[derive(Debug)]
struct Told(UnboundedSender<String>);

#[async_trait]
impl Transport for Told {
    async fn send(&self, _id: MessageId, message: &Message) -> Result<(), TransportError> {
        self.0.send(message.recipient.clone()).map_err(|error| TransportError::Permanent(error.to_string()))
    }
}

/// A deployment with one invitation in its outbox, transports, and what they were given.
async fn deployment() -> (Identity, Transports, UnboundedReceiver<String>) {
    let settings = Settings::new("https://my.example.com".parse().unwrap());
    let identity = Identity::builder(MemoryStore::new(), settings, MasterKey::generate(&OsEntropy))
        .password_hasher(PasswordHasher::fast_for_tests())
        .build()
        .unwrap();
    let setup = Setup::administrator("Example Ltd", "Ada Lovelace", "ada@example.com", PASSWORD).unwrap();
    identity.apply(&setup).await.unwrap();
    let attempt = PasswordSignIn::new("ada@example.com", PASSWORD);
    let signed_in = identity.sign_in(attempt).await.unwrap();
    let ada = identity.session(&signed_in.token).await.unwrap().unwrap().caller;
    let operator = identity.organizations(&ada, None, &Page::first(1)).await.unwrap().items[0].id;
    let roles = ["administrator".parse().unwrap()];
    let invite = Invite::new(operator, "grace@example.com".parse().unwrap(), roles);
    identity.invite(&ada, &invite).await.unwrap();
    let (told, recipients) = unbounded_channel();
    (identity, Transports { email: Arc::new(Told(told)), sms: None }, recipients)
}

fn built(builder: IdentityWebBuilder) -> (IdentityWeb, Router) {
    let web = builder.build().unwrap();
    let router = web.around(Router::new());
    (web, router)
}

/// What comes next; `None` when nothing can come any more, since all transports were dropped.
async fn next(recipients: &mut UnboundedReceiver<String>) -> Option<String> {
    tokio::time::timeout(Duration::from_secs(30), recipients.recv())
        .await
        .expect("the housekeeper does nothing")
}

#[tokio::test]
async fn it_sends_what_is_in_the_outbox_until_the_last_router_is_gone() {
    let (identity, transports, mut recipients) = deployment().await;
    let (web, router) = built(IdentityWeb::builder(identity).transports(transports));
    assert_eq!(next(&mut recipients).await.as_deref(), Some("grace@example.com"));

    let alone = web.standalone();
    drop((web, router));
    tokio::task::yield_now().await;
    assert!(!recipients.is_closed(), "a router is left");
    drop(alone);
    assert_eq!(next(&mut recipients).await, None, "the housekeeper let go of its transports");
}

#[tokio::test]
async fn none_runs_where_none_is_wanted() {
    let (identity, transports, mut recipients) = deployment().await;
    let (_web, _router) = built(IdentityWeb::builder(identity).transports(transports).without_housekeeper());
    assert_eq!(next(&mut recipients).await, None, "the transports went with the builder");
}

#[test]
fn a_router_can_be_made_without_a_runtime() {
    let settings = Settings::new("https://my.example.com".parse().unwrap());
    let identity = Identity::builder(MemoryStore::new(), settings, MasterKey::generate(&OsEntropy));
    let (_web, _router) = built(IdentityWeb::builder(identity.build().unwrap()));
}
