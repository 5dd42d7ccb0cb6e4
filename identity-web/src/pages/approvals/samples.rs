//! Sample data of the pages about what needs a second administrator.

use crate::forms::people::{ASK_APPROVAL, REASON};
use crate::language::PageText;
use crate::page::samples::{Sample, at, sample, signed_in};
use crate::page::views::form::FormState;
use crate::pages::approvals::views::{ApprovalRow, Approvals, AskApproval};
use crate::pages::approvals::words::act_words;
use crate::pages::organizations::samples::head;
use identity_core::domain::ApprovalAct;

/// A row as its asker, or somebody else, sees it.
pub(crate) fn row(word: &str, act: ApprovalAct, is_own: bool) -> ApprovalRow {
    ApprovalRow {
        act: act_words(act, word),
        asked_by: word.to_owned(),
        organization: word.to_owned(),
        reason: word.to_owned(),
        asked_at: at(0),
        until: at(1),
        approve_path: (!is_own).then(|| "/approvals/1/approve".to_owned()),
        decline_action: "/approvals/1/decline".to_owned(),
        stop_action: "/account/security/approvals/1/stop".to_owned(),
        is_own,
    }
}

pub(crate) fn samples(word: &str) -> Vec<Sample> {
    let frame = signed_in(word);
    let rows = vec![
        row(word, ApprovalAct::ResetAuthenticators, false),
        row(word, ApprovalAct::StartRecovery, true),
        row(word, ApprovalAct::Erase, false),
    ];
    let ask = AskApproval {
        organization: head(word),
        title: act_words(ApprovalAct::ResetAuthenticators, word),
        effects: vec![
            PageText::new("approval-effect-second"),
            PageText::new("approval-effect-told").with("name", word),
        ],
        action: "/organizations/1/people/1/approval/reset_authenticators".to_owned(),
        back_path: "/organizations/1/people/1".to_owned(),
        form: FormState::of(&ASK_APPROVAL).error(&REASON, PageText::new("error-reason")),
    };
    vec![
        sample("approvals", &frame, &Approvals { rows }),
        sample("approvals_none", &frame, &Approvals { rows: vec![] }),
        sample("approval_ask", &frame, &ask),
    ]
}
