//! The JSON of what needs a second administrator.

use crate::forms::Form;
use crate::forms::people::ASK_APPROVAL;
use crate::rest::http::body::Declared;
use identity_core::Timestamp;
use identity_core::domain::{self, ApprovalAct};
use identity_core::values::Reason;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// What a second administrator is asked to approve.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ApprovalCall {
    /// `reset_authenticators`, `start_recovery` or `erase`.
    #[schema(value_type = String, example = "reset_authenticators")]
    pub(crate) act: ApprovalAct,
    /// The reason, on one line, which the second administrator and the person read.
    #[schema(value_type = String, example = "The telephone is lost.")]
    pub(crate) reason: Reason,
}

impl Declared for ApprovalCall {
    const FORM: &'static Form = &ASK_APPROVAL;
}

/// Something that waits for a second administrator.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Approval {
    id: Uuid,
    /// `reset_authenticators`, `start_recovery` or `erase`.
    #[schema(value_type = String)]
    act: ApprovalAct,
    /// The id of the person concerned.
    user: Uuid,
    /// The id of the organisation to whose history it belongs.
    organization: Uuid,
    /// The id of the administrator who asked.
    asked_by: Uuid,
    #[schema(value_type = String)]
    reason: Reason,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// From when it can no longer be approved.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
}

impl From<domain::Approval> for Approval {
    fn from(record: domain::Approval) -> Self {
        Self {
            id: record.id.into(),
            act: record.act,
            user: record.user.into(),
            organization: record.organization.into(),
            asked_by: record.asked_by.into(),
            reason: record.reason,
            created_at: record.created_at,
            expires_at: record.expires_at,
        }
    }
}
