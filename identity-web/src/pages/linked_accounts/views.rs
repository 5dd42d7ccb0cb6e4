//! Views of the page of connected accounts.

use crate::page::views::view::views;
use identity_core::Timestamp;
use serde::Serialize;

/// The accounts elsewhere that belong to one's own account.
#[derive(Debug, Clone, Serialize)]
pub struct LinkedAccounts {
    /// Those that are connected.
    pub rows: Vec<LinkedRow>,
    /// The connections that can be connected.
    pub open: Vec<OpenConnection>,
}

/// An account elsewhere that is connected.
#[derive(Debug, Clone, Serialize)]
pub struct LinkedRow {
    /// The name of the connection.
    pub name: String,
    /// What the person calls the account there; absent if the provider did not say.
    pub label: Option<String>,
    /// The verification level that the provider said last.
    pub level: Option<String>,
    /// When it was connected.
    pub linked_at: Timestamp,
    /// When the person last came by it.
    pub used_at: Timestamp,
    /// Where it is disconnected; absent for the last way to sign in.
    pub remove_path: Option<String>,
}

/// A connection that can be connected.
#[derive(Debug, Clone, Serialize)]
pub struct OpenConnection {
    /// Its name.
    pub name: String,
    /// What connecting is good for; absent where nothing is said.
    pub benefit: Option<String>,
    /// Where its button posts.
    pub action: String,
}

views! {
    LinkedAccounts => "linked_accounts.html",
}
