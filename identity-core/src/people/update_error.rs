use crate::authority::{AccessError, AuditedRefusal, NamedDelegationDenied, RefusalNote};
use crate::roles::{not_held, says_rank};
use crate::values::{InvalidAttributes, ProfileField, RoleKey};

/// Why a person's data was not changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UpdateUserError {
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
    /// The user name belongs to somebody else.
    #[error("this user name is taken; choose another one")]
    UsernameTaken,
    /// It is the user name of somebody who has no e-mail address, or whose first one can still be undone: they sign in with it.
    #[error("this user name is what the person signs in with, and cannot be removed")]
    UsernameNeeded,
    /// The attributes would be too many or too long.
    #[error(transparent)]
    Attributes(#[from] InvalidAttributes),
    /// The caller may not write this attribute of this person, or there is none of the name
    /// ([`Settings::user_attributes`](crate::Settings::user_attributes)).
    #[error("the attribute {0} is not one that the caller may write here")]
    AttributeNotWritable(String),
    /// The caller may not change this detail of this person ([`Settings::profile`](crate::Settings::profile)).
    #[error("the caller may not change the field {} here", .0.as_str())]
    FieldNotWritable(ProfileField),
    /// People change this detail of their own account by proving the new one
    /// ([`begin_contact_change`](crate::Identity::begin_contact_change)).
    #[error("the field {} of one's own account is changed by proving the new one", .0.as_str())]
    ProofNeeded(ProfileField),
    /// The record is no longer in the version that `If-Match` names.
    #[error("it changed in the meantime; read it again")]
    PreconditionFailed,
}

says_rank!(UpdateUserError);

impl AuditedRefusal for UpdateUserError {
    fn refusal(&self) -> Option<RefusalNote> {
        match self {
            Self::DelegationDenied { role, why } => Some(not_held(role, why)),
            Self::FieldNotWritable(_) => Some(RefusalNote::after_access("field-not-writable")),
            Self::ProofNeeded(_) => Some(RefusalNote::after_access("proof-needed")),
            _ => None,
        }
    }
}
