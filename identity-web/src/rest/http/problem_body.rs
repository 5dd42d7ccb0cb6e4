//! The JSON body of a failed call (RFC 9457).

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A field that is not right.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct FieldError {
    /// Its name; of nested ones the path, such as `domains[2]`.
    pub(crate) field: String,
    /// What is wrong, and what to do.
    pub(crate) message: String,
}

/// Why a call was refused (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct ProblemBody {
    /// The kind of problem; stable, for clients.
    #[serde(rename = "type")]
    #[schema(example = "urn:identity:problem:invalid-fields")]
    pub(crate) kind: String,
    /// The kind in a few words.
    pub(crate) title: String,
    /// The status of the answer.
    pub(crate) status: u16,
    /// What happened this time, for people.
    pub(crate) detail: String,
    /// The reference of the call, as in the log and the audit trail. Give it when you ask for help.
    #[schema(example = "7Q2M-4K8D")]
    pub(crate) reference: String,
    /// The fields that are not right.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) errors: Vec<FieldError>,
    /// Of `forbidden`: the nearest link that is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) missing: Option<String>,
    /// Of `forbidden`: who could give it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) ask: Vec<String>,
    /// Of `forbidden`: the organisation to act for, if that is all that is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) act_for: Option<Uuid>,
}
