//! Where the settings of text messages are.

use crate::page::return_to::prove_again_then;
use crate::visit::visitor::Visit;
use axum::response::Response;
use identity_core::ids::OrganizationId;

pub(super) fn path(id: OrganizationId) -> String {
    format!("/organizations/{id}/text-messages")
}

pub(super) fn prove_again(visit: &Visit, id: OrganizationId) -> Response {
    visit.go(&prove_again_then(&visit.state.base.path(&path(id))))
}
