//! The members of an organisation.

use crate::rest::http::answer::{Answer, list as page};
use crate::rest::http::call::Call;
use crate::rest::http::list::List;
use crate::rest::http::parameters::Listing;
use crate::rest::http::problem_responses::Problems;
use crate::rest::http::segment::Id;
use crate::rest::people::dto;
use identity_core::ids::OrganizationId;

/// The people of an organisation.
#[utoipa::path(
    get, path = "/api/v1/organizations/{id}/members", tag = "organizations", operation_id = "listMembers",
    params(("id" = Uuid, Path), ("cursor" = Option<String>, Query), ("limit" = Option<u16>, Query, minimum = 1, maximum = 200)),
    responses((status = 200, description = "As it stands", body = List<dto::Member>), Problems)
)]
pub(crate) async fn members(call: Call<Listing>, Id(id): Id<OrganizationId>) -> Answer {
    let (found, next) = call.identity().members(&call.caller, id, &call.parameters.page).await?;
    Ok(page(&call, found.into_iter().map(dto::Member::from).collect(), next))
}
