//! What programs can do at an organisation, and stopping one.

use crate::rest::http::answer::Answer;
use crate::rest::http::body::NoContent;
use crate::rest::http::call::Call;
use crate::rest::http::list::List;
use crate::rest::http::names::NamedIds;
use crate::rest::http::parameters::WithReason;
use crate::rest::http::problem_responses::Problems;
use crate::rest::http::segment::{Id, IdAndId};
use crate::rest::programs::dto;
use axum::Json;
use axum::response::IntoResponse;
use http::StatusCode;
use identity_core::ids::{ApiClientId, OrganizationId};

/// The programs that hold a role or mandate at an organisation, or above it for all below, by name, all on one page.
#[utoipa::path(
    get, path = "/api/v1/organizations/{id}/programs", tag = "programs", operation_id = "listPrograms",
    params(("id" = Uuid, Path)),
    responses((status = 200, description = "The current state", body = List<dto::Program>), Problems)
)]
pub(crate) async fn list(call: Call, Id(id): Id<OrganizationId>) -> Answer {
    let found = call.identity().programs(&call.caller, id).await?;
    let grants = found.iter().flat_map(|program| &program.rights).map(|right| &right.held.grant.record);
    let names = call.names(&NamedIds::of_grants(grants)).await?;
    let items = found.iter().map(|program| dto::Program::new(program, &names)).collect();
    Ok(Json(List { items, next: None }).into_response())
}

/// What one program can do at an organisation, and why.
#[utoipa::path(
    get, path = "/api/v1/organizations/{id}/programs/{client}", tag = "programs", operation_id = "getProgram",
    params(("id" = Uuid, Path), ("client" = Uuid, Path)),
    responses((status = 200, description = "The current state", body = dto::ProgramDetails), Problems)
)]
pub(crate) async fn read(call: Call, IdAndId(id, client): IdAndId<OrganizationId, ApiClientId>) -> Answer {
    let found = call.identity().program(&call.caller, id, client).await?;
    let grants = found.program.rights.iter().map(|right| &right.held.grant.record);
    let names = call.names(&NamedIds::of_grants(grants)).await?;
    Ok(Json(dto::ProgramDetails::new(&found, &names)).into_response())
}

/// Stops a program at an organisation: every role and mandate that was given to it there ends at once, and with the mandates the
/// tokens by them. What it holds from above stays. Repeating the call answers that there is no such program.
#[utoipa::path(
    delete, path = "/api/v1/organizations/{id}/programs/{client}", tag = "programs", operation_id = "stopProgram",
    params(
        ("id" = Uuid, Path), ("client" = Uuid, Path),
        ("reason" = String, Query, max_length = 500, description = "Why, on one line; it stays in the history"),
    ),
    responses((status = 204, description = "Stopped"), Problems)
)]
pub(crate) async fn stop(
    call: Call<WithReason>,
    IdAndId(id, client): IdAndId<OrganizationId, ApiClientId>,
    _: NoContent,
) -> Answer {
    call.without_condition()?;
    call.identity().stop_program(&call.caller, id, client, &call.parameters.reason).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
