//! Roles that people hold.

use crate::rest::http::answer::{Answer, list as page};
use crate::rest::http::body::Content;
use crate::rest::http::call::Call;
use crate::rest::http::list::List;
use crate::rest::http::names::NamedIds;
use crate::rest::http::parameters::Listing;
use crate::rest::http::problem::Problem;
use crate::rest::http::problem_responses::Problems;
use crate::rest::http::segment::Id;
use crate::rest::roles::dto;
use axum::Json;
use axum::response::IntoResponse;
use http::StatusCode;
use identity_core::ids::{GrantId, OrganizationId};
use identity_core::store::StoreError;

/// The grants at an organisation.
#[utoipa::path(
    get, path = "/api/v1/organizations/{id}/grants", tag = "grants", operation_id = "listGrants",
    params(("id" = Uuid, Path), ("cursor" = Option<String>, Query), ("limit" = Option<u16>, Query, minimum = 1, maximum = 200)),
    responses((status = 200, description = "The current state", body = List<dto::Grant>), Problems)
)]
pub(crate) async fn list(call: Call<Listing>, Id(id): Id<OrganizationId>) -> Answer {
    let (found, next) = call.identity().grants(&call.caller, id, &call.parameters.page).await?;
    let names = call.names(&NamedIds::of_grants(found.iter().map(|held| &held.grant.record))).await?;
    let items = found.iter().map(|held| dto::Grant::new(held, &names)).collect();
    Ok(page(&call, items, next))
}

/// Gives a role to a member of the organisation or to a program.
#[utoipa::path(
    post, path = "/api/v1/organizations/{id}/grants", tag = "grants", operation_id = "createGrant",
    params(("id" = Uuid, Path)), request_body = dto::GiveRoleCall,
    responses((status = 201, description = "Given", body = dto::Grant), Problems)
)]
pub(crate) async fn create(
    call: Call,
    Id(id): Id<OrganizationId>,
    Content(wanted): Content<dto::GiveRoleCall>,
) -> Answer {
    call.without_condition()?;
    let given = call.identity().give_role(&call.caller, &wanted.into_core(id)?).await?;
    let names = call.names(&NamedIds::of_grants([&given.record])).await?;
    let given = call.identity().held_role(given).await?;
    let given = given.ok_or_else(|| Problem::internal(StoreError::Failed("no-role".into())))?;
    let body = dto::Grant::new(&given, &names);
    Ok((StatusCode::CREATED, Json(body)).into_response())
}

/// Revokes a role. Repeating the call changes nothing.
#[utoipa::path(
    delete, path = "/api/v1/grants/{id}", tag = "grants", operation_id = "revokeGrant", params(("id" = Uuid, Path)),
    responses((status = 204, description = "Revoked"), Problems)
)]
pub(crate) async fn revoke(call: Call, Id(id): Id<GrantId>) -> Answer {
    call.without_condition()?;
    call.identity().revoke_grant(&call.caller, id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
