//! Views of the history.

use crate::language::PageText;
use crate::page::views::form::{Choice, FormState};
use crate::page::views::view::views;
use crate::pages::organizations::views::OrganizationHead;
use identity_core::Timestamp;
use serde::Serialize;

/// The history of an organisation.
#[derive(Debug, Clone, Serialize)]
pub struct History {
    /// The organisation.
    pub organization: OrganizationHead,
    /// Where the form that limits it leads, and the whole history.
    pub action: String,
    /// Whether people can be looked for by their names.
    pub finds_people: bool,
    /// The kinds of events to choose from.
    pub kinds: Vec<Choice>,
    /// Whether it is limited to anything.
    pub is_limited: bool,
    /// The person whose history it is; absent for that of everybody.
    pub person: Option<ChosenPerson>,
    /// The people who have the name that was typed, where it is not one.
    pub found: Vec<FoundPerson>,
    /// Whether events were looked for: not where a person is still to be chosen, or a day is wrong.
    pub shows_rows: bool,
    /// One page of events, newest first.
    pub rows: Vec<HistoryRow>,
    /// The next page's address below the mount point.
    pub next: Option<String>,
    /// `q`, `kind`, `from` and `to`.
    pub form: FormState,
}

/// The person whose history it is.
#[derive(Debug, Clone, Serialize)]
pub struct ChosenPerson {
    /// The id, which a new choice of kind or days takes along.
    pub id: String,
    /// The name, or the words for somebody without one.
    pub name: PageText,
    /// The same history of everybody.
    pub everybody: String,
    /// Their histories in other organisations.
    pub elsewhere: Vec<HistoryLink>,
}

/// The history of another organisation.
#[derive(Debug, Clone, Serialize)]
pub struct HistoryLink {
    /// The name of the organisation.
    pub name: String,
    /// The history below the mount point.
    pub path: String,
}

/// Somebody who has the name that was typed.
#[derive(Debug, Clone, Serialize)]
pub struct FoundPerson {
    /// The whole name.
    pub name: String,
    /// The e-mail address, or else the user name.
    pub email: String,
    /// Their history.
    pub path: String,
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
    /// The history of that person; absent where it was no person.
    pub who_path: Option<String>,
    /// The organisation that they acted for, if they had chosen one that is not this.
    pub acting_for: Option<String>,
    /// The page of the mandate by which they acted.
    pub mandate_path: Option<String>,
    /// Whom or what it is about: names, addresses and roles.
    pub about: Vec<String>,
    /// The history of the first of these, if that is a person.
    pub about_path: Option<String>,
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

/// Something that the person did, or that others did to their account.
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
    /// Whether others did it.
    pub by_others: bool,
}

views! {
    Activity => "activity.html",
    History => "history.html",
}
