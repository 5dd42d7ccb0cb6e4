//! What each refusal to stop a program is to a call.

use crate::language::PageText;
use crate::rest::http::problem::{Problem, ProblemKind};
use crate::rest::http::refusals::not_held;
use identity_core::programs::StopProgramError;

impl From<StopProgramError> for Problem {
    fn from(error: StopProgramError) -> Self {
        let said = |kind, key| Self::said(kind, &PageText::new(key));
        match error {
            StopProgramError::Access(error) => error.into(),
            StopProgramError::DelegationDenied { role, why } => not_held(&role, &why),
            StopProgramError::GivenAbove => said(ProblemKind::Conflict, "rest-program-given-above"),
            StopProgramError::ProveAgain => said(ProblemKind::ProveAgain, "rest-prove-again"),
            unknown => Self::internal(unknown),
        }
    }
}
