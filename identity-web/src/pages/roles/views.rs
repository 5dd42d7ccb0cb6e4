//! Views of roles, and of the page that lists the holders of a permission.

use crate::page::catalogue::PageText;
use crate::page::views::form::{Choice, FormState};
use crate::page::views::view::views;
use crate::pages::organizations::views::OrganizationHead;
use serde::Serialize;

/// A role as people read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RoleWords {
    /// Its name.
    pub name: String,
    /// What its holder can do, in one sentence.
    pub explanation: String,
}

/// What somebody can do by one chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AbilityRow {
    /// The acts.
    pub acts: Vec<PageText>,
    /// The chain, nearest first.
    pub chain: Vec<PageText>,
}

/// Somebody who can do what was asked for.
#[derive(Debug, Clone, Serialize)]
pub struct AbleRow {
    /// Their name.
    pub name: String,
    /// Said when they do not hold it at the organisation itself and in their own right.
    pub mark: Option<PageText>,
    /// The chain, nearest first.
    pub chain: Vec<PageText>,
}

/// Who can do something at an organisation.
#[derive(Debug, Clone, Serialize)]
pub struct WhoCan {
    /// The organisation.
    pub organization: OrganizationHead,
    /// Where the form leads.
    pub action: String,
    /// The acts to choose from.
    pub permissions: Vec<Choice>,
    /// What was asked, in words; absent before anything was.
    pub asked: Option<PageText>,
    /// The answer.
    pub rows: Vec<AbleRow>,
    /// `permission`.
    pub form: FormState,
}

views! {
    WhoCan => "who_can.html",
}
