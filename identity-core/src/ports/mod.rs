//! What core needs from outside beside the store.

mod transport;

pub use transport::{Message, MessageContent, Transport, TransportError, Transports};
