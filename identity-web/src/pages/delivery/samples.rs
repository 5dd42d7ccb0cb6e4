//! Sample data of the development inbox.

use crate::page::samples::{Sample, at, sample};
use crate::page::views::frame::Frame;
use crate::pages::delivery::views::{DevInboxPage, DevMessagePage, DevRow};

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
    ]
}
