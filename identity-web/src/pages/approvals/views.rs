//! Views of what needs a second administrator.

use crate::language::PageText;
use crate::page::views::form::FormState;
use crate::page::views::view::views;
use crate::pages::organizations::views::OrganizationHead;
use identity_core::Timestamp;
use serde::Serialize;

/// The list of what waits for a second administrator.
#[derive(Debug, Clone, Serialize)]
pub struct Approvals {
    /// What waits, the oldest first.
    pub rows: Vec<ApprovalRow>,
}

/// Something that waits for a second administrator.
#[derive(Debug, Clone, Serialize)]
pub struct ApprovalRow {
    /// What is asked for.
    pub act: PageText,
    /// The name of the administrator who asked.
    pub asked_by: String,
    /// The name of the organisation.
    pub organization: String,
    /// Why, in the words of who asked.
    pub reason: String,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// Until when it can be approved.
    pub until: Timestamp,
    /// Where it is approved; absent for who asked.
    pub approve_path: Option<String>,
    /// Where the form posts that declines or withdraws it.
    pub decline_action: String,
    /// Where the form posts by which the person concerned stops it.
    pub stop_action: String,
    /// Whether the reader asked for it.
    pub is_own: bool,
}

/// Asks a second administrator to approve something.
#[derive(Debug, Clone, Serialize)]
pub struct AskApproval {
    /// The organisation.
    pub organization: OrganizationHead,
    /// The question, naming the person.
    pub title: PageText,
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
    Approvals => "approvals.html",
    AskApproval => "approval_ask.html",
}
