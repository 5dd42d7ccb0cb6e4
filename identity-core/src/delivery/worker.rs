//! Sending what the outbox holds.

use super::message::{Message, MessageContent};
use super::queue::message_aad;
use super::transport::{Transport, TransportError, Transports};
use crate::Entropy;
use crate::authority::Identity;
use crate::domain::{Channel, Invitation, InvitationState, MessageState, OutboxMessage};
use crate::ids::OrganizationId;
use crate::secrets::OpenError;
use crate::store::{StoreError, Versioned};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;
use zeroize::Zeroizing;

const MAX_REASON_CHARACTERS: usize = 300;

/// A message that went out must not go out again because the database was busy for a moment.
const RECORDING_TRIES: usize = 3;

/// How the outbox is worked off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeliverySettings {
    /// How many messages are claimed, and sent side by side, at a time. Default 16.
    pub batch: u32,
    /// How long a claimed message is left to its worker; when the worker dies, another takes the message
    /// after this. Default 60 seconds.
    pub lease: Duration,
    /// How long one message may take; must end before the lease does. Default 45 seconds.
    pub send_timeout: Duration,
    /// The pause after the first failure; it doubles with each further one. Default 30 seconds.
    pub first_pause: Duration,
    /// The longest pause, so how soon mail goes out after a long failure ends. Default 15 minutes.
    pub longest_pause: Duration,
    /// After how many tries a message is given up. Default 60, about 14 hours.
    pub max_attempts: u32,
    /// How often the outbox is looked at while it is empty. Default once a second.
    pub poll_interval: Duration,
}

impl Default for DeliverySettings {
    fn default() -> Self {
        Self {
            batch: 16,
            lease: Duration::from_mins(1),
            send_timeout: Duration::from_secs(45),
            first_pause: Duration::from_secs(30),
            longest_pause: Duration::from_mins(15),
            max_attempts: 60,
            poll_interval: Duration::from_secs(1),
        }
    }
}

/// What became of the messages of one round.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Delivered {
    /// Handed over.
    pub sent: usize,
    /// Failed, to be tried again later.
    pub postponed: usize,
    /// Given up.
    pub dead: usize,
    /// Claimed, but what became of them could not be written down; another round takes them up.
    pub unrecorded: usize,
}

/// Works off the outbox. Any number may run, on any number of nodes: each message has one worker at a time.
///
/// A message goes out at least once. It goes out a second time only when a worker dies, or loses the
/// database, between handing it over and writing that down.
#[derive(Debug, Clone)]
pub struct OutboxWorker(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    identity: Identity,
    transports: Transports,
    back_channel: Option<Arc<dyn Transport>>,
    settings: DeliverySettings,
}

/// What to write down about a message.
enum Verdict {
    Sent,
    Postponed(String),
    /// Nothing is wrong with the message, and it stays until the cause is removed.
    Waiting(String),
    Dead(String),
}

impl OutboxWorker {
    /// A worker for the outbox of `identity`.
    pub fn new(identity: Identity, transports: Transports, settings: DeliverySettings) -> Self {
        Self(Arc::new(Inner { identity, transports, back_channel: None, settings }))
    }

    /// The same worker with a way to applications, from server to server.
    #[must_use]
    pub fn with_back_channel(self, back_channel: Option<Arc<dyn Transport>>) -> Self {
        let Inner { identity, transports, settings, .. } = self.0.as_ref();
        let (identity, transports, settings) = (identity.clone(), transports.clone(), *settings);
        Self(Arc::new(Inner { identity, transports, back_channel, settings }))
    }

    /// Works until `stop` is ready, and finishes the messages it has in hand then.
    pub async fn run(&self, stop: impl Future<Output = ()> + Send) {
        let mut stop = pin!(stop);
        loop {
            let more_waits = match self.deliver_due().await {
                Ok(round) => round.sent + round.dead >= batch_size(&self.0.settings),
                Err(error) => {
                    tracing::error!(error = &error as &dyn std::error::Error, "the outbox cannot be read");
                    false
                }
            };
            let pause = if more_waits { Duration::ZERO } else { self.0.settings.poll_interval };
            if tokio::time::timeout(pause, &mut stop).await.is_ok() {
                return;
            }
        }
    }

    /// Claims one batch of messages whose time has come and sends them.
    pub async fn deliver_due(&self) -> Result<Delivered, StoreError> {
        let Inner { identity, settings, .. } = self.0.as_ref();
        let now = identity.clock().now();
        let claims = identity.store.claims();
        let claimed = claims.claim_messages(now, now.plus(settings.lease), settings.batch).await?;
        let mut tasks = JoinSet::new();
        for message in claimed {
            let inner = Arc::clone(&self.0);
            tasks.spawn(async move { inner.deliver(message).await });
        }
        let mut delivered = Delivered::default();
        while let Some(outcome) = tasks.join_next().await {
            match outcome {
                Ok(Ok(MessageState::Sent)) => delivered.sent += 1,
                Ok(Ok(MessageState::Queued)) => delivered.postponed += 1,
                Ok(Ok(MessageState::Dead)) => delivered.dead += 1,
                Ok(Err(_)) | Err(_) => delivered.unrecorded += 1,
            }
        }
        Ok(delivered)
    }
}

impl Inner {
    async fn deliver(&self, claimed: Versioned<OutboxMessage>) -> Result<MessageState, StoreError> {
        let id = claimed.id;
        let result = self.deliver_and_record(claimed).await;
        if let Err(error) = &result {
            let error: &dyn std::error::Error = error;
            tracing::error!(message = %id, error, "what became of a message was not written down");
        }
        result
    }

    async fn deliver_and_record(
        &self,
        claimed: Versioned<OutboxMessage>,
    ) -> Result<MessageState, StoreError> {
        let invitation = match claimed.invitation {
            Some(id) => self.identity.store.invitations().get(id).await?,
            None => None,
        };
        let verdict = match self.overtaken(&claimed, invitation.as_deref()) {
            Some(reason) => Verdict::Dead(reason.to_owned()),
            None => self.send(&claimed).await,
        };
        let judged = Versioned::new(self.judge(claimed.record, verdict), claimed.version);
        let state = judged.state;
        let organization = invitation.map(|invitation| invitation.record.organization);
        self.record(&judged, organization).await?;
        Ok(state)
    }

    /// Why a message is no longer worth sending, as a code: its link opens nothing any more.
    fn overtaken(&self, message: &OutboxMessage, invitation: Option<&Invitation>) -> Option<&'static str> {
        message.invitation?;
        let Some(invitation) = invitation else { return Some("invitation-gone") };
        match invitation.state {
            InvitationState::Accepted => Some("invitation-accepted"),
            InvitationState::Revoked => Some("invitation-cancelled"),
            InvitationState::Pending if invitation.expires_at <= self.identity.clock().now() => {
                Some("invitation-expired")
            }
            InvitationState::Pending if message.created_at < invitation.sent_at => Some("superseded"),
            InvitationState::Pending => None,
        }
    }

    async fn send(&self, outgoing: &OutboxMessage) -> Verdict {
        let message = match self.open(outgoing) {
            Ok(message) => self.in_its_look(message, outgoing.channel).await,
            Err(verdict) => return verdict,
        };
        let transport = match outgoing.channel {
            Channel::Application => self.back_channel.as_deref(),
            channel => self.transports.of(channel),
        };
        let Some(transport) = transport else {
            return Verdict::Dead("no-transport".to_owned());
        };
        match tokio::time::timeout(self.settings.send_timeout, transport.send(outgoing.id, &message)).await {
            Ok(Ok(())) => Verdict::Sent,
            Ok(Err(TransportError::Permanent(reason))) => Verdict::Dead(reason),
            Ok(Err(TransportError::Temporary(reason))) => not_now(&message, reason),
            Err(_) => not_now(&message, "no-answer".to_owned()),
        }
    }

    /// The message with the look that it has now. A look that cannot be read keeps no message back.
    async fn in_its_look(&self, message: Message, channel: Channel) -> Message {
        if channel == Channel::Application {
            return message;
        }
        let brand = self.identity.shown_brand(message.application, message.organization).await;
        Message { brand: brand.unwrap_or_default(), ..message }
    }

    /// The content. With another master key it stays as it is: who starts the right one again sends it.
    fn open(&self, outgoing: &OutboxMessage) -> Result<Message, Verdict> {
        let dead = |reason: &str| Verdict::Dead(reason.to_owned());
        let sealed = outgoing.payload.as_ref().ok_or_else(|| dead("no-content"))?;
        let opened = self.identity.context.sealer.open(&message_aad(outgoing.id), sealed);
        let plain = Zeroizing::new(opened.map_err(|error| match error {
            OpenError::UnknownKey => Verdict::Waiting("other-master-key".to_owned()),
            OpenError::Shape | OpenError::NotAuthentic => dead("unsealable"),
        })?);
        serde_json::from_slice(&plain).map_err(|_| dead("unknown-kind"))
    }

    fn judge(&self, mut message: OutboxMessage, verdict: Verdict) -> OutboxMessage {
        let now = self.identity.clock().now();
        let (state, reason) = match verdict {
            Verdict::Sent => (MessageState::Sent, None),
            Verdict::Postponed(reason) if message.attempts < self.settings.max_attempts => {
                (MessageState::Queued, Some(reason))
            }
            Verdict::Waiting(reason) => {
                tracing::error!(message = %message.id, "a message was sealed with another master key");
                message.attempts = message.attempts.saturating_sub(1);
                (MessageState::Queued, Some(reason))
            }
            Verdict::Postponed(reason) | Verdict::Dead(reason) => (MessageState::Dead, Some(reason)),
        };
        message.state = state;
        message.last_error = reason.as_deref().map(one_line);
        if state == MessageState::Queued {
            message.next_attempt_at =
                now.plus(pause(&self.settings, message.attempts, self.identity.entropy()));
            return message;
        }
        message.payload = None;
        message.closed_at = Some(now);
        if state == MessageState::Dead {
            // Without the reason, which may hold the address; outbox and audit trail show it to those who may see it.
            tracing::error!(message = %message.id, attempts = message.attempts, "a message was given up");
        }
        message
    }

    async fn record(
        &self,
        judged: &Versioned<OutboxMessage>,
        organization: Option<OrganizationId>,
    ) -> Result<(), StoreError> {
        for _ in 1..RECORDING_TRIES {
            match self.identity.record_delivery(judged, organization).await {
                Err(StoreError::Unavailable(_)) => {}
                result => return result,
            }
        }
        self.identity.record_delivery(judged, organization).await
    }
}

/// What becomes of a message that could not be handed over now. Who sends a test waits for its outcome, and does not want it
/// hours later.
fn not_now(message: &Message, reason: String) -> Verdict {
    let is_test = message.content == MessageContent::SmsTest;
    if is_test { Verdict::Dead(reason) } else { Verdict::Postponed(reason) }
}

fn batch_size(settings: &DeliverySettings) -> usize {
    usize::try_from(settings.batch).unwrap_or(usize::MAX)
}

/// Exponential back-off with a quarter of jitter both ways, so that what failed together does not come back
/// together.
fn pause(settings: &DeliverySettings, attempts: u32, entropy: &dyn Entropy) -> Duration {
    let doublings = attempts.saturating_sub(1).min(31);
    let pause = settings.first_pause.saturating_mul(1 << doublings).min(settings.longest_pause);
    let mut random = [0; 2];
    entropy.fill(&mut random);
    let share = f64::from(u16::from_be_bytes(random)) / f64::from(u16::MAX);
    pause.mul_f64(0.75 + share / 2.0)
}

/// What a foreign server said, in a form that can be shown and stored.
fn one_line(reason: &str) -> String {
    let plain = reason.chars().map(|c| if c.is_control() { ' ' } else { c });
    plain.take(MAX_REASON_CHARACTERS).collect()
}

#[cfg(test)]
mod tests;
