//! What each refusal to suspend or resume an organisation is to a call.

use crate::language::PageText;
use crate::rest::http::problem::{Problem, ProblemKind};
use crate::rest::http::refusals::not_held;
use identity_core::organizations::SuspendOrganizationError;

impl From<SuspendOrganizationError> for Problem {
    fn from(error: SuspendOrganizationError) -> Self {
        let said = |kind, key| Self::said(kind, &PageText::new(key));
        match error {
            SuspendOrganizationError::Access(error) => error.into(),
            SuspendOrganizationError::DelegationDenied { role, why } => not_held(&role, &why),
            SuspendOrganizationError::Operator => said(ProblemKind::Conflict, "rest-suspend-operator"),
            SuspendOrganizationError::Closed => said(ProblemKind::AlreadyClosed, "rest-suspend-closed"),
            SuspendOrganizationError::ProveAgain => said(ProblemKind::ProveAgain, "rest-prove-again"),
            unknown => Self::internal(unknown),
        }
    }
}
