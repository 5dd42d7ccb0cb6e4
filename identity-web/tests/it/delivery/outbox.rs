//! The worker of core with a real mail server in front of it.

use super::email::config;
use super::messages::*;
use crate::support::servers::{Smtp, SmtpServer};
use identity_core::delivery::{DeliverySettings, OutboxWorker, Transports};
use identity_core::domain::{Channel, MessageState, OutboxMessage};
use identity_core::secrets::{MasterKey, PasswordHasher, Sealer};
use identity_core::store::{ChangeSet, MemoryStore, Store};
use identity_core::{Identity, ManualClock, SeededEntropy, Settings};
use identity_web::delivery::EmailTransport;
use std::sync::Arc;
use std::time::Duration;

struct World {
    store: MemoryStore,
    clock: Arc<ManualClock>,
    worker: OutboxWorker,
    key: MasterKey,
}

fn world(server: &SmtpServer) -> World {
    let (store, clock) = (MemoryStore::new(), Arc::new(ManualClock::at(NOW)));
    let key = MasterKey::generate(&SeededEntropy::new(1));
    let settings = Settings::new("https://my.smartplan.example".parse().unwrap());
    let identity = Identity::builder(store.clone(), settings, key.clone())
        .clock(clock.clone())
        .password_hasher(PasswordHasher::fast_for_tests())
        .build()
        .unwrap();
    let timeout = Duration::from_millis(100);
    let email = EmailTransport::with_timeout(config(server), timeout, templates(), clock.clone()).unwrap();
    let transports = Transports { email: Arc::new(email), sms: None };
    World { store, clock, worker: OutboxWorker::new(identity, transports, DeliverySettings::default()), key }
}

impl World {
    /// Queues as core does it: sealed under the master key, for this row.
    async fn queue(&self, seed: u64) {
        let id = id(seed);
        let message = password_changed("jeremy@citygroup.example");
        let plain = serde_json::to_vec(&message).unwrap();
        let place = format!("outbox:{id}");
        let sealed = Sealer::new(&self.key, "seal").seal(&SeededEntropy::new(seed), place.as_bytes(), &plain);
        let mut changes = ChangeSet::new();
        changes.insert(OutboxMessage {
            id,
            channel: Channel::Email,
            recipient: message.recipient,
            payload: Some(sealed),
            invitation: None,
            state: MessageState::Queued,
            attempts: 0,
            next_attempt_at: NOW,
            last_error: None,
            created_at: NOW,
            closed_at: None,
        });
        self.store.commit(&changes).await.unwrap();
    }

    async fn read(&self, seed: u64) -> OutboxMessage {
        self.store.outbox_messages().get(id(seed)).await.unwrap().unwrap().record
    }
}

#[tokio::test]
async fn a_mail_that_is_put_off_arrives_later_once() {
    let server = SmtpServer::start(&[Smtp::Recipient("451 later"), Smtp::Hang]);
    let world = world(&server);
    world.queue(1).await;
    for _ in 0..2 {
        assert_eq!(world.worker.deliver_due().await.unwrap().postponed, 1);
        assert_eq!(world.worker.deliver_due().await.unwrap().sent, 0);
        world.clock.advance(Duration::from_mins(10));
    }
    assert_eq!(world.worker.deliver_due().await.unwrap().sent, 1);
    world.clock.advance(Duration::from_hours(10));
    assert_eq!(world.worker.deliver_due().await.unwrap().sent, 0);
    assert_eq!(server.mails().len(), 1);
    let sent = world.read(1).await;
    assert_eq!((sent.state, sent.attempts, sent.payload), (MessageState::Sent, 3, None));
}

#[tokio::test]
async fn a_mail_that_is_refused_becomes_a_dead_letter_and_holds_up_no_other() {
    let server = SmtpServer::start(&[Smtp::Recipient("550 no such user")]);
    let world = world(&server);
    world.queue(1).await;
    assert_eq!(world.worker.deliver_due().await.unwrap().dead, 1);
    world.queue(2).await;
    assert_eq!(world.worker.deliver_due().await.unwrap().sent, 1);
    let dead = world.read(1).await;
    assert_eq!((dead.state, dead.payload), (MessageState::Dead, None));
    assert!(dead.last_error.unwrap().contains("no such user"));
    assert_eq!(server.mails().len(), 1);
}
