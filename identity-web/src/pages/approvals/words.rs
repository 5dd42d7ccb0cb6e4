//! What the acts are called that need two administrators.

use crate::language::PageText;
use crate::pages::approvals::views::ApprovalRow;
use identity_core::approvals::NamedApproval;
use identity_core::domain::ApprovalAct;

/// What is asked for, with the name of the person concerned.
pub(crate) fn act_words(act: ApprovalAct, person: &str) -> PageText {
    let key = match act {
        ApprovalAct::ResetAuthenticators => "approval-act-reset",
        ApprovalAct::StartRecovery => "approval-act-recovery",
        ApprovalAct::Erase => "approval-act-erase",
    };
    PageText::new(key).with("name", person)
}

/// What an act does to the person concerned.
pub(crate) fn effects(act: ApprovalAct, person: &str) -> Vec<PageText> {
    let about = |key| PageText::new(key).with("name", person);
    match act {
        ApprovalAct::ResetAuthenticators => vec![about("manage-reset-effect")],
        ApprovalAct::StartRecovery => vec![about("manage-recover-effect")],
        ApprovalAct::Erase => vec![about("erase-effect"), PageText::new("erase-never-back")],
    }
}

pub(crate) fn row(found: &NamedApproval, base: &str) -> ApprovalRow {
    let here = format!("{base}/{}", found.approval.id);
    ApprovalRow {
        act: act_words(found.approval.act, &found.person),
        asked_by: found.asked_by.clone(),
        organization: found.organization.clone(),
        reason: found.approval.reason.to_string(),
        asked_at: found.approval.created_at,
        until: found.approval.expires_at,
        approve_path: (!found.is_own).then(|| format!("{here}/approve")),
        decline_action: format!("{here}/decline"),
        stop_action: format!("{here}/stop"),
        is_own: found.is_own,
    }
}
