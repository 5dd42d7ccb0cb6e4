//! The history of an organisation.

use crate::rest::audit::dto;
use crate::rest::http::answer::{Answer, list as page};
use crate::rest::http::call::Call;
use crate::rest::http::list::List;
use crate::rest::http::problem_responses::Problems;
use crate::rest::http::searches::Searched;
use crate::rest::http::segment::Id;
use identity_core::audit::AuditSearch;
use identity_core::ids::OrganizationId;

/// The history of an organisation, newest first.
#[utoipa::path(
    get, path = "/api/v1/organizations/{id}/audit", tag = "organizations", operation_id = "listAuditEvents",
    params(
        ("id" = Uuid, Path),
        ("kind" = Option<String>, Query, description = "`accounts`, `applications`, `roles`, `invitations`, `organization` or `settings`: only events of this kind"),
        ("person" = Option<Uuid>, Query, description = "Only what this person did and what is about them"),
        ("from" = Option<String>, Query, description = "An RFC 3339 time: only events at this time or later"),
        ("before" = Option<String>, Query, description = "An RFC 3339 time: only events before it"),
        ("cursor" = Option<String>, Query), ("limit" = Option<u16>, Query, minimum = 1, maximum = 200)
    ),
    responses((status = 200, description = "The current state", body = List<dto::AuditEvent>), Problems)
)]
pub(crate) async fn audit(call: Call<Searched<AuditSearch>>, Id(id): Id<OrganizationId>) -> Answer {
    let Searched { search, listing } = &call.parameters;
    let found = call.identity().search_audit(&call.caller, id, search, &listing.page).await?;
    let items = found.items.into_iter().map(|item| dto::AuditEvent::from(item.record)).collect();
    Ok(page(&call, items, found.next))
}
