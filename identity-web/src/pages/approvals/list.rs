//! What waits for a second administrator, and the answers.

use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::NoFields;
use crate::page::return_to::prove_again_then;
use crate::page::views::outcome::Confirm;
use crate::pages::approvals::views::Approvals;
use crate::pages::approvals::words::{act_words, effects, row};
use crate::visit::posted::Posted;
use crate::visit::visitor::SignedInVisit;
use axum::extract::Path;
use axum::response::Response;
use identity_core::approvals::ApprovalError;
use identity_core::ids::ApprovalId;

/// Where the list is.
pub(crate) const LIST: &str = "/approvals";

pub(crate) fn parse(id: &str) -> Result<ApprovalId, PageFailure> {
    ApprovalId::parse(id).map_err(|_| PageFailure::NotFound)
}

pub(crate) async fn show(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
) -> Result<Response, PageFailure> {
    let found = visit.state.identity.approvals(&caller).await?;
    visit.page(&Approvals { rows: found.iter().map(|one| row(one, LIST)).collect() }).await
}

pub(crate) async fn ask_approve(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(id): Path<String>,
) -> Result<Response, PageFailure> {
    let found = visit.state.identity.approval(&caller, parse(&id)?).await?;
    let action = format!("{LIST}/{}/approve", found.approval.id);
    if found.is_own {
        return Err(ApprovalError::OwnRequest.into());
    }
    if visit.state.identity.must_prove_again(&caller).await? {
        return Ok(visit.go(&prove_again_then(&visit.state.base.path(&action))));
    }
    let asked = PageText::new("approval-asked-because").with("name", found.asked_by.as_str());
    let effects = effects(found.approval.act, &found.person);
    let make_sure = PageText::new("approval-make-sure").with("name", found.person.as_str());
    let view = Confirm {
        title: act_words(found.approval.act, &found.person),
        effects: [asked.with("reason", found.approval.reason.as_str())]
            .into_iter()
            .chain(effects)
            .chain([make_sure])
            .collect(),
        action,
        button: PageText::new("approval-approve"),
        back_path: LIST.to_owned(),
    };
    visit.page(&view).await
}

pub(crate) async fn decline(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(id): Path<String>,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    visit.state.identity.decline_approval(&caller, parse(&id)?).await?;
    Ok(visit.done(LIST, "approval-declined"))
}
