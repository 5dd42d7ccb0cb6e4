//! What a decision is to the caller (`AuthZEN` Authorization API 1.0, section on the response).

use crate::rest::http::problem::Problem;
use crate::rest::roles::dto::{Because, Giver, MissingLink};
use identity_core::roles::{DecisionReason, ExplainedDecision};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A decision.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Evaluated {
    /// Whether it is permitted.
    pub(super) decision: bool,
    context: EvaluatedContext,
}

/// Why a decision is as it is.
#[derive(Debug, Default, Serialize, ToSchema)]
struct EvaluatedContext {
    /// The stable code of the reason: the first of `because`, or what is missing, as in `/api/v1/decisions`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "own-grant")]
    reason: Option<&'static str>,
    /// The same in a sentence, by language; for administrators.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(value_type = std::collections::BTreeMap<String, String>)]
    reason_admin: BTreeMap<&'static str, String>,
    /// For a permit: the chain of grants, the one that gives it first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    because: Vec<Because>,
    /// For a deny: what is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    missing: Option<MissingLink>,
    /// For a deny: who could give it; three people at the most.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ask: Vec<Giver>,
    /// Why nothing could be decided; the decision is then a deny.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<EvaluationError>,
}

/// Why an evaluation could not be decided.
#[derive(Debug, Serialize, ToSchema)]
struct EvaluationError {
    /// The status that a request for this evaluation alone would have.
    #[schema(example = 404)]
    status: u16,
    message: String,
}

impl Evaluated {
    /// A deny, since nothing could be decided.
    pub(super) fn error(problem: &Problem) -> Self {
        let error =
            EvaluationError { status: problem.kind.status().as_u16(), message: problem.detail.clone() };
        let context = EvaluatedContext { error: Some(error), ..EvaluatedContext::default() };
        Self { decision: false, context }
    }
}

impl From<ExplainedDecision> for Evaluated {
    fn from(ExplainedDecision { allowed, reason, .. }: ExplainedDecision) -> Self {
        let mut context = EvaluatedContext::default();
        let (code, text) = match reason {
            DecisionReason::Allowed(because) => {
                context.because = Because::all(&because);
                context.because.first().map(Because::said).unwrap_or_default()
            }
            DecisionReason::Denied { missing, ask } => {
                context.ask = ask.into_iter().map(Into::into).collect();
                context.missing.insert((&missing).into()).said()
            }
        };
        context.reason = Some(code);
        context.reason_admin = [("en", text)].into();
        Self { decision: allowed, context }
    }
}

/// The decisions of a request with several evaluations, in their order.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EvaluatedList {
    pub(super) evaluations: Vec<Evaluated>,
}

/// Where the decision point is (section on metadata).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DecisionPoint {
    /// The base URL of the decision point.
    #[serde(rename = "policy_decision_point")]
    pub(super) base: String,
    pub(super) access_evaluation_endpoint: String,
    pub(super) access_evaluations_endpoint: String,
}
