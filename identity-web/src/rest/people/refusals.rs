//! Refusals to make an account, to make a link for its password, and to erase it, as problems.

use crate::language::{PageText, in_english};
use crate::rest::http::problem::{Problem, ProblemKind};
use crate::rest::http::refusals::{approval_needed, not_held, plain, precondition_failed};
use identity_core::closing::EraseUserError;
use identity_core::people::{CreateMemberError, PasswordLinkError};

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

impl From<CreateMemberError> for Problem {
    fn from(error: CreateMemberError) -> Self {
        let exists = |field, key| Self::of_field(ProblemKind::AlreadyExists, field, plain(key));
        match error {
            CreateMemberError::Give(error) => error.into(),
            CreateMemberError::MandateRole(role) => {
                let text = PageText::new("rest-mandate-role").with("role", role.to_string());
                Self::field("roles", in_english(&text))
            }
            CreateMemberError::AlreadyMember => exists("email", "rest-already-member"),
            CreateMemberError::AlreadyInvited => exists("email", "rest-already-invited"),
            CreateMemberError::EmailTaken => exists("email", "rest-email-taken"),
            CreateMemberError::UsernameTaken => exists("username", "rest-username-taken"),
            CreateMemberError::NoSignInName => Self::said_of_field("email", "rest-sign-in-name"),
            CreateMemberError::NoAddress => Self::said_of_field("password_link", "rest-no-address"),
            CreateMemberError::ProveAgain => {
                Self::said(ProblemKind::ProveAgain, &PageText::new("rest-prove-again"))
            }
            CreateMemberError::TooMany => {
                Self::said(ProblemKind::TooMany, &PageText::new("rest-too-many-accounts"))
            }
            unknown => Self::internal(unknown),
        }
    }
}

impl From<PasswordLinkError> for Problem {
    fn from(error: PasswordLinkError) -> Self {
        let said = |kind, key| Self::said(kind, &PageText::new(key));
        match error {
            PasswordLinkError::Access(error) => error.into(),
            PasswordLinkError::DelegationDenied { role, why } => not_held(&role, &why),
            PasswordLinkError::OwnAccount => said(ProblemKind::Forbidden, "rest-link-own"),
            PasswordLinkError::NotActive => said(ProblemKind::Conflict, "rest-link-not-active"),
            PasswordLinkError::HasPassword => said(ProblemKind::AlreadyExists, "rest-link-has-password"),
            PasswordLinkError::NoAddress => said(ProblemKind::Conflict, "rest-link-no-address"),
            PasswordLinkError::ProveAgain => said(ProblemKind::ProveAgain, "rest-prove-again"),
            PasswordLinkError::ApprovalNeeded => approval_needed(),
            PasswordLinkError::TooMany => said(ProblemKind::TooMany, "rest-too-many-links"),
            unknown => Self::internal(unknown),
        }
    }
}
