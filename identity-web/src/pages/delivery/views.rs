//! The development inbox.

use crate::page::views::view::views;
use identity_core::Timestamp;
use serde::Serialize;

/// Outgoing mail and text messages, newest first.
#[derive(Debug, Clone, Serialize)]
pub struct DevInboxPage {
    /// The address the list is limited to; empty for all.
    pub to: String,
    /// The messages.
    pub messages: Vec<DevRow>,
}

/// A message in the list.
#[derive(Debug, Clone, Serialize)]
pub struct DevRow {
    /// Its page.
    pub path: String,
    /// `email` or `sms`.
    pub channel: String,
    /// The receiver.
    pub to: String,
    /// The subject; empty for a text message.
    pub subject: String,
    /// When it was made.
    pub created_at: Timestamp,
}

/// One message.
#[derive(Debug, Clone, Serialize)]
pub struct DevMessagePage {
    /// The message's head.
    pub head: DevRow,
    /// The plain text.
    pub text: String,
    /// The addresses found in the text, to be followed.
    pub links: Vec<String>,
    /// The address of the HTML part; absent without one.
    pub html_path: Option<String>,
}

views! {
    DevInboxPage => "dev_inbox.html",
    DevMessagePage => "dev_message.html",
}
