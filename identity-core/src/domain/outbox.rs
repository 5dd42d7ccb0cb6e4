use super::entity::Entity;
use super::mark::Mark;
use super::record_id::RecordKind;
use super::unique_key::NoKey;
use crate::Timestamp;
use crate::ids::{InvitationId, MessageId};
use crate::secrets::Sealed;
use serde::{Deserialize, Serialize};

/// By which way a message goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// E-mail.
    Email,
    /// Text message.
    Sms,
    /// A message to an application, from server to server.
    Application,
}

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageState {
    /// Waiting for its next try.
    Queued,
    /// Handed over to the mail server or the SMS gateway.
    Sent,
    /// Given up; somebody has to look at it (dead letter).
    Dead,
}

/// A message on its way out, written in the same commit as what it tells of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboxMessage {
    /// Its id.
    pub id: MessageId,
    /// By which way.
    pub channel: Channel,
    /// The one address or number that it goes to.
    pub recipient: String,
    /// What it says, sealed because it may carry a link with a token
    /// ([`Message`](crate::delivery::Message) as JSON); erased once it is sent or dead.
    pub payload: Option<Sealed>,
    /// The invitation that it carries.
    pub invitation: Option<InvitationId>,
    /// What became of it.
    pub state: MessageState,
    /// How often sending was tried.
    pub attempts: u32,
    /// Not before this is it tried (again); a worker that claims it moves this to the end of its lease.
    pub next_attempt_at: Timestamp,
    /// Why the last try failed: what the other side said, or a code of the worker, such as `no-answer`.
    pub last_error: Option<String>,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it was sent or given up.
    pub closed_at: Option<Timestamp>,
}

/// Which messages a list shows; every given condition must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OutboxFilter {
    /// Only those in this state.
    pub state: Option<MessageState>,
    /// Only those that carry one of these invitations; `None` does not limit.
    pub invitations: Option<Vec<InvitationId>>,
    /// Only those to this address or number.
    pub recipient: Option<String>,
}

impl Entity for OutboxMessage {
    const KIND: RecordKind = RecordKind::OutboxMessage;

    type Id = MessageId;
    type Key = NoKey;
    type Filter = OutboxFilter;

    fn id(&self) -> MessageId {
        self.id
    }

    fn keys(&self) -> Vec<NoKey> {
        Vec::new()
    }

    fn matches(&self, filter: &OutboxFilter) -> bool {
        filter.state.is_none_or(|state| self.state == state)
            && filter
                .invitations
                .as_ref()
                .is_none_or(|ids| self.invitation.is_some_and(|invitation| ids.contains(&invitation)))
            && filter.recipient.as_ref().is_none_or(|recipient| self.recipient == *recipient)
    }

    fn marks(&self) -> Vec<Mark> {
        let mut marks = vec![state_mark(self.state)];
        marks.extend(self.invitation.map(|invitation| Mark::new("invitation", invitation)));
        marks.push(Mark::new("recipient", &self.recipient));
        marks
    }

    fn narrow(filter: &OutboxFilter) -> Option<Vec<Mark>> {
        match (&filter.invitations, &filter.recipient, filter.state) {
            (Some(invitations), ..) => Some(Mark::each("invitation", invitations)),
            (None, Some(recipient), _) => Some(vec![Mark::new("recipient", recipient)]),
            (None, None, Some(state)) => Some(vec![state_mark(state)]),
            (None, None, None) => None,
        }
    }
}

fn state_mark(state: MessageState) -> Mark {
    Mark::new(
        "state",
        match state {
            MessageState::Queued => "queued",
            MessageState::Sent => "sent",
            MessageState::Dead => "dead",
        },
    )
}
