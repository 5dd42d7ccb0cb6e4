//! The inbox of a development machine.

use crate::delivery::templates::MessageTemplates;
use async_trait::async_trait;
use identity_core::delivery::{Message, Transport, TransportError, Transports};
use identity_core::ids::MessageId;
use identity_core::{Clock, Timestamp};
use serde::Serialize;
use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

const CAPACITY: usize = 500;

/// A message as `/dev/messages` shows it. `Debug` shows none of its texts, which hold links and codes.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DevMessage {
    /// Its id in the outbox.
    pub id: MessageId,
    /// `email` or `sms`.
    pub channel: &'static str,
    /// The one address or number that it goes to.
    pub to: String,
    /// The subject of a mail.
    pub subject: Option<String>,
    /// The plain text.
    pub text: String,
    /// The HTML of a mail.
    pub html: Option<String>,
    /// When it came in.
    pub created_at: Timestamp,
}

impl fmt::Debug for DevMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, channel, to, .. } = self;
        let mut shown = f.debug_struct("DevMessage");
        shown.field("id", id).field("channel", channel).field("to", to).finish_non_exhaustive()
    }
}

/// Keeps the last 500 messages in memory instead of sending them. Its readers can accept every
/// invitation in it, so it is for development on a loopback address only.
#[derive(Debug, Clone)]
pub struct DevInbox(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    templates: Arc<MessageTemplates>,
    clock: Arc<dyn Clock>,
    messages: Mutex<VecDeque<DevMessage>>,
}

impl DevInbox {
    /// An empty inbox.
    pub fn new(templates: Arc<MessageTemplates>, clock: Arc<dyn Clock>) -> Self {
        Self(Arc::new(Inner { templates, clock, messages: Mutex::default() }))
    }

    /// The ways out that lead here.
    pub fn transports(&self) -> Transports {
        Transports { email: Arc::new(DevEmail(self.clone())), sms: Some(Arc::new(DevSms(self.clone()))) }
    }

    /// What came in, newest first; only what went to `to`, if given.
    pub fn messages(&self, to: Option<&str>) -> Vec<DevMessage> {
        let wanted =
            |message: &&DevMessage| to.is_none_or(|to| message.to.to_lowercase() == to.trim().to_lowercase());
        self.lock().iter().filter(wanted).cloned().collect()
    }

    /// What was sent to addresses and numbers that contain this, whatever its case.
    pub(crate) fn found(&self, part: &str) -> Vec<DevMessage> {
        let part = part.trim().to_lowercase();
        self.lock().iter().filter(|message| message.to.to_lowercase().contains(&part)).cloned().collect()
    }

    /// One message.
    pub fn message(&self, id: MessageId) -> Option<DevMessage> {
        self.lock().iter().find(|message| message.id == id).cloned()
    }

    fn keep(&self, message: DevMessage) {
        let mut messages = self.lock();
        messages.retain(|kept| kept.id != message.id);
        messages.push_front(message);
        messages.truncate(CAPACITY);
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<DevMessage>> {
        self.0.messages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Debug)]
struct DevEmail(DevInbox);

#[derive(Debug)]
struct DevSms(DevInbox);

#[async_trait]
impl Transport for DevEmail {
    async fn send(&self, id: MessageId, message: &Message) -> Result<(), TransportError> {
        let inner = &self.0.0;
        let letter =
            inner.templates.letter(message).map_err(|error| TransportError::Permanent(error.to_string()))?;
        self.0.keep(DevMessage {
            id,
            channel: "email",
            to: message.recipient.clone(),
            subject: Some(letter.subject),
            text: letter.text,
            html: Some(letter.html),
            created_at: inner.clock.now(),
        });
        Ok(())
    }
}

#[async_trait]
impl Transport for DevSms {
    async fn send(&self, id: MessageId, message: &Message) -> Result<(), TransportError> {
        let inner = &self.0.0;
        let text = inner
            .templates
            .text_message(message)
            .map_err(|error| TransportError::Permanent(error.to_string()))?;
        let (to, created_at) = (message.recipient.clone(), inner.clock.now());
        self.0.keep(DevMessage { id, channel: "sms", to, subject: None, text, html: None, created_at });
        Ok(())
    }
}
