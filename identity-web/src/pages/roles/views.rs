//! Views of roles, and of the page that lists the holders of a permission.

use crate::language::PageText;
use crate::page::views::form::{Choice, FormState};
use crate::page::views::view::views;
use crate::pages::organizations::views::OrganizationHead;
use serde::Serialize;

/// A role as people read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RoleWords {
    /// Its name.
    pub name: String,
    /// What the role allows, in one sentence.
    pub explanation: String,
}

/// The permissions that one chain of grants gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AbilityRow {
    /// The permissions.
    pub acts: Vec<PageText>,
    /// The chain of grants, nearest first.
    pub chain: Vec<PageText>,
}

/// A person or client that has the permission asked for.
#[derive(Debug, Clone, Serialize)]
pub struct AbleRow {
    /// Their name.
    pub name: String,
    /// A note, if the right comes from above the organisation or from a mandate.
    pub mark: Option<PageText>,
    /// The chain of grants, nearest first.
    pub chain: Vec<PageText>,
}

/// The holders of a permission at an organisation.
#[derive(Debug, Clone, Serialize)]
pub struct WhoCan {
    /// The organisation.
    pub organization: OrganizationHead,
    /// Where the form leads.
    pub action: String,
    /// The permissions to choose from.
    pub permissions: Vec<Choice>,
    /// The permission asked for, in words; absent before the first question.
    pub asked: Option<PageText>,
    /// The answer.
    pub rows: Vec<AbleRow>,
    /// `permission`.
    pub form: FormState,
}

views! {
    WhoCan => "who_can.html",
}
