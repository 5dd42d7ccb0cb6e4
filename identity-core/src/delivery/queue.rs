//! Messages on their way into the outbox.

use super::message::Message;
use crate::Timestamp;
use crate::authority::{Act, Identity};
use crate::domain::{Channel, MessageState, OutboxMessage};
use crate::ids::{InvitationId, MessageId};

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

    /// Puts a message to an application into the change set, not to be sent before `at`.
    pub(crate) fn queue_to_application(&self, act: &mut Act, message: &Message, at: Timestamp) -> MessageId {
        let queued = self.queued(Channel::Application, message, at);
        let id = queued.id;
        act.changes().insert(queued);
        id
    }

    fn queued(&self, channel: Channel, message: &Message, at: Timestamp) -> OutboxMessage {
        let id = self.new_id();
        let plain = serde_json::to_vec(message).unwrap_or_default();
        let payload = self.context.sealer.seal(self.entropy(), &message_aad(id), &plain);
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
