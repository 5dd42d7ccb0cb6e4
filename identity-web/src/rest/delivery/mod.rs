//! How text messages are sent.

mod dto;
mod failure;
pub(crate) mod handlers;

pub(crate) use dto::SmsSettingsCall;
