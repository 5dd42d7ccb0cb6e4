//! Sample data of the pages of how messages are sent.

use crate::forms::sign_on::{ADDRESS, FORMAT, SMS_SETTINGS};
use crate::language::PageText;
use crate::page::samples::{Sample, at, sample, signed_in};
use crate::page::views::form::{Choice, FormState};
use crate::page::views::frame::Frame;
use crate::pages::delivery::views::{
    DevInboxPage, DevMessagePage, DevRow, SmsProposalLine, SmsSettings, SmsTestLine,
};
use crate::pages::organizations::samples::head;

pub(crate) fn samples(word: &str) -> Vec<Sample> {
    let frame = Frame::default();
    let row = |subject: &str| DevRow {
        path: "/dev/messages/1".to_owned(),
        channel: "email".to_owned(),
        to: format!("{word}@example.com"),
        subject: subject.to_owned(),
        created_at: at(0),
    };
    let inbox = DevInboxPage { to: word.to_owned(), messages: vec![row(word), row("")] };
    let message = DevMessagePage {
        head: row(word),
        text: format!("Hello {word},\n\nopen http://my.example.localhost:8080/invitations/abc\n"),
        links: vec!["http://my.example.localhost:8080/invitations/abc".to_owned()],
        html_path: Some("/dev/messages/1/html".to_owned()),
    };
    vec![
        sample("dev_inbox", &frame, &inbox),
        sample("dev_inbox_none", &frame, &DevInboxPage { to: String::new(), messages: vec![] }),
        sample("dev_message", &frame, &message),
        sample("sms_settings", &signed_in(word), &sms(word)),
        sample(
            "sms_settings_plain",
            &signed_in(word),
            &SmsSettings { own_number: None, test: None, proposal: None, has_secret: false, ..sms(word) },
        ),
    ]
}

fn sms(word: &str) -> SmsSettings {
    let choice = |value: &str| Choice::new(value, word, "");
    SmsSettings {
        action: "/organizations/1/text-messages".to_owned(),
        organization: head(word),
        back: "/organizations/1/sign-in".to_owned(),
        formats: ["configured", "get", "form", "json"].map(choice).to_vec(),
        digits: ["", "8"].map(choice).to_vec(),
        has_secret: true,
        own_number: Some("•••67".to_owned()),
        test: Some(SmsTestLine {
            to: "•••67".to_owned(),
            at: at(0),
            state: PageText::new("delivery-failed"),
            tone: "bad",
            text: PageText::new("sms-test-key").with("status", "401"),
            said: Some(word.to_owned()),
        }),
        proposal: Some(SmsProposalLine {
            format: PageText::of_code("sms-format", "get"),
            address: Some(word.to_owned()),
            values: vec![word.to_owned()],
            digits: Some(8),
            by: word.to_owned(),
            is_own: false,
            at: at(0),
            until: at(0),
        }),
        form: FormState::of(&SMS_SETTINGS)
            .chosen(&FORMAT, ["get".to_owned()])
            .error(&ADDRESS, PageText::new("error-sms-address")),
    }
}
