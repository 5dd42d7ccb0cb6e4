//! Sample data of the history.

use crate::forms::audit::{FROM, KIND, LIMIT_HISTORY, TO};
use crate::language::PageText;
use crate::page::samples::{Sample, at, sample, signed_in};
use crate::page::views::form::{Choice, FormState};
use crate::pages::audit::views::{
    Activity, ActivityLink, ActivityRow, ChosenPerson, FoundPerson, History, HistoryLink, HistoryRow,
};
use crate::pages::organizations::samples::head;

pub(crate) fn samples(word: &str) -> Vec<Sample> {
    let row = |what, by_mandate: bool| HistoryRow {
        at: at(0),
        what: PageText::new(what),
        who: PageText::new("history-name").with("name", word),
        who_path: Some("/organizations/1/history?person=1".to_owned()),
        about_path: by_mandate.then(|| "/organizations/1/history?person=2".to_owned()),
        acting_for: by_mandate.then(|| word.to_owned()),
        mandate_path: by_mandate.then(|| "/mandates/1".to_owned()),
        about: vec![word.to_owned(), format!("{word}@example.com")],
        asked_by: by_mandate.then(|| word.to_owned()),
    };
    let rows = vec![row("audit-invitation-sent", false), row("audit-grant-given", true)];
    let next = Some("/organizations/1/history?next=abc".to_owned());
    let some = History { rows, next, ..history(word) };
    let person = ChosenPerson {
        id: "1".to_owned(),
        name: PageText::new("history-name").with("name", word),
        everybody: "/organizations/1/history?kind=roles".to_owned(),
        elsewhere: vec![HistoryLink {
            name: word.to_owned(),
            path: "/organizations/2/history?person=1".to_owned(),
        }],
    };
    let form = history(word).form.value(&KIND, "roles").value(&FROM, "2026-11-01");
    let limited = History { is_limited: true, person: Some(person), form, ..some.clone() };
    let none = History { is_limited: true, ..history(word) };
    let found = FoundPerson {
        name: word.to_owned(),
        email: format!("{word}@example.com"),
        path: "/organizations/1/history?person=1".to_owned(),
    };
    let several =
        History { is_limited: true, shows_rows: false, found: vec![found.clone(), found], ..history(word) };
    let nobody = History { found: Vec::new(), ..several.clone() };
    let form = history(word).form.value(&TO, "2026-11-31").error(&TO, PageText::new("error-date"));
    let wrong = History { form, ..nobody.clone() };
    let frame = signed_in(word);
    vec![
        sample("history", &frame, &some),
        sample("history_limited", &frame, &limited),
        sample("history_none", &frame, &history(word)),
        sample("history_none_found", &frame, &none),
        sample("history_several", &frame, &several),
        sample("history_nobody", &frame, &nobody),
        sample("history_wrong", &frame, &wrong),
        sample("activity", &frame, &activity(word, true)),
        sample("activity_none", &frame, &activity(word, false)),
    ]
}

fn history(word: &str) -> History {
    History {
        organization: head(word),
        action: "/organizations/1/history".to_owned(),
        finds_people: true,
        kinds: vec![Choice::new("", word, ""), Choice::new("roles", word, "")],
        is_limited: false,
        person: None,
        found: vec![],
        shows_rows: true,
        rows: vec![],
        next: None,
        form: FormState::of(&LIMIT_HISTORY),
    }
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
        by_others: !about.is_empty(),
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
