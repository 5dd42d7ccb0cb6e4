//! Asking the policy.

use crate::rest::http::answer::Answer;
use crate::rest::http::body::Content;
use crate::rest::http::call::Call;
use crate::rest::http::problem_responses::Problems;
use crate::rest::roles::dto;
use axum::Json;
use axum::response::IntoResponse;

/// A decision: whether a person or client has a permission at an organisation, and why. The caller asks about
/// themselves, or may see the roles there.
#[utoipa::path(
    post, path = "/api/v1/decisions", tag = "decisions", operation_id = "decide", request_body = dto::DecisionCall,
    responses((status = 200, description = "The decision with its reason", body = dto::Decision), Problems)
)]
pub(crate) async fn decide(call: Call, Content(asked): Content<dto::DecisionCall>) -> Answer {
    call.without_condition()?;
    let acting_for = asked.acting_for.map(|organization| organization.0);
    let (actor, resource) = (asked.actor.0, asked.resource.0);
    let identity = call.identity();
    let decision = identity.explain(&call.caller, actor, asked.permission, resource, acting_for).await?;
    Ok(Json(dto::Decision::from(decision)).into_response())
}
