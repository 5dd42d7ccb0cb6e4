//! Messages: their content, the outbox that they wait in, and the transports that take them away.

mod dead_letters;
mod mandate_news;
mod message;
mod queue;
mod status;
mod transport;
mod verdicts;
mod worker;

pub(crate) use mandate_news::{MandateNames, with_notice};
pub use message::{MandateNews, Message, MessageContent, NoRecovery, OfferedTerms, RoleChange};
pub use status::DeliveryStatus;
pub(crate) use status::delivery;
pub use transport::{Transport, TransportError, Transports};
pub use worker::DeliverySettings;
#[doc(hidden)]
pub use worker::{Delivered, OutboxWorker};
