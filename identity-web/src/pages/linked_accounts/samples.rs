//! Sample data of the page of connected accounts.

use super::views::{LinkedAccounts, LinkedRow, OpenConnection};
use crate::page::samples::{Sample, at, sample, signed_in};

pub(crate) fn samples(word: &str) -> Vec<Sample> {
    let row = |last: bool| LinkedRow {
        name: word.to_owned(),
        label: (!last).then(|| word.to_owned()),
        level: (!last).then(|| word.to_owned()),
        linked_at: at(1),
        used_at: at(3),
        remove_path: (!last).then(|| "/account/linked/1/remove".to_owned()),
    };
    let open = OpenConnection {
        name: word.to_owned(),
        benefit: Some(word.to_owned()),
        action: "/account/linked/1/connect".to_owned(),
    };
    let frame = signed_in(word);
    vec![
        sample(
            "linked_accounts",
            &frame,
            &LinkedAccounts { rows: vec![row(false), row(true)], open: vec![open] },
        ),
        sample("linked_accounts_last", &frame, &LinkedAccounts { rows: vec![row(true)], open: Vec::new() }),
    ]
}
