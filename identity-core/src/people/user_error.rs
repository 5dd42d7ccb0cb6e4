use crate::authority::{AccessError, AuditedRefusal, FromStore, RefusalNote};
use crate::roles::{GiveError, GrantError, KeepError};
use crate::store::StoreError;
use crate::values::InvalidAttributes;

/// Why a person was not changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UserError {
    /// The caller may not.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// The user name belongs to somebody else.
    #[error("this user name is taken; choose another one")]
    UsernameTaken,
    /// The attributes would be too many or too long.
    #[error(transparent)]
    Attributes(#[from] InvalidAttributes),
    /// The record is no longer in the version that `If-Match` names.
    #[error("it changed in the meantime; read it again")]
    PreconditionFailed,
    /// Nobody can lock or unlock themselves.
    #[error("you cannot change the state of your own account")]
    OwnState,
    /// The person holds more than the caller, or is the last administrator.
    #[error(transparent)]
    Grants(Box<GrantError>),
}

impl From<StoreError> for UserError {
    fn from(error: StoreError) -> Self {
        Self::Access(AccessError::Store(error))
    }
}

impl From<GrantError> for UserError {
    fn from(error: GrantError) -> Self {
        Self::Grants(Box::new(error))
    }
}

impl From<GiveError> for UserError {
    fn from(error: GiveError) -> Self {
        GrantError::from(error).into()
    }
}

impl From<KeepError> for UserError {
    fn from(error: KeepError) -> Self {
        GrantError::from(error).into()
    }
}

impl AuditedRefusal for UserError {
    fn refusal(&self) -> Option<RefusalNote> {
        if let Self::Grants(error) = self { error.refusal() } else { None }
    }
}

impl FromStore for UserError {
    fn store_error(&self) -> Option<&StoreError> {
        match self {
            Self::Access(error) => error.store_error(),
            Self::Grants(error) => error.store_error(),
            _ => None,
        }
    }
}
