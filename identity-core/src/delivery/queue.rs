//! Messages on their way into the outbox.

use super::message::{Message, MessageContent};
use crate::Timestamp;
use crate::authority::{Act, Identity};
use crate::domain::{Channel, MessageState, OutboxFilter, OutboxMessage};
use crate::ids::{InvitationId, MessageId};
use crate::secrets::Sealed;
use crate::store::{Page, StoreError};
use zeroize::Zeroizing;

/// How many messages that wait for one person are looked at.
const MOST_LOOKED_AT: u16 = 20;

impl Identity {
    /// Puts a message into the change set, sealed.
    pub(crate) fn queue(
        &self,
        act: &mut Act,
        channel: Channel,
        message: &Message,
        invitation: Option<InvitationId>,
    ) {
        let queued = OutboxMessage { invitation, ..self.queued(channel, message, self.now()) };
        act.changes().insert(queued);
    }

    /// Puts a message into the change set, and says which one it is.
    pub(super) fn queue_at_once(&self, act: &mut Act, channel: Channel, message: &Message) -> MessageId {
        let queued = self.queued(channel, message, self.now());
        let id = queued.id;
        act.changes().insert(queued);
        id
    }

    /// Puts a message to an application into the change set, not to be sent before `at`.
    pub(crate) fn queue_to_application(&self, act: &mut Act, message: &Message, at: Timestamp) -> MessageId {
        let queued = self.queued(Channel::Application, message, at);
        let id = queued.id;
        act.changes().insert(queued);
        id
    }

    /// Puts a message into the change set that is not sent before `at`, so that [`rewrite_waiting`](Self::rewrite_waiting) can
    /// add to it.
    pub(crate) fn queue_for(&self, act: &mut Act, channel: Channel, message: &Message, at: Timestamp) {
        act.changes().insert(self.queued(channel, message, at));
    }

    /// Writes another content into the first message to this address that waits for its first try and that `rewrite` has
    /// one for. A worker that takes the message meanwhile makes the commit conflict. Says whether there was one.
    pub(crate) async fn rewrite_waiting(
        &self,
        act: &mut Act,
        channel: Channel,
        recipient: &str,
        rewrite: impl Fn(MessageContent) -> Option<MessageContent> + Send,
    ) -> Result<bool, StoreError> {
        let waiting = OutboxFilter {
            state: Some(MessageState::Queued),
            recipient: Some(recipient.to_owned()),
            ..OutboxFilter::default()
        };
        let waiting = self.store.outbox_messages().list(&waiting, &Page::first(MOST_LOOKED_AT)).await?;
        for queued in waiting.items.into_iter().filter(|one| one.attempts == 0 && one.channel == channel) {
            let Some(message) = self.opened(&queued) else { continue };
            let Some(content) = rewrite(message.content.clone()) else { continue };
            let payload = self.sealed(queued.id, &Message { content, ..message });
            let record = OutboxMessage { payload: Some(payload), ..queued.record };
            act.changes().update(record, queued.version);
            return Ok(true);
        }
        Ok(false)
    }

    /// Takes the messages to this address out of the outbox that wait for their first try and that `goes` is about. A worker
    /// that takes one meanwhile makes the commit conflict.
    pub(crate) async fn remove_waiting(
        &self,
        act: &mut Act,
        channel: Channel,
        recipient: &str,
        goes: impl Fn(&MessageContent) -> bool + Send,
    ) -> Result<(), StoreError> {
        let waiting = OutboxFilter {
            state: Some(MessageState::Queued),
            recipient: Some(recipient.to_owned()),
            ..OutboxFilter::default()
        };
        for queued in self.all(self.store.outbox_messages(), &waiting).await? {
            let message = self.opened(&queued).filter(|_| queued.attempts == 0 && queued.channel == channel);
            if message.is_some_and(|message| goes(&message.content)) {
                act.changes().remove(queued.id, queued.version);
            }
        }
        Ok(())
    }

    /// What a message says that was not sent yet.
    pub(crate) fn opened(&self, queued: &OutboxMessage) -> Option<Message> {
        let sealed = queued.payload.as_ref()?;
        let plain = self.context.sealer.open(&message_aad(queued.id), sealed).ok().map(Zeroizing::new)?;
        serde_json::from_slice(&plain).ok()
    }

    fn sealed(&self, id: MessageId, message: &Message) -> Sealed {
        let plain = Zeroizing::new(serde_json::to_vec(message).unwrap_or_default());
        self.context.sealer.seal(self.entropy(), &message_aad(id), &plain)
    }

    fn queued(&self, channel: Channel, message: &Message, at: Timestamp) -> OutboxMessage {
        let id = self.new_id();
        let payload = self.sealed(id, message);
        OutboxMessage {
            id,
            channel,
            recipient: message.recipient.clone(),
            payload: Some(payload),
            invitation: None,
            state: MessageState::Queued,
            attempts: 0,
            next_attempt_at: at,
            last_error: None,
            created_at: self.now(),
            closed_at: None,
        }
    }
}

/// What binds a sealed message to its row.
pub(super) fn message_aad(id: MessageId) -> Vec<u8> {
    format!("outbox:{id}").into_bytes()
}
