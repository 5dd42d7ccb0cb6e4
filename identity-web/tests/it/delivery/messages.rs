//! The letterhead and the messages of these tests.

use identity_core::delivery::{Message, MessageContent};
use identity_core::ids::MessageId;
use identity_core::{Clock, ManualClock, SeededEntropy, Timestamp};
use identity_web::delivery::{Letterhead, MessageTemplates};
use std::sync::Arc;

pub(super) const NOW: Timestamp = Timestamp::from_unix_seconds(1_800_000_000);
pub(super) const LINK: &str =
    "https://my.smartplan.example/invitations/abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";

pub(super) fn letterhead() -> Letterhead {
    Letterhead::new("MySmartPlan", "https://my.smartplan.example".parse().unwrap())
        .operator("SmartPlan Group")
        .help("help@smartplan.example")
}

pub(super) fn templates() -> Arc<MessageTemplates> {
    Arc::new(MessageTemplates::new(letterhead(), None).unwrap())
}

pub(super) fn clock() -> Arc<dyn Clock> {
    Arc::new(ManualClock::at(NOW))
}

pub(super) fn id(seed: u64) -> MessageId {
    MessageId::generate(&ManualClock::at(NOW), &SeededEntropy::new(seed))
}

pub(super) fn message(recipient: &str, content: MessageContent) -> Message {
    Message::new(recipient, content)
}

pub(super) fn invitation() -> Message {
    invitation_to("Jeremy", "City Group, Inc.", LINK)
}

pub(super) fn invitation_to(given_name: &str, organization: &str, link: &str) -> Message {
    let content = MessageContent::Invitation {
        given_name: Some(given_name.to_owned()),
        inviter: "Scott Long".to_owned(),
        organization: organization.to_owned(),
        roles: vec!["Contact person".to_owned(), "User".to_owned()],
        mandate: None,
        link: link.to_owned(),
        expires_at: NOW,
    };
    message("jeremy@citygroup.example", content)
}

pub(super) fn password_changed(recipient: &str) -> Message {
    message(recipient, MessageContent::PasswordChanged { given_name: "Jeremy".to_owned(), at: NOW })
}
