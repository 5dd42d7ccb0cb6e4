use super::*;
use crate::delivery::{MessageContent, Transport};
use crate::domain::{Action, AuditFilter, Channel, OutboxFilter};
use crate::ids::{InvitationId, MessageId, OrganizationId, UserId};
use crate::secrets::{MasterKey, PasswordHasher, Sealed, SecretToken};
use crate::setup::{Setup, SetupError};
use crate::store::{ChangeSet, MemoryStore, Page, Store};
use crate::values::EmailAddress;
use crate::{Clock, ManualClock, SeededEntropy, Settings, Timestamp};
use async_trait::async_trait;
use proptest::prelude::*;
use std::collections::{BTreeSet, VecDeque};
use std::sync::Mutex;

const START: Timestamp = Timestamp::from_unix_seconds(1_800_000_000);

/// A way out that answers as it was told, and then takes everything.
#[derive(Debug, Default)]
struct Scripted {
    answers: Mutex<VecDeque<Answer>>,
    taken: Mutex<Vec<(MessageId, Message)>>,
}

#[derive(Debug, Clone, Copy)]
enum Answer {
    Temporary,
    Permanent,
    Never,
}

#[async_trait]
impl Transport for Scripted {
    async fn send(&self, id: MessageId, message: &Message) -> Result<(), TransportError> {
        let answer = self.answers.lock().unwrap().pop_front();
        match answer {
            Some(Answer::Temporary) => Err(TransportError::Temporary("451 try\r\nlater".to_owned())),
            Some(Answer::Permanent) => Err(TransportError::Permanent("550 no such user".to_owned())),
            Some(Answer::Never) => std::future::pending().await,
            None => {
                self.taken.lock().unwrap().push((id, message.clone()));
                Ok(())
            }
        }
    }
}

struct World {
    store: MemoryStore,
    identity: Identity,
    clock: Arc<ManualClock>,
    transport: Arc<Scripted>,
}

impl World {
    fn new(answers: &[Answer]) -> Self {
        let clock = Arc::new(ManualClock::at(START));
        let settings = Settings::new("https://my.example.com".parse().unwrap());
        let store = MemoryStore::new();
        let identity =
            Identity::builder(store.clone(), settings, MasterKey::generate(&SeededEntropy::new(1)))
                .clock(clock.clone())
                .entropy(Arc::new(SeededEntropy::new(2)))
                .password_hasher(PasswordHasher::fast_for_tests())
                .build()
                .unwrap();
        let transport = Arc::new(Scripted {
            answers: Mutex::new(answers.iter().copied().collect()),
            ..Scripted::default()
        });
        Self { store, identity, clock, transport }
    }

    fn worker(&self) -> OutboxWorker {
        self.worker_with(DeliverySettings::default())
    }

    fn worker_with(&self, settings: DeliverySettings) -> OutboxWorker {
        let transports = Transports { email: self.transport.clone(), sms: None };
        OutboxWorker::new(self.identity.clone(), transports, settings)
    }

    async fn insert(&self, message: OutboxMessage) {
        let mut changes = ChangeSet::new();
        changes.insert(message);
        self.store.commit(&changes).await.unwrap();
    }

    fn message(&self) -> OutboxMessage {
        let id: MessageId = self.identity.new_id();
        let content = MessageContent::PasswordChanged { given_name: "Jeremy".to_owned(), at: START };
        let recipient = "jeremy@citygroup.example".to_owned();
        let message = Message::new(recipient.as_str(), content);
        let plain = serde_json::to_vec(&message).unwrap();
        let payload = self.identity.context.sealer.seal(self.identity.entropy(), &message_aad(id), &plain);
        OutboxMessage {
            id,
            channel: Channel::Email,
            recipient,
            payload: Some(payload),
            invitation: None,
            state: MessageState::Queued,
            attempts: 0,
            next_attempt_at: self.clock.now(),
            last_error: None,
            created_at: self.clock.now(),
            closed_at: None,
        }
    }

    async fn queue(&self) -> MessageId {
        let message = self.message();
        let id = message.id;
        self.insert(message).await;
        id
    }

    async fn read(&self, id: MessageId) -> OutboxMessage {
        self.identity.store.outbox_messages().get(id).await.unwrap().unwrap().record
    }

    fn taken(&self) -> Vec<MessageId> {
        self.transport.taken.lock().unwrap().iter().map(|(id, _)| *id).collect()
    }
}

#[tokio::test]
async fn what_is_due_goes_out_once_and_leaves_no_content_behind() {
    let world = World::new(&[]);
    let id = world.queue().await;
    let worker = world.worker();
    assert_eq!(worker.deliver_due().await.unwrap(), Delivered { sent: 1, ..Delivered::default() });
    assert_eq!(worker.deliver_due().await.unwrap(), Delivered::default());
    assert_eq!(world.taken(), [id]);
    let sent = world.read(id).await;
    assert_eq!((sent.state, sent.payload, sent.closed_at), (MessageState::Sent, None, Some(START)));
}

/// However often it is tried, and whatever the start with the wrong key goes on to do.
#[tokio::test]
async fn v_12_with_another_master_key_nothing_is_given_up_and_the_right_one_sends_it() {
    let world = World::new(&[]);
    let id = world.queue().await;
    let settings = Settings::new("https://my.example.com".parse().unwrap());
    let key = MasterKey::generate(&SeededEntropy::new(3));
    let store = world.identity.store.clone();
    let other =
        Identity::builder(MemoryStore::new(), settings, key).clock(world.clock.clone()).build().unwrap();
    let other = Identity { store, ..other };
    let transports = Transports { email: world.transport.clone(), sms: None };
    let wrong = OutboxWorker::new(other.clone(), transports, DeliverySettings::default());
    for _ in 0..50 {
        world.clock.advance(Duration::from_hours(7));
        assert_eq!(wrong.deliver_due().await.unwrap(), Delivered { postponed: 1, ..Delivered::default() });
    }
    let refused = other.apply(&Setup::default()).await;
    assert!(matches!(refused, Err(SetupError::OtherMasterKey)), "{refused:?}");
    world.identity.apply(&Setup::default()).await.unwrap();
    let waiting = world.read(id).await;
    assert_eq!(waiting.state, MessageState::Queued);
    assert_eq!(waiting.last_error.as_deref(), Some("other-master-key"));
    assert!(waiting.attempts < 2, "{}", waiting.attempts);
    world.clock.advance(Duration::from_hours(7));
    assert_eq!(world.worker().deliver_due().await.unwrap().sent, 1);
    assert_eq!(world.taken(), [id]);
}

#[tokio::test]
async fn what_is_not_due_waits() {
    let world = World::new(&[]);
    let mut later = world.message();
    later.next_attempt_at = START.plus(Duration::from_secs(1));
    world.insert(later).await;
    assert_eq!(world.worker().deliver_due().await.unwrap(), Delivered::default());
    world.clock.advance(Duration::from_secs(1));
    assert_eq!(world.worker().deliver_due().await.unwrap().sent, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_workers_share_the_messages() {
    let world = World::new(&[]);
    let mut queued = BTreeSet::new();
    for _ in 0..100 {
        queued.insert(world.queue().await);
    }
    let workers: Vec<_> = (0..8)
        .map(|_| {
            let worker = world.worker();
            tokio::spawn(async move { while worker.deliver_due().await.unwrap().sent > 0 {} })
        })
        .collect();
    for worker in workers {
        worker.await.unwrap();
    }
    let taken = world.taken();
    assert_eq!(taken.len(), 100);
    assert_eq!(taken.into_iter().collect::<BTreeSet<_>>(), queued);
}

#[tokio::test]
async fn a_server_that_was_away_for_two_hours_gets_the_mail_once_soon_after() {
    let world = World::new(&[]);
    let id = world.queue().await;
    let worker = world.worker();
    let back = START.plus(Duration::from_hours(2));
    while world.taken().is_empty() {
        if world.clock.now() < back {
            world.transport.answers.lock().unwrap().push_back(Answer::Temporary);
        } else {
            world.transport.answers.lock().unwrap().clear();
        }
        worker.deliver_due().await.unwrap();
        world.clock.advance(Duration::from_secs(10));
    }
    assert!(world.clock.now().since(back) < Duration::from_mins(20), "{}", world.clock.now());
    assert_eq!(world.taken(), [id]);
    assert_eq!(world.read(id).await.state, MessageState::Sent);
}

#[tokio::test]
async fn a_failure_is_shown_while_the_message_waits() {
    let world = World::new(&[Answer::Temporary]);
    let id = world.queue().await;
    assert_eq!(world.worker().deliver_due().await.unwrap().postponed, 1);
    let waiting = world.read(id).await;
    assert_eq!((waiting.state, waiting.attempts), (MessageState::Queued, 1));
    assert_eq!(waiting.last_error.as_deref(), Some("451 try  later"));
    assert!(waiting.payload.is_some());
    assert!(waiting.next_attempt_at > START);
}

#[tokio::test]
async fn a_refusal_for_good_is_a_dead_letter_with_its_reason() {
    let world = World::new(&[Answer::Permanent]);
    let id = world.queue().await;
    assert_eq!(world.worker().deliver_due().await.unwrap().dead, 1);
    let dead = world.read(id).await;
    assert_eq!((dead.state, dead.payload, dead.closed_at), (MessageState::Dead, None, Some(START)));
    assert_eq!(dead.last_error.as_deref(), Some("550 no such user"));
    let events = world.identity.store.audit_events();
    let events = events.list(&AuditFilter::default(), &Page::first(10)).await.unwrap().items;
    assert_eq!(events.iter().map(|event| event.action).collect::<Vec<_>>(), [Action::MessageDead]);
    assert_eq!(events[0].details["reason"], "550 no such user");
    let dead = OutboxFilter { state: Some(MessageState::Dead), ..OutboxFilter::default() };
    let listed = world.identity.store.outbox_messages().list(&dead, &Page::first(10)).await.unwrap();
    assert_eq!(listed.items.len(), 1);
    world.clock.advance(Duration::from_hours(100));
    assert_eq!(world.worker().deliver_due().await.unwrap(), Delivered::default());
}

#[tokio::test]
async fn after_the_last_try_a_message_is_given_up() {
    let world = World::new(&[Answer::Temporary; 10]);
    let id = world.queue().await;
    let worker = world.worker_with(DeliverySettings { max_attempts: 3, ..DeliverySettings::default() });
    for state in [MessageState::Queued, MessageState::Queued, MessageState::Dead] {
        worker.deliver_due().await.unwrap();
        assert_eq!(world.read(id).await.state, state);
        world.clock.advance(Duration::from_hours(1));
    }
    assert_eq!(world.read(id).await.attempts, 3);
}

#[tokio::test]
async fn a_silent_server_does_not_hold_the_worker() {
    let world = World::new(&[Answer::Never]);
    let id = world.queue().await;
    let settings = DeliverySettings { send_timeout: Duration::from_millis(1), ..DeliverySettings::default() };
    assert_eq!(world.worker_with(settings).deliver_due().await.unwrap().postponed, 1);
    assert_eq!(world.read(id).await.last_error.as_deref(), Some("no-answer"));
}

#[tokio::test]
async fn the_message_of_a_worker_that_died_is_taken_up_after_its_lease() {
    let world = World::new(&[]);
    let id = world.queue().await;
    let lease = DeliverySettings::default().lease;
    let claims = world.identity.store.claims();
    assert_eq!(claims.claim_messages(START, START.plus(lease), 10).await.unwrap().len(), 1);
    world.clock.advance(Duration::from_secs(59));
    assert_eq!(world.worker().deliver_due().await.unwrap(), Delivered::default());
    world.clock.advance(Duration::from_secs(1));
    assert_eq!(world.worker().deliver_due().await.unwrap().sent, 1);
    assert_eq!(world.taken(), [id]);
}

#[tokio::test]
async fn content_of_another_row_or_none_is_not_sent() {
    let world = World::new(&[]);
    let (mut moved, mut empty, mut text) = (world.message(), world.message(), world.message());
    moved.payload = world.message().payload;
    empty.payload = None;
    text.payload = Some(Sealed::from_bytes(b"plain".to_vec()));
    text.channel = Channel::Email;
    let mut no_gateway = world.message();
    no_gateway.channel = Channel::Sms;
    let ids = [moved.id, empty.id, text.id, no_gateway.id];
    for message in [moved, empty, text, no_gateway] {
        world.insert(message).await;
    }
    assert_eq!(world.worker().deliver_due().await.unwrap().dead, 4);
    assert!(world.taken().is_empty());
    for id in ids {
        assert!(world.read(id).await.last_error.is_some());
    }
}

fn invitation(world: &World) -> Invitation {
    Invitation {
        id: world.identity.new_id::<InvitationId>(),
        organization: world.identity.new_id::<OrganizationId>(),
        email: EmailAddress::parse("jeremy@citygroup.example").unwrap(),
        given_name: None,
        family_name: None,
        roles: BTreeSet::new(),
        services: None,
        mandate: None,
        locale: None,
        token: SecretToken::generate(world.identity.entropy()).digest(),
        state: InvitationState::Pending,
        invited_by: world.identity.new_id::<UserId>(),
        first_administrator: None,
        accepted_by: None,
        created_at: START,
        sent_at: START,
        expires_at: START.plus(Duration::from_hours(24)),
        closed_at: None,
    }
}

#[tokio::test]
async fn a_link_that_opens_nothing_any_more_is_not_sent() {
    let world = World::new(&[]);
    let good = invitation(&world);
    let other = || invitation(&world);
    let overtaken = [
        Invitation { state: InvitationState::Revoked, ..other() },
        Invitation { state: InvitationState::Accepted, ..other() },
        Invitation { expires_at: START, ..other() },
        Invitation { sent_at: START.plus(Duration::from_secs(1)), ..other() },
    ];
    for invitation in overtaken.iter().chain([&good]) {
        let mut changes = ChangeSet::new();
        let message = OutboxMessage { invitation: Some(invitation.id), ..world.message() };
        changes.insert(invitation.clone()).insert(message);
        world.store.commit(&changes).await.unwrap();
    }
    let delivered = world.worker().deliver_due().await.unwrap();
    assert_eq!(delivered, Delivered { sent: 1, dead: 4, ..Delivered::default() });
    let sent = world.read(world.taken()[0]).await;
    assert_eq!(sent.invitation, Some(good.id));
}

#[tokio::test]
async fn it_stops_when_told_and_not_in_the_middle() {
    let world = World::new(&[]);
    for _ in 0..40 {
        world.queue().await;
    }
    let worker = world.worker();
    worker.run(std::future::ready(())).await;
    assert_eq!(world.taken().len(), 16);
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let running = tokio::spawn(async move { worker.run(async { stopped.await.unwrap_or(()) }).await });
    while world.taken().len() < 40 {
        tokio::task::yield_now().await;
    }
    drop(stop);
    running.await.unwrap();
}

proptest! {
    #[test]
    fn pauses_grow_to_their_limit(attempts in 1..=u32::MAX, seed: u64) {
        let settings = DeliverySettings::default();
        let pause = pause(&settings, attempts, &SeededEntropy::new(seed));
        let exact = settings.first_pause.saturating_mul(2_u32.saturating_pow(attempts - 1)).min(settings.longest_pause);
        prop_assert!(pause >= exact.mul_f64(0.75) && pause <= exact.mul_f64(1.25));
    }
}
