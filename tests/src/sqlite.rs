//! `SQLite` for tests.

use std::path::Path;

/// The address of the one database in a folder, which is made when it is opened.
pub fn database_in(folder: &Path) -> String {
    format!("sqlite:{}?mode=rwc", folder.join("identity.db").display())
}
