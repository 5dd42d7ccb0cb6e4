//! Sample data of the page about what is kept.

use crate::page::samples::{Sample, sample, signed_in};
use crate::pages::personal_data::views::ExportOwnData;

pub(crate) fn samples(word: &str) -> Vec<Sample> {
    let view =
        ExportOwnData { action: "/account/export".to_owned(), back_path: "/account/profile".to_owned() };
    vec![sample("export", &signed_in(word), &view)]
}
