//! The history of an organisation.

use crate::rest::audit::dto;
use crate::rest::http::answer::{Answer, list as page};
use crate::rest::http::call::Call;
use crate::rest::http::list::List;
use crate::rest::http::parameters::Listing;
use crate::rest::http::problem_responses::Problems;
use crate::rest::http::segment::Id;
use identity_core::ids::OrganizationId;

/// The history of an organisation, newest first.
#[utoipa::path(
    get, path = "/api/v1/organizations/{id}/audit", tag = "organizations", operation_id = "listAuditEvents",
    params(("id" = Uuid, Path), ("cursor" = Option<String>, Query), ("limit" = Option<u16>, Query, minimum = 1, maximum = 200)),
    responses((status = 200, description = "The current state", body = List<dto::AuditEvent>), Problems)
)]
pub(crate) async fn audit(call: Call<Listing>, Id(id): Id<OrganizationId>) -> Answer {
    let found = call.identity().audit(&call.caller, id, &call.parameters.page).await?;
    let items = found.items.into_iter().map(|item| dto::AuditEvent::from(item.record)).collect();
    Ok(page(&call, items, found.next))
}
