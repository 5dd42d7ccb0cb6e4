//! The calls of the decision point.

use crate::openid::endpoints::issuer;
use crate::rest::authzen::answer::{DecisionPoint, Evaluated, EvaluatedList};
use crate::rest::authzen::asked::{Asked, NoEvaluation, evaluation};
use crate::rest::http::answer::Answer;
use crate::rest::http::call::Call;
use crate::rest::http::problem::{Problem, ProblemKind};
use crate::rest::http::problem_responses::Problems;
use crate::state::WebState;
use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use identity_core::AccessError;
use serde_json::{Map, Value};

/// Decides one question: whether a subject (`user` or `client`) has an action (a permission) at a resource (`organization`), and
/// why. The same decision as that of `/api/v1/decisions`, as `AuthZEN` Authorization API 1.0 writes it; `acting_for` in the context
/// is the organisation that the subject acts for. A subject or resource that is not known to the caller is a deny with the error
/// 404 in the context.
#[utoipa::path(
    post, path = "/access/v1/evaluation", tag = "decisions", operation_id = "evaluate",
    request_body(content = Object, example = json!({
        "subject": {"type": "user", "id": "0190b5a4-1c2d-7e3f-8a4b-5c6d7e8f9a0b"},
        "action": {"name": "invitation.manage"},
        "resource": {"type": "organization", "id": "0190b5a4-1c2d-7e3f-8a4b-5c6d7e8f9a0c"}
    })),
    responses((status = 200, description = "The decision with its reason", body = Evaluated), Problems)
)]
pub(crate) async fn evaluate(call: Call, asked: Asked) -> Answer {
    call.without_condition()?;
    Ok(Json(alone(&call, &asked.0).await?).into_response())
}

/// Decides up to 50 questions of one request. What the request says of subject, action, resource and context holds for every one
/// that does not say it itself; `options.evaluations_semantic` says when to stop. A request without evaluations is one itself.
#[utoipa::path(
    post, path = "/access/v1/evaluations", tag = "decisions", operation_id = "evaluateAll",
    request_body(content = Object, example = json!({
        "subject": {"type": "user", "id": "0190b5a4-1c2d-7e3f-8a4b-5c6d7e8f9a0b"},
        "resource": {"type": "organization", "id": "0190b5a4-1c2d-7e3f-8a4b-5c6d7e8f9a0c"},
        "evaluations": [{"action": {"name": "member.view"}}, {"action": {"name": "invitation.manage"}}],
        "options": {"evaluations_semantic": "deny_on_first_deny"}
    })),
    responses((status = 200, description = "The decisions with their reasons", body = EvaluatedList), Problems)
)]
pub(crate) async fn evaluate_all(call: Call, asked: Asked) -> Answer {
    call.without_condition()?;
    let semantic = asked.semantic()?;
    let Some(all) = asked.evaluations()? else {
        return Ok(Json(alone(&call, &asked.0).await?).into_response());
    };
    let mut evaluations = Vec::with_capacity(all.len());
    for members in &all {
        let evaluated = match decided(&call, members).await {
            Ok(evaluated) => evaluated,
            Err(problem) if is_of_one(&problem) => Evaluated::error(&problem),
            Err(problem) => return Err(problem),
        };
        let ends = semantic.ends_with(evaluated.decision);
        evaluations.push(evaluated);
        if ends {
            break;
        }
    }
    Ok(Json(EvaluatedList { evaluations }).into_response())
}

/// Where the decision point is.
#[utoipa::path(
    get, path = "/.well-known/authzen-configuration", tag = "decisions", operation_id = "getDecisionPoint",
    responses((status = 200, description = "The addresses", body = DecisionPoint)), security(())
)]
pub(crate) async fn configuration(State(state): State<WebState>) -> Json<DecisionPoint> {
    Json(DecisionPoint {
        base: issuer(&state.base),
        access_evaluation_endpoint: state.base.absolute("/access/v1/evaluation"),
        access_evaluations_endpoint: state.base.absolute("/access/v1/evaluations"),
    })
}

/// The decision of a request that is one evaluation. What is not known is an answer of the decision point and no failure of the
/// request, so its status is 200.
async fn alone(call: &Call, members: &Map<String, Value>) -> Result<Evaluated, Problem> {
    match decided(call, members).await {
        Err(problem) if problem.kind == ProblemKind::NotFound => Ok(Evaluated::error(&problem)),
        decided => decided,
    }
}

async fn decided(call: &Call, members: &Map<String, Value>) -> Result<Evaluated, Problem> {
    let asked = match evaluation(members) {
        Ok(asked) => asked,
        Err(NoEvaluation::Malformed(problem)) => return Err(problem),
        Err(NoEvaluation::Unknown) => return Err(AccessError::NotFound.into()),
    };
    let identity = call.identity();
    let decision = identity
        .explain(&call.caller, asked.actor, asked.permission, asked.organization, asked.acting_for)
        .await?;
    Ok(Evaluated::from(decision))
}

/// Whether a failure is about one evaluation alone, and not about the request or this service.
const fn is_of_one(problem: &Problem) -> bool {
    matches!(
        problem.kind,
        ProblemKind::NotFound
            | ProblemKind::Forbidden
            | ProblemKind::InvalidFields
            | ProblemKind::InvalidRequest
    )
}
