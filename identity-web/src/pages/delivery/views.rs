//! How messages are sent, and the development inbox.

use crate::language::PageText;
use crate::page::views::form::{Choice, FormState};
use crate::page::views::view::views;
use crate::pages::organizations::views::OrganizationHead;
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

/// How text messages are sent.
#[derive(Debug, Clone, Serialize)]
pub struct SmsSettings {
    /// Where the form posts.
    pub action: String,
    /// The organisation of the operator.
    pub organization: OrganizationHead,
    /// The page of what is asked at sign-in.
    pub back: String,
    /// How a gateway takes a message, and the one that the server was started with.
    pub formats: Vec<Choice>,
    /// How many digits a code can have.
    pub digits: Vec<Choice>,
    /// Whether a key is stored.
    pub has_secret: bool,
    /// The number that a test message goes to; absent if the administrator has none.
    pub own_number: Option<String>,
    /// The last test message.
    pub test: Option<SmsTestLine>,
    /// The change that waits for a second administrator.
    pub proposal: Option<SmsProposalLine>,
    /// `format`, `address`, `values`, `secret`, `forget_secret` and `code_digits`.
    pub form: FormState,
}

/// A change that waits for a second administrator.
#[derive(Debug, Clone, Serialize)]
pub struct SmsProposalLine {
    /// How the gateway takes a message.
    pub format: PageText,
    /// Its address; absent for the one that the server was started with.
    pub address: Option<String>,
    /// What is sent besides.
    pub values: Vec<String>,
    /// How many digits a code has; absent for as many as the server was started with.
    pub digits: Option<u8>,
    /// Who asked for it.
    pub by: String,
    /// Whether that is who looks at the page.
    pub is_own: bool,
    /// When they asked for it.
    pub at: Timestamp,
    /// Until when it can be approved.
    pub until: Timestamp,
}

/// What became of a test message.
#[derive(Debug, Clone, Serialize)]
pub struct SmsTestLine {
    /// The number that it went to, but for its last digits.
    pub to: String,
    /// When it was asked for.
    pub at: Timestamp,
    /// The state in a few words.
    pub state: PageText,
    /// `good`, `bad`, or nothing.
    pub tone: &'static str,
    /// What it means.
    pub text: PageText,
    /// What the gateway said itself.
    pub said: Option<String>,
}

views! {
    DevInboxPage => "dev_inbox.html",
    DevMessagePage => "dev_message.html",
    SmsSettings => "sms_settings.html",
}
