//! How messages are sent, and the development inbox: outgoing messages, shown on loopback addresses only.

pub(crate) mod inbox;
pub(crate) mod samples;
pub(crate) mod sms;
mod sms_fields;
mod sms_paths;
pub(crate) mod sms_proposal;
mod sms_words;
pub(crate) mod views;
