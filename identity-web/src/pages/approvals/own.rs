//! What two administrators are about to do to one's own account.

use crate::page::failure::PageFailure;
use crate::page::forms::NoFields;
use crate::page::return_to::prove_again_then;
use crate::pages::approvals::list::parse;
use crate::visit::posted::Posted;
use crate::visit::visitor::SignedInVisit;
use axum::extract::Path;
use axum::response::Response;
use identity_core::approvals::ApprovalError;

/// Where it waits, and can be stopped.
const SECURITY: &str = "/account/security";

pub(crate) async fn stop(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(id): Path<String>,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    match visit.state.identity.stop_approval(&caller, parse(&id)?).await {
        Ok(()) => Ok(visit.done(SECURITY, "approval-stopped")),
        Err(ApprovalError::ProveAgain) => Ok(visit.go(&prove_again_then(&visit.state.base.path(SECURITY)))),
        Err(error) => Err(error.into()),
    }
}
