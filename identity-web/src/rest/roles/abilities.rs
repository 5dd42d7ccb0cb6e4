//! Who can do what at an organisation, and through what.

use crate::rest::http::answer::Answer;
use crate::rest::http::body::Content;
use crate::rest::http::call::Call;
use crate::rest::http::list::List;
use crate::rest::http::names::NamedIds;
use crate::rest::http::parameters::Asked;
use crate::rest::http::problem_responses::Problems;
use crate::rest::http::segment::{Id, IdAndId, IdAndKey};
use crate::rest::roles::dto;
use axum::Json;
use axum::response::IntoResponse;
use http::StatusCode;
use identity_core::ids::{OrganizationId, UserId};

/// Who can do something at an organisation now, all on one page, those of the organisation itself first.
#[utoipa::path(
    get, path = "/api/v1/organizations/{id}/who-can", tag = "decisions", operation_id = "whoCan",
    params(("id" = Uuid, Path), ("permission" = String, Query, example = "invitation.manage")),
    responses((status = 200, description = "The current state", body = List<dto::AbleHolder>), Problems)
)]
pub(crate) async fn who_can(call: Call<Asked>, Id(id): Id<OrganizationId>) -> Answer {
    let found = call.identity().who_can(&call.caller, id, call.parameters.permission).await?;
    let items = found.into_iter().map(dto::AbleHolder::from).collect();
    Ok(Json(List { items, next: None }).into_response())
}

/// What a person can do at an organisation now and through what, all on one page.
#[utoipa::path(
    get, path = "/api/v1/organizations/{id}/members/{user}/permissions", tag = "decisions", operation_id = "whatCan",
    params(("id" = Uuid, Path), ("user" = Uuid, Path)),
    responses((status = 200, description = "The current state", body = List<dto::Ability>), Problems)
)]
pub(crate) async fn what_can(call: Call, IdAndId(id, user): IdAndId<OrganizationId, UserId>) -> Answer {
    let found = call.identity().what_can(&call.caller, id, user).await?;
    let items = found.into_iter().map(dto::Ability::from).collect();
    Ok(Json(List { items, next: None }).into_response())
}

/// Defines a role of the organisation, or changes it. The caller must be able to give everything in the role.
#[utoipa::path(
    put, path = "/api/v1/organizations/{id}/roles/{key}", tag = "grants", operation_id = "putRole",
    params(("id" = Uuid, Path), ("key" = String, Path)), request_body = dto::RoleCall,
    responses((status = 200, description = "The new state", body = dto::Role), Problems)
)]
pub(crate) async fn define_role(
    call: Call,
    IdAndKey(id, key): IdAndKey<OrganizationId>,
    Content(wanted): Content<dto::RoleCall>,
) -> Answer {
    call.without_condition()?;
    let role = call.identity().define_role(&call.caller, &wanted.into_core(id, key)).await?;
    let body = dto::Role::new(&role, &call.names(&NamedIds::of_role(&role)).await?);
    Ok((StatusCode::OK, Json(body)).into_response())
}
