//! Sample data of the history.

use crate::language::PageText;
use crate::page::samples::{Sample, at, sample, signed_in};
use crate::pages::audit::views::{Activity, ActivityLink, ActivityRow, History, HistoryRow};
use crate::pages::organizations::samples::head;

pub(crate) fn samples(word: &str) -> Vec<Sample> {
    let row = |what, by_mandate: bool| HistoryRow {
        at: at(0),
        what: PageText::new(what),
        who: PageText::new("history-name").with("name", word),
        acting_for: by_mandate.then(|| word.to_owned()),
        mandate_path: by_mandate.then(|| "/mandates/1".to_owned()),
        about: vec![word.to_owned(), format!("{word}@example.com")],
        asked_by: by_mandate.then(|| word.to_owned()),
    };
    let some = History {
        organization: head(word),
        rows: vec![row("audit-invitation-sent", false), row("audit-grant-given", true)],
        next: Some("/organizations/1/history?next=abc".to_owned()),
    };
    let none = History { organization: head(word), rows: vec![], next: None };
    let frame = signed_in(word);
    vec![
        sample("history", &frame, &some),
        sample("history_none", &frame, &none),
        sample("activity", &frame, &activity(word, true)),
        sample("activity_none", &frame, &activity(word, false)),
    ]
}

fn activity(word: &str, some: bool) -> Activity {
    let link = |label, path: &str, current| ActivityLink {
        label: PageText::new(label),
        path: path.to_owned(),
        current,
    };
    let row = |what, about: Vec<String>| ActivityRow {
        at: at(0),
        what: PageText::new(what),
        acting_for: (!about.is_empty()).then(|| word.to_owned()),
        about,
    };
    let rows = vec![row("audit-session-started", vec![]), row("audit-grant-given", vec![word.to_owned()])];
    Activity {
        kinds: vec![
            link("activity-all", "/account/activity", some),
            link("activity-sessions", "/account/activity?kind=sessions", !some),
        ],
        rows: if some { rows } else { vec![] },
        next: some.then(|| "/account/activity?next=abc".to_owned()),
    }
}
