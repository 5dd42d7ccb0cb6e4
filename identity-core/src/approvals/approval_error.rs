use crate::authority::{AccessError, AuditedRefusal, NamedDelegationDenied, RefusalNote};
use crate::closing::EraseUserError;
use crate::people::PasswordLinkError;
use crate::roles::{not_held, says_rank};
use crate::values::RoleKey;

/// Why something that needs two administrators was not asked for, approved, declined or stopped.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ApprovalError {
    /// The caller may not, or it does not wait any longer.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// The person holds a role that the caller could not give.
    #[error("this person has the role {role}, which the caller may not give: {}", .why.reason.code())]
    DelegationDenied {
        /// The role.
        role: RoleKey,
        /// What is missing.
        why: NamedDelegationDenied,
    },
    /// Clients neither ask nor approve: it takes two people.
    #[error("only people can ask for this and approve it")]
    PeopleOnly,
    /// Nobody asks or approves for their own account.
    #[error("you cannot do this for your own account")]
    OwnAccount,
    /// Nobody approves what they asked for themselves.
    #[error("somebody else has to approve what you asked for")]
    OwnRequest,
    /// The caller got the right only a short time before it was asked for: whoever asks could have given it to an account of
    /// their own.
    #[error("you have this right for less than a day; somebody who has it for longer has to approve this")]
    TooNew,
    /// The caller's last proof is too old for this: they sign in again, and come back.
    #[error("sign in again before you ask for this or approve it")]
    ProveAgain,
    /// One administrator may do it alone.
    #[error("this does not need a second administrator")]
    NotNeeded,
    /// It waits already.
    #[error("this waits for a second administrator already")]
    AlreadyAsked,
    /// There is nothing to remove.
    #[error("this person has no second proof")]
    NothingToDo,
    /// The account is locked or disabled.
    #[error("the account is locked or disabled")]
    NotActive,
    /// The reason would keep the name, address or number of somebody who is erased in the history.
    #[error("write the reason without the person's name, address or number: it stays in the history")]
    ReasonNamesPerson,
    /// An organisation would be left without an administrator.
    #[error("this is the last administrator of the organisation; give the role to somebody else first")]
    LastAdministrator,
    /// Whoever asked may not do it any longer.
    #[error("the administrator who asked may not do this any longer")]
    AskerLostRight,
    /// Too often in a short time.
    #[error("too often in a short time; try again in an hour")]
    TooMany,
}

says_rank!(ApprovalError);

impl From<PasswordLinkError> for ApprovalError {
    fn from(error: PasswordLinkError) -> Self {
        match error {
            PasswordLinkError::Access(error) => Self::Access(error),
            PasswordLinkError::DelegationDenied { role, why } => Self::DelegationDenied { role, why },
            PasswordLinkError::OwnAccount => Self::OwnAccount,
            PasswordLinkError::ProveAgain => Self::ProveAgain,
            PasswordLinkError::NotActive => Self::NotActive,
            PasswordLinkError::TooMany => Self::TooMany,
            // Somebody without an address gets a letter.
            PasswordLinkError::HasPassword
            | PasswordLinkError::ApprovalNeeded
            | PasswordLinkError::NoAddress => Self::NotNeeded,
        }
    }
}

impl From<EraseUserError> for ApprovalError {
    fn from(error: EraseUserError) -> Self {
        match error {
            EraseUserError::Access(error) => Self::Access(error),
            EraseUserError::DelegationDenied { role, why } => Self::DelegationDenied { role, why },
            EraseUserError::OwnAccount => Self::OwnAccount,
            EraseUserError::ProveAgain => Self::ProveAgain,
            EraseUserError::ReasonNamesPerson => Self::ReasonNamesPerson,
            EraseUserError::LastAdministrator => Self::LastAdministrator,
            // What is approved is ordered without a condition.
            EraseUserError::ApprovalNeeded | EraseUserError::PreconditionFailed => Self::NotNeeded,
        }
    }
}

impl AuditedRefusal for ApprovalError {
    fn refusal(&self) -> Option<RefusalNote> {
        match self {
            Self::DelegationDenied { role, why } => Some(not_held(role, why)),
            Self::OwnRequest => Some(RefusalNote::after_access("own-request")),
            Self::TooMany => Some(RefusalNote::after_access("rate-limit")),
            _ => None,
        }
    }
}
