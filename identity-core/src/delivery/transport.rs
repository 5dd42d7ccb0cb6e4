use super::message::Message;
use crate::domain::Channel;
use crate::ids::MessageId;
use async_trait::async_trait;
use std::fmt::Debug;

/// Why a message did not go out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TransportError {
    /// It may go out later: the server is away, busy, or asks to wait.
    #[error("{0}")]
    Temporary(String),
    /// It will never go out like this: the address is refused, or the settings are wrong.
    #[error("{0}")]
    Permanent(String),
}

/// A way out for messages: a mail server, an SMS gateway, the inbox of a development machine.
///
/// Puts the message into words and hands it over; returns only when the other side took it. Must have
/// time-outs of its own, shorter than the outbox worker's lease of 60 seconds.
///
/// ```
/// use identity_core::delivery::{Message, Transport, TransportError};
/// use identity_core::ids::MessageId;
/// use std::sync::mpsc::Sender;
///
/// /// Hands messages to another part of the program.
/// #[derive(Debug)]
/// struct Handed(Sender<Message>);
///
/// #[async_trait::async_trait]
/// impl Transport for Handed {
///     async fn send(&self, _id: MessageId, message: &Message) -> Result<(), TransportError> {
///         let gone = |_| TransportError::Temporary("the receiver is gone".to_owned());
///         self.0.send(message.clone()).map_err(gone)
///     }
/// }
/// ```
#[async_trait]
pub trait Transport: Send + Sync + Debug + 'static {
    /// Hands one message over. `id` stays the same when a message has to be handed over again, so that
    /// what arrives twice can be known as one (`Message-ID`, RFC 5322 section 3.6.4).
    async fn send(&self, id: MessageId, message: &Message) -> Result<(), TransportError>;
}

/// The transport for each channel.
#[derive(Debug, Clone)]
pub struct Transports {
    /// For e-mail.
    pub email: std::sync::Arc<dyn Transport>,
    /// For text messages, where there is a gateway.
    pub sms: Option<std::sync::Arc<dyn Transport>>,
}

impl Transports {
    /// The transport for a channel to people; `None` where it is not set up.
    pub fn of(&self, channel: Channel) -> Option<&dyn Transport> {
        match channel {
            Channel::Email => Some(self.email.as_ref()),
            Channel::Sms => self.sms.as_deref(),
            Channel::Application => None,
        }
    }
}
