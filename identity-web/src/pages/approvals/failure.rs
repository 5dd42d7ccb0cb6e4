//! Refusals about what needs a second administrator, as pages.

use crate::language::PageText;
use crate::page::failure::PageFailure;
use identity_core::approvals::ApprovalError;

impl From<ApprovalError> for PageFailure {
    fn from(error: ApprovalError) -> Self {
        let refused = |key| Self::Refused(PageText::new(key));
        match error {
            ApprovalError::Access(error) => error.into(),
            ApprovalError::DelegationDenied { .. } => refused("manage-holds-more"),
            ApprovalError::OwnAccount => refused("approval-own-account"),
            ApprovalError::OwnRequest => refused("approval-own-request"),
            ApprovalError::TooNew => refused("approval-too-new"),
            // The page leads to the sign-in and back.
            ApprovalError::ProveAgain => refused("sign-in-again"),
            ApprovalError::AlreadyAsked => refused("approval-already-asked"),
            ApprovalError::NothingToDo => refused("approval-nothing"),
            ApprovalError::ReasonNamesPerson => refused("error-reason-names-person"),
            ApprovalError::LastAdministrator => refused("person-last-administrator"),
            ApprovalError::NotActive => refused("manage-link-not-active"),
            ApprovalError::AskerLostRight => refused("approval-asker-lost-right"),
            ApprovalError::TooMany => Self::TooMany,
            ApprovalError::PeopleOnly | ApprovalError::NotNeeded => Self::BadRequest,
            unknown => Self::Internal(unknown.into()),
        }
    }
}
