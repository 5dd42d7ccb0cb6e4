use super::client_holder::ClientHolderError;
use super::give_error::GiveError;
use crate::authority::{AccessError, AuditedRefusal, RefusalNote, carries_store_errors};

/// Why a role was not given.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GiveRoleError {
    /// The caller does not have the permission for it, or does not hold what they want to give.
    #[error(transparent)]
    Give(#[from] GiveError),
    /// The person does not belong to the organisation.
    #[error("this person does not belong to the organisation; invite them first")]
    NotAMember,
    /// No enabled client of this name gets tokens in its own name.
    #[error("no program that gets tokens in its own name is registered under this client id")]
    UnknownClient,
    /// Nobody is named who could answer for the client: no member, as far as the giver may know.
    #[error("name a member of the organisation who answers for the program")]
    UnknownOwner,
    /// The person has this role here already.
    #[error("this person has that role here already")]
    AlreadyHeld,
    /// The period is over before it begins, or already over.
    #[error("the role must end after it starts")]
    EmptyPeriod,
}

impl From<AccessError> for GiveRoleError {
    fn from(error: AccessError) -> Self {
        Self::Give(error.into())
    }
}

impl From<ClientHolderError> for GiveRoleError {
    fn from(error: ClientHolderError) -> Self {
        match error {
            ClientHolderError::UnknownClient => Self::UnknownClient,
            ClientHolderError::UnknownOwner => Self::UnknownOwner,
            ClientHolderError::Store(error) => error.into(),
        }
    }
}

carries_store_errors!(GiveRoleError, Give);

impl AuditedRefusal for GiveRoleError {
    fn refusal(&self) -> Option<RefusalNote> {
        if let Self::Give(error) = self { error.refusal() } else { None }
    }
}
