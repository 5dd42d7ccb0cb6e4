use crate::authority::{AccessError, AuditedRefusal, RefusalNote, carries_store_errors};
use crate::invitations::{InviteError, says_limit};
use crate::roles::{ClientHolderError, GiveError, InvalidTerms};

/// Why a mandate was not given.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GiveMandateError {
    /// The caller does not have the permission for it, or does not hold what they want to give.
    #[error(transparent)]
    Give(#[from] GiveError),
    /// There is no such receiver, as far as the giver may know.
    #[error(
        "we cannot find this person or organisation. For somebody outside your organisation, enter their e-mail address"
    )]
    UnknownReceiver,
    /// Nobody is named who could answer for the client that is to get it: no member, as far as the giver may know.
    #[error("name a member of the organisation who answers for the program")]
    UnknownOwner,
    /// The receiver is a client, and the terms let it pass the mandate on or give its role: it only acts.
    #[error("a program acts by its mandate and passes nothing on")]
    ClientPassesOn,
    /// The receiver is the giver.
    #[error("you cannot give a mandate to yourself")]
    OwnReceiver,
    /// The receiver has this mandate already.
    #[error("this person has that role here already")]
    AlreadyHeld,
    /// An invitation to this address is waiting for its answer.
    #[error("this address is already invited; send that invitation again or cancel it")]
    AlreadyInvited,
    /// The list of services that the mandate is for is empty.
    #[error("name the services that the mandate is for")]
    ServicesNeeded,
    /// The receiver is an organisation, and the mandate cannot be passed on, so that none of its people could use it.
    #[error(
        "an organisation uses a mandate by passing it on to its people; let it be passed on once at least"
    )]
    OfNoUse,
    /// The deployment's lifetime of invitations is not between now and a year from now.
    #[error("expires_at must lie in the future, and within a year")]
    InvalidExpiry,
    /// Only a person can give one.
    #[error("only a signed-in person can invite")]
    NotAPerson,
    /// Too many invitations and mandates in a short time.
    #[error("too many invitations in a short time; try again in an hour")]
    TooMany,
}

impl From<AccessError> for GiveMandateError {
    fn from(error: AccessError) -> Self {
        Self::Give(error.into())
    }
}

impl From<InvalidTerms> for GiveMandateError {
    fn from(error: InvalidTerms) -> Self {
        Self::Give(error.into())
    }
}

impl From<ClientHolderError> for GiveMandateError {
    fn from(error: ClientHolderError) -> Self {
        match error {
            ClientHolderError::UnknownClient => Self::UnknownReceiver,
            ClientHolderError::UnknownOwner => Self::UnknownOwner,
            ClientHolderError::Store(error) => error.into(),
        }
    }
}

carries_store_errors!(GiveMandateError, Give);
says_limit!(GiveMandateError);

impl From<InviteError> for GiveMandateError {
    fn from(error: InviteError) -> Self {
        match error {
            InviteError::Give(error) => Self::Give(error),
            InviteError::InvalidExpiry => Self::InvalidExpiry,
            // Who belongs to the organisation can be given a mandate all the same, so the first does not come.
            InviteError::AlreadyMember | InviteError::AlreadyInvited => Self::AlreadyInvited,
            // A mandate gives one role, so none are mixed.
            InviteError::MixedRoles | InviteError::ServicesNeeded => Self::ServicesNeeded,
            InviteError::NotAPerson => Self::NotAPerson,
            InviteError::TooMany => Self::TooMany,
        }
    }
}

impl AuditedRefusal for GiveMandateError {
    fn refusal(&self) -> Option<RefusalNote> {
        match self {
            Self::Give(error) => error.refusal(),
            Self::TooMany => Some(RefusalNote::before_access("rate-limit")),
            _ => None,
        }
    }
}
