use crate::Timestamp;
use crate::domain::{MessageState, OutboxMessage};

/// How far a mail got.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeliveryStatus {
    /// What became of it.
    pub state: MessageState,
    /// How often it was tried.
    pub attempts: u32,
    /// Why the last try failed: what the other side said, or a code of the worker, such as `no-answer`.
    pub last_error: Option<String>,
    /// When it was sent or given up.
    pub closed_at: Option<Timestamp>,
}

pub(crate) fn delivery(mail: &OutboxMessage) -> DeliveryStatus {
    DeliveryStatus {
        state: mail.state,
        attempts: mail.attempts,
        last_error: mail.last_error.clone(),
        closed_at: mail.closed_at,
    }
}
