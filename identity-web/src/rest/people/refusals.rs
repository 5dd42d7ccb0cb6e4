//! Refusals to erase an account, as problems.

use crate::language::PageText;
use crate::rest::http::problem::{Problem, ProblemKind};
use crate::rest::http::refusals::{not_held, precondition_failed};
use identity_core::closing::EraseUserError;

impl From<EraseUserError> for Problem {
    fn from(error: EraseUserError) -> Self {
        let said = |kind, key| Self::said(kind, &PageText::new(key));
        match error {
            EraseUserError::Access(error) => error.into(),
            EraseUserError::DelegationDenied { role, why } => not_held(&role, &why),
            EraseUserError::OwnAccount => said(ProblemKind::Forbidden, "rest-erase-own"),
            EraseUserError::ProveAgain => said(ProblemKind::ProveAgain, "rest-prove-again"),
            EraseUserError::ApprovalNeeded => said(ProblemKind::ApprovalNeeded, "rest-approval-needed"),
            EraseUserError::PreconditionFailed => precondition_failed(),
            EraseUserError::LastAdministrator => {
                said(ProblemKind::LastAdministrator, "rest-last-administrator")
            }
            EraseUserError::ReasonNamesPerson => said(ProblemKind::InvalidRequest, "rest-erase-reason"),
            unknown => Self::internal(unknown),
        }
    }
}
