//! Mail and text messages: put into words, and handed to a mail server, an SMS gateway, or the inbox of a
//! development machine.
//!
//! Each way out is a [`Transport`](identity_core::ports::Transport) for the
//! [`OutboxWorker`](identity_core::use_cases::OutboxWorker) of core.

mod dev_inbox;
mod email;
mod letterhead;
mod outgoing_http;
mod sms;
mod smtp;
mod templates;

pub use dev_inbox::{DevInbox, DevMessage};
pub use email::{EmailConfig, EmailTransport, InvalidEmailConfig, TlsMode};
pub use letterhead::Letterhead;
pub use sms::{InvalidSmsConfig, SmsBody, SmsConfig, SmsTransport};
pub use templates::{Letter, MessageTemplates, RenderError, TemplatesError};

/// What a foreign server said, cut to a length that can be stored and shown.
fn shortened(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(200).collect()
}

/// True for the names and addresses of this machine, to which traffic may go in the clear.
fn is_loopback(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let name = host == "localhost" || host.ends_with(".localhost");
    name || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests;
