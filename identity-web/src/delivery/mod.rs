//! Mail and text messages: put into words, and handed to a mail server, an SMS gateway, or the inbox of a
//! development machine.
//!
//! Each way out is a [`Transport`](identity_core::delivery::Transport), handed to
//! [`IdentityWebBuilder::transports`](crate::IdentityWebBuilder::transports).

mod dev_inbox;
mod editable_sms;
mod email;
mod letterhead;
pub(crate) mod outgoing_http;
pub(crate) mod party_http;
mod plain;
pub(crate) mod public_names;
pub(crate) mod remote;
mod samples;
mod sms;
mod sms_body;
pub(crate) mod sms_request;
mod smtp;
mod template_error;
mod template_files;
mod templates;

pub use dev_inbox::{DevInbox, DevMessage};
pub use editable_sms::EditableSmsTransport;
pub use email::{EmailConfig, EmailTransport, InvalidEmailConfig, TlsMode};
pub use letterhead::Letterhead;
pub use sms::{InvalidSmsConfig, SmsConfig, SmsTransport};
pub use sms_body::SmsBody;
pub use template_error::{RenderError, TemplatesError};
pub use templates::{Letter, MessageTemplates};
