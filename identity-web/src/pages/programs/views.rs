//! Views of programs at an organisation.

use crate::language::PageText;
use crate::page::views::form::{Choice, FormState};
use crate::page::views::view::views;
use crate::pages::organizations::views::OrganizationHead;
use crate::pages::roles::views::{AbilityRow, RoleWords};
use identity_core::Timestamp;
use serde::Serialize;

/// The programs that hold something at an organisation.
#[derive(Debug, Clone, Serialize)]
pub struct Programs {
    /// The organisation.
    pub organization: OrganizationHead,
    /// The programs, by name.
    pub rows: Vec<ProgramRow>,
    /// The form that gives a role to a program, for those who may.
    pub give: Option<ProgramGrantForm>,
    /// The form that gives a mandate, for those who may.
    pub mandate_path: Option<String>,
    /// `client`, `owner`, `role`, `services`.
    pub form: FormState,
}

/// A program in the list.
#[derive(Debug, Clone, Serialize)]
pub struct ProgramRow {
    /// Its name.
    pub name: String,
    /// Its client id.
    pub client_id: String,
    /// Its page.
    pub path: String,
    /// What it holds, by the names of the roles.
    pub roles: Vec<String>,
    /// The people who answer for it.
    pub owners: Vec<String>,
    /// When it last did something here.
    pub last_used_at: Option<Timestamp>,
    /// Whether it gets tokens at all.
    pub enabled: bool,
}

/// The form that gives a role to a program.
#[derive(Debug, Clone, Serialize)]
pub struct ProgramGrantForm {
    /// Where it posts.
    pub action: String,
    /// Roles to choose from.
    pub roles: Vec<Choice>,
    /// Services to limit the role to; empty when there is nothing to choose.
    pub services: Vec<Choice>,
    /// People who can answer for the program, behind an empty choice; empty when there is nothing to choose.
    pub owners: Vec<Choice>,
}

/// A role or mandate of a program.
#[derive(Debug, Clone, Serialize)]
pub struct ProgramRightRow {
    /// Its role.
    pub role: RoleWords,
    /// Who gave it, if that was somebody.
    pub given_by: Option<String>,
    /// When.
    pub given_at: Timestamp,
    /// Who answers for it, in words.
    pub owner: PageText,
    /// Where the giver has it from, nearest first.
    pub chain: Vec<PageText>,
    /// The services that it is limited to.
    pub services: Vec<String>,
    /// The end; absent without one.
    pub until: Option<Timestamp>,
    /// Whether it waits for the answer of the person who is to answer for it.
    pub unanswered: bool,
    /// Why it has no effect now, if it has none.
    pub obstacle: Option<PageText>,
    /// The organisation above at which it was given; absent for one that was given here.
    pub above: Option<String>,
    /// The page of the mandate, for those who may see it.
    pub mandate_path: Option<String>,
}

/// A program at an organisation: what it can do there, why, and how to stop it.
#[derive(Debug, Clone, Serialize)]
pub struct ProgramPage {
    /// The organisation.
    pub organization: OrganizationHead,
    /// The program's name.
    pub name: String,
    /// Its client id.
    pub client_id: String,
    /// Whether it gets tokens at all.
    pub enabled: bool,
    /// When it last did something here.
    pub last_used_at: Option<Timestamp>,
    /// What it holds.
    pub rights: Vec<ProgramRightRow>,
    /// What it can do now, with the chain behind it.
    pub abilities: Vec<AbilityRow>,
    /// The page that asks before it is stopped; absent when the person cannot stop it here.
    pub stop_path: Option<String>,
    /// Why it cannot be stopped here, if it cannot.
    pub stopped_elsewhere: Option<PageText>,
}

/// Asks before a program is stopped, with the reason to write.
#[derive(Debug, Clone, Serialize)]
pub struct ProgramStop {
    /// The organisation.
    pub organization: OrganizationHead,
    /// The program's name.
    pub name: String,
    /// What will happen.
    pub effects: Vec<PageText>,
    /// Where the form posts.
    pub action: String,
    /// Back without doing anything.
    pub back_path: String,
    /// `reason`.
    pub form: FormState,
}

views! {
    ProgramPage => "program.html",
    ProgramStop => "program_stop.html",
    Programs => "programs.html",
}
