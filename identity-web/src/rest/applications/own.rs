//! The applications that know the caller, and taking back what they may.

use super::own_dto as dto;
use crate::rest::http::answer::Answer;
use crate::rest::http::call::Call;
use crate::rest::http::list::List;
use crate::rest::http::problem_responses::Problems;
use crate::rest::http::segment::Id;
use axum::Json;
use axum::response::IntoResponse;
use http::StatusCode;
use identity_core::ids::ApplicationId;

/// The applications that know the caller, by name, all on one page.
#[utoipa::path(
    get, path = "/api/v1/me/applications", tag = "me", operation_id = "listMyApplications",
    responses((status = 200, description = "The current state", body = List<dto::KnownApplication>), Problems)
)]
pub(crate) async fn list(call: Call) -> Answer {
    call.by_a_person()?;
    let own = call.identity().own_applications(&call.caller).await?;
    let items: Vec<_> = own.into_iter().map(dto::KnownApplication::from).collect();
    Ok(Json(List { items, next: None }).into_response())
}

/// Takes back what an application may know of the caller and do for them. Its tokens about the caller are worth nothing from
/// then on, and the caller is asked anew at the next sign-on.
#[utoipa::path(
    delete, path = "/api/v1/me/applications/{id}", tag = "me", operation_id = "withdrawMyApplication",
    params(("id" = Uuid, Path)), responses((status = 204, description = "Taken back"), Problems)
)]
pub(crate) async fn withdraw(call: Call, Id(id): Id<ApplicationId>) -> Answer {
    call.by_a_person()?;
    call.without_condition()?;
    call.identity().withdraw_application(&call.caller, id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
