use crate::authority::{AccessError, AuditedRefusal, RefusalNote, carries_store_errors};
use crate::roles::{GiveError, RankError};
use crate::values::RoleKey;

/// Why no account was made for somebody.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CreateMemberError {
    /// The caller does not have the permission for it, or does not hold what they want to give.
    #[error(transparent)]
    Give(#[from] GiveError),
    /// The caller's last proof is too old for this: they sign in again, and come back.
    #[error("sign in again before you make an account for somebody")]
    ProveAgain,
    /// The role is held by mandate only, which its holder has to accept.
    #[error("the role {0} is given by mandate; invite the person to it")]
    MandateRole(RoleKey),
    /// The person already belongs to the organisation.
    #[error("this person already belongs to the organisation; give the role on their page")]
    AlreadyMember,
    /// An invitation to this address is waiting for its answer.
    #[error("this address is already invited; send that invitation again or cancel it")]
    AlreadyInvited,
    /// There is an account with this address. Whose it is, is not told.
    #[error("there is an account with this address; invite its owner instead")]
    EmailTaken,
    /// Somebody else has the user name.
    #[error("this user name is taken")]
    UsernameTaken,
    /// There is neither an e-mail address nor a user name to sign in with.
    #[error("an account needs an e-mail address or a user name to sign in with")]
    NoSignInName,
    /// The link is to be mailed, and there is no address.
    #[error("without an e-mail address, the link for the password is printed")]
    NoAddress,
    /// Too many accounts in a short time.
    #[error("too many accounts in a short time; try again in an hour")]
    TooMany,
}

impl From<AccessError> for CreateMemberError {
    fn from(error: AccessError) -> Self {
        Self::Give(error.into())
    }
}

impl From<RankError> for CreateMemberError {
    fn from(error: RankError) -> Self {
        Self::Give(error.into())
    }
}

carries_store_errors!(CreateMemberError, Give);

impl AuditedRefusal for CreateMemberError {
    fn refusal(&self) -> Option<RefusalNote> {
        match self {
            Self::Give(error) => error.refusal(),
            Self::TooMany => Some(RefusalNote::before_access("rate-limit")),
            _ => None,
        }
    }
}
