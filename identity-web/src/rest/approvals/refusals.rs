//! What each refusal is to a call.

use crate::language::PageText;
use crate::rest::http::problem::{Problem, ProblemKind};
use crate::rest::http::refusals::not_held;
use identity_core::approvals::ApprovalError;

impl From<ApprovalError> for Problem {
    fn from(error: ApprovalError) -> Self {
        let said = |kind, key| Self::said(kind, &PageText::new(key));
        match error {
            ApprovalError::Access(error) => error.into(),
            ApprovalError::DelegationDenied { role, why } => not_held(&role, &why),
            ApprovalError::PeopleOnly => said(ProblemKind::PeopleOnly, "rest-people-only"),
            ApprovalError::OwnAccount => said(ProblemKind::Forbidden, "rest-approval-own-account"),
            ApprovalError::OwnRequest => said(ProblemKind::Forbidden, "rest-approval-own-request"),
            ApprovalError::TooNew => said(ProblemKind::Forbidden, "rest-approval-too-new"),
            ApprovalError::ProveAgain => said(ProblemKind::ProveAgain, "rest-prove-again"),
            ApprovalError::NotNeeded => said(ProblemKind::Conflict, "rest-approval-not-needed"),
            ApprovalError::AlreadyAsked => said(ProblemKind::AlreadyExists, "rest-approval-already-asked"),
            ApprovalError::NothingToDo => said(ProblemKind::Conflict, "rest-approval-nothing"),
            ApprovalError::ReasonNamesPerson => said(ProblemKind::InvalidRequest, "rest-erase-reason"),
            ApprovalError::LastAdministrator => {
                said(ProblemKind::LastAdministrator, "rest-last-administrator")
            }
            ApprovalError::NotActive => said(ProblemKind::Conflict, "rest-link-not-active"),
            ApprovalError::AskerLostRight => said(ProblemKind::Conflict, "rest-approval-asker-lost-right"),
            ApprovalError::TooMany => said(ProblemKind::TooMany, "rest-too-many-approvals"),
            unknown => Self::internal(unknown),
        }
    }
}
