//! Delivery to servers on a loopback address with scripted answers.

mod dev_inbox;
mod email;
mod messages;
mod outbox;
mod sms;
mod story;
mod templates;
