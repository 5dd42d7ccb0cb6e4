//! What people do with their own account: taking their data along, leaving an organisation.

use crate::rest::http::answer::Answer;
use crate::rest::http::body::NoContent;
use crate::rest::http::call::Call;
use crate::rest::http::problem_responses::Problems;
use crate::rest::http::segment::Id;
use crate::rest::people::dto;
use axum::Json;
use axum::response::IntoResponse;
use http::StatusCode;
use identity_core::ids::OrganizationId;

/// Everything that is kept about the caller. Nothing keeps the answer; that it was asked for stands in the history.
#[utoipa::path(
    post, path = "/api/v1/me/export", tag = "me", operation_id = "exportMyData",
    responses((status = 200, description = "The data", body = dto::OwnData), Problems)
)]
pub(crate) async fn export(call: Call, _: NoContent) -> Answer {
    call.by_a_person()?;
    call.without_condition()?;
    let data = call.identity().export_own_data(&call.caller).await?;
    Ok(Json(dto::OwnData::from(data)).into_response())
}

/// Ends the caller's membership in an organisation, with every role and mandate that they hold there. An organisation that they
/// do not belong to answers like an unknown one.
#[utoipa::path(
    delete, path = "/api/v1/me/organizations/{id}", tag = "me", operation_id = "leaveOrganization",
    params(("id" = Uuid, Path)), responses((status = 204, description = "Left"), Problems)
)]
pub(crate) async fn leave(call: Call, Id(id): Id<OrganizationId>) -> Answer {
    call.by_a_person()?;
    call.without_condition()?;
    call.identity().leave_organization(&call.caller, id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
