//! Asking the policy.

use super::answer::Answer;
use super::body::Content;
use super::call::Call;
use super::dto;
use super::openapi::Problems;
use axum::Json;
use axum::response::IntoResponse;

/// Whether somebody may do something at an organisation, and why. About oneself, or for those who may see
/// who has which role there.
#[utoipa::path(
    post, path = "/api/v1/decisions", tag = "decisions", operation_id = "decide", request_body = dto::DecisionCall,
    responses((status = 200, description = "The decision with its reason", body = dto::Decision), Problems)
)]
pub(super) async fn decide(call: Call, Content(asked): Content<dto::DecisionCall>) -> Answer {
    call.without_condition()?;
    let acting_for = asked.acting_for.map(|organization| organization.0);
    let (actor, resource) = (asked.actor.0, asked.resource.0);
    let identity = call.identity();
    let decision = identity.explain(&call.caller, actor, asked.permission, resource, acting_for).await?;
    Ok(Json(dto::Decision::from(decision)).into_response())
}
