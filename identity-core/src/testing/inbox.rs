//! Where messages go in a test.

use crate::delivery::{Message, Transport, TransportError};
use crate::ids::MessageId;
use async_trait::async_trait;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A transport that keeps what it is given.
#[derive(Debug, Default)]
pub(super) struct Inbox(Mutex<Vec<Message>>);

impl Inbox {
    /// The messages, the oldest first.
    pub(super) fn messages(&self) -> MutexGuard<'_, Vec<Message>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Transport for Inbox {
    async fn send(&self, _: MessageId, message: &Message) -> Result<(), TransportError> {
        self.messages().push(message.clone());
        Ok(())
    }
}
