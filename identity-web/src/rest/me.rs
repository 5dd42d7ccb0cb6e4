//! Who the caller is.

use super::answer::Answer;
use super::call::Call;
use super::dto::{self, Me, MyClient, MySelf};
use super::openapi::Problems;
use axum::Json;
use axum::response::IntoResponse;
use identity_core::domain::Actor;

/// The caller with their organisations and rights; for session cookies also the `csrf_token` that changes
/// have to show.
#[utoipa::path(get, path = "/api/v1/me", tag = "me", operation_id = "getMe", responses((status = 200, description = "As it stands", body = Me), Problems))]
pub(super) async fn me(call: Call) -> Answer {
    if let Actor::Client(id) = call.caller.actor() {
        return Ok(Json(Me::Client(MyClient::new(id.into(), &call.caller))).into_response());
    }
    let account = call.identity().account(&call.caller).await?;
    let session = call.session().map(|session| dto::Session::new(session, call.caller.session()));
    let myself = MySelf::new(account, session, call.csrf_token());
    Ok(Json(Me::User(Box::new(myself))).into_response())
}
