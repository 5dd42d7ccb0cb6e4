//! What two administrators are about to do to one's own account.

use crate::page::failure::PageFailure;
use crate::page::forms::NoFields;
use crate::pages::approvals::list::parse;
use crate::visit::posted::Posted;
use crate::visit::visitor::SignedInVisit;
use axum::extract::Path;
use axum::response::Response;

pub(crate) async fn stop(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(id): Path<String>,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    visit.state.identity.stop_approval(&caller, parse(&id)?).await?;
    Ok(visit.done("/account/security", "approval-stopped"))
}
