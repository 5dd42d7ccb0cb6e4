//! Messages on their way into the outbox.

use super::message::Message;
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
        let id = self.new_id();
        let plain = serde_json::to_vec(message).unwrap_or_default();
        let payload = self.context.sealer.seal(self.entropy(), &message_aad(id), &plain);
        let now = self.now();
        act.changes().insert(OutboxMessage {
            id,
            channel,
            recipient: message.recipient.clone(),
            payload: Some(payload),
            invitation,
            state: MessageState::Queued,
            attempts: 0,
            next_attempt_at: now,
            last_error: None,
            created_at: now,
            closed_at: None,
        });
    }
}

/// What binds a sealed message to its row.
pub(super) fn message_aad(id: MessageId) -> Vec<u8> {
    format!("outbox:{id}").into_bytes()
}
