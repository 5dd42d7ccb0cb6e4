//! Refusals to close or erase an account, as pages.

use crate::language::PageText;
use crate::page::failure::PageFailure;
use identity_core::closing::{CloseAccountError, EraseUserError};

impl From<CloseAccountError> for PageFailure {
    fn from(error: CloseAccountError) -> Self {
        match error {
            CloseAccountError::Access(error) => error.into(),
            // The page takes these up.
            CloseAccountError::ProveAgain => Self::Refused(PageText::new("sign-in-again")),
            CloseAccountError::LastAdministrator => Self::Refused(PageText::new("leave-last")),
            unknown => Self::Internal(unknown.into()),
        }
    }
}

impl From<EraseUserError> for PageFailure {
    fn from(error: EraseUserError) -> Self {
        match error {
            EraseUserError::Access(error) => error.into(),
            EraseUserError::DelegationDenied { .. } => Self::Refused(PageText::new("manage-holds-more")),
            EraseUserError::OwnAccount => Self::Refused(PageText::new("erase-own")),
            EraseUserError::ApprovalNeeded => Self::Refused(PageText::new("approval-needed")),
            EraseUserError::PreconditionFailed => Self::Conflict,
            EraseUserError::LastAdministrator => Self::Refused(PageText::new("person-last-administrator")),
            // The page takes these up.
            EraseUserError::ProveAgain => Self::Refused(PageText::new("sign-in-again")),
            EraseUserError::ReasonNamesPerson => Self::Refused(PageText::new("error-reason-names-person")),
            unknown => Self::Internal(unknown.into()),
        }
    }
}
