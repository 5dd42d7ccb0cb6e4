//! Refusals to change a person, as pages.

use crate::language::PageText;
use crate::page::failure::PageFailure;
use identity_core::people::{PasswordLinkError, RemoveMemberError, UpdateUserError, UserStateError};

/// Refusals about a field are shown at the form instead.
impl From<UpdateUserError> for PageFailure {
    fn from(error: UpdateUserError) -> Self {
        match error {
            UpdateUserError::Access(error) => error.into(),
            UpdateUserError::DelegationDenied { .. } => Self::Refused(PageText::new("manage-holds-more")),
            UpdateUserError::PreconditionFailed => Self::Conflict,
            UpdateUserError::FieldNotWritable(_) | UpdateUserError::ProofNeeded(_) => {
                Self::Refused(PageText::new("profile-not-yours"))
            }
            UpdateUserError::UsernameTaken
            | UpdateUserError::UsernameNeeded
            | UpdateUserError::Attributes(_)
            | UpdateUserError::AttributeNotWritable(_) => Self::BadRequest,
            unknown => Self::Internal(unknown.into()),
        }
    }
}

impl From<UserStateError> for PageFailure {
    fn from(error: UserStateError) -> Self {
        match error {
            UserStateError::Access(error) => error.into(),
            UserStateError::DelegationDenied { .. } => Self::Refused(PageText::new("manage-holds-more")),
            // The page leads to the sign-in and back.
            UserStateError::ProveAgain => Self::Refused(PageText::new("sign-in-again")),
            UserStateError::ApprovalNeeded => Self::Refused(PageText::new("approval-needed")),
            UserStateError::OwnState => Self::Refused(PageText::new("manage-own-state")),
            UserStateError::Closing => Self::Refused(PageText::new("manage-closed-by-person")),
            UserStateError::LastAdministrator => Self::Refused(PageText::new("person-last-administrator")),
            unknown => Self::Internal(unknown.into()),
        }
    }
}

impl From<RemoveMemberError> for PageFailure {
    fn from(error: RemoveMemberError) -> Self {
        match error {
            RemoveMemberError::Access(error) => error.into(),
            RemoveMemberError::DelegationDenied { .. } => Self::Refused(PageText::new("manage-holds-more")),
            RemoveMemberError::OwnMembership => Self::Refused(PageText::new("remove-oneself")),
            RemoveMemberError::LastAdministrator => Self::Refused(PageText::new("person-last-administrator")),
            unknown => Self::Internal(unknown.into()),
        }
    }
}

impl From<PasswordLinkError> for PageFailure {
    fn from(error: PasswordLinkError) -> Self {
        match error {
            PasswordLinkError::Access(error) => error.into(),
            PasswordLinkError::DelegationDenied { .. } => Self::Refused(PageText::new("manage-holds-more")),
            PasswordLinkError::OwnAccount => Self::Refused(PageText::new("manage-link-own")),
            PasswordLinkError::NotActive => Self::Refused(PageText::new("manage-link-not-active")),
            PasswordLinkError::HasPassword => Self::Refused(PageText::new("manage-letter-has-password")),
            PasswordLinkError::ProveAgain => Self::Refused(PageText::new("sign-in-again")),
            PasswordLinkError::ApprovalNeeded => Self::Refused(PageText::new("approval-needed")),
            PasswordLinkError::NoAddress => Self::Refused(PageText::new("manage-link-no-address")),
            PasswordLinkError::TooMany => Self::TooMany,
            unknown => Self::Internal(unknown.into()),
        }
    }
}
