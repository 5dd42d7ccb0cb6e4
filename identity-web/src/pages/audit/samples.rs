//! Sample data of the history.

use crate::language::PageText;
use crate::page::samples::{Sample, at, sample, signed_in};
use crate::pages::audit::views::{History, HistoryRow};
use crate::pages::organizations::samples::head;

pub(crate) fn samples(word: &str) -> Vec<Sample> {
    let row = |what, by_mandate: bool| HistoryRow {
        at: at(0),
        what: PageText::new(what),
        who: PageText::new("history-name").with("name", word),
        acting_for: by_mandate.then(|| word.to_owned()),
        mandate_path: by_mandate.then(|| "/mandates/1".to_owned()),
        about: vec![word.to_owned(), format!("{word}@example.com")],
    };
    let some = History {
        organization: head(word),
        rows: vec![row("audit-invitation-sent", false), row("audit-grant-given", true)],
        next: Some("/organizations/1/history?next=abc".to_owned()),
    };
    let none = History { organization: head(word), rows: vec![], next: None };
    vec![sample("history", &signed_in(word), &some), sample("history_none", &signed_in(word), &none)]
}
