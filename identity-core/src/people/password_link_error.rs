use crate::authority::{AccessError, AuditedRefusal, NamedDelegationDenied, RefusalNote};
use crate::roles::{not_held, says_rank};
use crate::values::RoleKey;

/// Why somebody got no link for a password.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PasswordLinkError {
    /// The caller may not.
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
    /// Nobody does it for themselves; whoever forgot their password asks for a link.
    #[error("you cannot do this for your own account")]
    OwnAccount,
    /// The caller's last proof is too old for this: they sign in again, and come back.
    #[error("sign in again before you give somebody a link")]
    ProveAgain,
    /// It needs a second administrator: it is asked for, and another one approves it.
    #[error("a second administrator has to approve this")]
    ApprovalNeeded,
    /// The account is locked or disabled.
    #[error("the account is locked or disabled")]
    NotActive,
    /// The person has a password already, and an e-mail address. A letter is for the first one, or for somebody without an address.
    #[error("this person has a password already; mail a link instead")]
    HasPassword,
    /// The person has no e-mail address. A letter is printed for them.
    #[error("this person has no e-mail address; print a letter instead")]
    NoAddress,
    /// Too many links in a short time.
    #[error("too many links in a short time; try again in an hour")]
    TooMany,
}

says_rank!(PasswordLinkError);

impl AuditedRefusal for PasswordLinkError {
    fn refusal(&self) -> Option<RefusalNote> {
        match self {
            Self::DelegationDenied { role, why } => Some(not_held(role, why)),
            Self::TooMany => Some(RefusalNote::after_access("rate-limit")),
            _ => None,
        }
    }
}
