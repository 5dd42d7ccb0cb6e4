//! Delivery against servers on a loopback address that answer as they are told.

mod dev_inbox;
mod email;
mod messages;
mod outbox;
mod sms;
mod story;
mod templates;
