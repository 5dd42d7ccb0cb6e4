//! Messages: their content, the outbox that they wait in, and the transports that take them away.

mod dead_letters;
mod mandate_news;
mod message;
mod message_kind;
mod message_parts;
mod notice;
mod queue;
mod sms;
mod status;
mod transport;
mod verdicts;
mod worker;

pub(crate) use mandate_news::{MandateNames, with_notice};
pub use message::{Message, MessageContent};
pub use message_parts::{MandateNews, NoRecovery, OfferedTerms, RoleChange};
#[doc(hidden)]
pub use sms::server_address;
pub use sms::{
    GatewayAddressFault, GatewaySecret, NewSmsGateway, ProposedSmsSettings, SetSmsSettings, ShownSmsGateway,
    SmsGatewayAccess, SmsGatewayError, SmsSettingsDetails, SmsSettingsError, SmsSettingsSet, SmsTestStatus,
};
pub use status::DeliveryStatus;
pub(crate) use status::delivery;
pub use transport::{Transport, TransportError, Transports};
pub use worker::DeliverySettings;
#[doc(hidden)]
pub use worker::{Delivered, OutboxWorker};
