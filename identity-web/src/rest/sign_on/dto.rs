//! What a call of a flow holds.

use crate::forms::Form;
use crate::forms::sign_on::{ANSWER_FLOW, BEGIN_FLOW};
use crate::rest::http::body::Declared;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;
use utoipa::ToSchema;

/// What a flow is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FlowKind {
    /// Somebody signs in. What is left out means this.
    #[default]
    SignIn,
    /// Somebody who is signed in proves once more who they are, before a sensitive change.
    StepUp,
    /// Somebody has the link for a new password.
    Recovery,
    /// Somebody has the link of an invitation and makes an account.
    Invitation,
}

/// Begins a flow.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FlowCall {
    /// What the flow is for; `sign_in` if left out.
    pub(crate) kind: Option<FlowKind>,
    /// The local path to go to afterwards; the start page if left out, and in place of an address that leads elsewhere.
    #[schema(example = "/")]
    pub(crate) return_to: Option<String>,
    /// The token of the link that was mailed, for `recovery` and `invitation`; or the code of a letter, for `recovery`. Without it the link counts that was
    /// opened last in this browser.
    pub(crate) token: Option<String>,
}

/// The token lets its holder in, so it is in no log.
impl fmt::Debug for FlowCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FlowCall").field("kind", &self.kind).finish_non_exhaustive()
    }
}

impl Declared for FlowCall {
    const FORM: &'static Form = &BEGIN_FLOW;
}

/// Answers a step of a flow.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FlowAnswerCall {
    /// The answers to prompts of the step, by their names.
    #[schema(value_type = Option<BTreeMap<String, String>>, example = json!({"identifier": "jeremy", "password": "…"}))]
    pub(crate) answers: Option<BTreeMap<String, Value>>,
    /// One of the actions of the step; left out, the prompts are answered.
    pub(crate) action: Option<String>,
}

/// Names alone: answers may be passwords.
impl fmt::Debug for FlowAnswerCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.answers.iter().flatten().map(|(name, _)| name).collect();
        f.debug_struct("FlowAnswerCall").field("answers", &names).field("action", &self.action).finish()
    }
}

impl Declared for FlowAnswerCall {
    const FORM: &'static Form = &ANSWER_FLOW;
}
