//! What core needs from outside beside the store.

mod transport;

pub use transport::{
    MandateNews, Message, MessageContent, OfferedTerms, Transport, TransportError, Transports,
};
