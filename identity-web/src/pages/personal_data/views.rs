//! Views of the page about what is kept.

use crate::page::views::view::views;
use serde::Serialize;

/// Says what a download holds, and has the button for it.
#[derive(Debug, Clone, Serialize)]
pub struct ExportOwnData {
    /// Where the form posts; the answer is the file.
    pub action: String,
    /// The page to go back to.
    pub back_path: String,
}

views! {
    ExportOwnData => "export.html",
}
