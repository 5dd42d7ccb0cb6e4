//! Views of the history.

use crate::language::PageText;
use crate::page::views::view::views;
use crate::pages::organizations::views::OrganizationHead;
use identity_core::Timestamp;
use serde::Serialize;

/// The history of an organisation.
#[derive(Debug, Clone, Serialize)]
pub struct History {
    /// The organisation.
    pub organization: OrganizationHead,
    /// One page of events, newest first.
    pub rows: Vec<HistoryRow>,
    /// The next page's address below the mount point.
    pub next: Option<String>,
}

/// Something that happened.
#[derive(Debug, Clone, Serialize)]
pub struct HistoryRow {
    /// When.
    pub at: Timestamp,
    /// What, in a few words.
    pub what: PageText,
    /// Who did it: a name, or the words for somebody without one.
    pub who: PageText,
    /// The organisation that they acted for, if they had chosen one that is not this.
    pub acting_for: Option<String>,
    /// The page of the mandate by which they acted.
    pub mandate_path: Option<String>,
    /// Whom or what it is about: names, addresses and roles.
    pub about: Vec<String>,
    /// The administrator who asked for it, where a second one approved it.
    pub asked_by: Option<String>,
}

/// What somebody did themselves.
#[derive(Debug, Clone, Serialize)]
pub struct Activity {
    /// The kinds of act that the list can be limited to.
    pub kinds: Vec<ActivityLink>,
    /// One page of events, newest first.
    pub rows: Vec<ActivityRow>,
    /// The next page's address below the mount point.
    pub next: Option<String>,
}

/// A kind of act that the list can be limited to.
#[derive(Debug, Clone, Serialize)]
pub struct ActivityLink {
    /// Its words.
    pub label: PageText,
    /// The list of it.
    pub path: String,
    /// Whether the list is limited to it.
    pub current: bool,
}

/// Something that the person did.
#[derive(Debug, Clone, Serialize)]
pub struct ActivityRow {
    /// When.
    pub at: Timestamp,
    /// What, in a few words.
    pub what: PageText,
    /// The organisation that they acted for, if they had chosen one.
    pub acting_for: Option<String>,
    /// What it is about: an organisation, names and addresses.
    pub about: Vec<String>,
}

views! {
    Activity => "activity.html",
    History => "history.html",
}
