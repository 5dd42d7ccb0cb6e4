//! The caller's own sessions.

use crate::rest::http::answer::Answer;
use crate::rest::http::call::Call;
use crate::rest::http::list::List;
use crate::rest::http::problem_responses::Problems;
use crate::rest::http::segment::Id;
use crate::rest::sessions::dto;
use axum::Json;
use axum::response::IntoResponse;
use http::StatusCode;
use identity_core::ids::SessionId;

/// The browsers in which the caller is signed in, all on one page.
#[utoipa::path(
    get, path = "/api/v1/sessions", tag = "sessions", operation_id = "listSessions",
    responses((status = 200, description = "The current state", body = List<dto::Session>), Problems)
)]
pub(crate) async fn list(call: Call) -> Answer {
    call.by_a_person()?;
    let found = call.identity().own_sessions(&call.caller).await?;
    let current = call.caller.session();
    let items = found.iter().map(|session| dto::Session::new(session, current)).collect();
    Ok(Json(List { items, next: None }).into_response())
}

/// Ends one of the caller's sessions; another person's answers like an unknown one.
#[utoipa::path(
    delete, path = "/api/v1/sessions/{id}", tag = "sessions", operation_id = "endSession", params(("id" = Uuid, Path)),
    responses((status = 204, description = "Ended"), Problems)
)]
pub(crate) async fn end(call: Call, Id(id): Id<SessionId>) -> Answer {
    call.by_a_person()?;
    call.without_condition()?;
    call.identity().end_session(&call.caller, id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
