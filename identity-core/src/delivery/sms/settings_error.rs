use super::address::GatewayAddressFault;
use crate::authority::{AccessError, AuditedRefusal, RefusalNote, carries_store_errors};
use crate::store::StoreError;

/// Why how text messages are sent was not changed, or no test message was sent.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SmsSettingsError {
    /// The caller does not have the permission for it, or there is nothing to change.
    #[error(transparent)]
    Access(AccessError),
    /// The caller's last proof is too old for a change like this: they sign in again, and come back.
    #[error("sign in again before you change how text messages are sent")]
    ProveAgain,
    /// The address cannot be used.
    #[error(transparent)]
    Address(GatewayAddressFault),
    /// The gateway would not learn the number or the text.
    #[error("a value must hold {{number}}, and one must hold {{text}}")]
    PlaceMissing,
    /// There are too many fields, or a name is empty, or a name or value is too long or has characters that cannot be seen.
    #[error("there are too many fields, or one that cannot be sent")]
    Fields,
    /// The key has characters that a header cannot carry, or is too long.
    #[error("the key has characters that a header cannot carry")]
    Secret,
    /// A value holds `{secret}`, and there is no key.
    #[error("a value holds {{secret}}, and there is no key")]
    SecretMissing,
    /// The stored key was for another server, and is not sent to this one.
    #[error("the stored key was for another server")]
    OtherServer,
    /// A code has 6 to 8 digits.
    #[error("a code has 6 to 8 digits")]
    Digits,
    /// It needs two administrators, so that a client cannot do it.
    #[error("this needs two administrators; only people can ask for it and approve it")]
    PeopleOnly,
    /// Nothing waits for a second administrator.
    #[error("nothing waits for a second administrator")]
    NothingProposed,
    /// Nobody approves what they asked for themselves.
    #[error("somebody else has to approve what you asked for")]
    OwnProposal,
    /// The caller got the right only a short time before the change was asked for.
    #[error("you have this right for less than a day; somebody who has it for longer has to approve this")]
    TooNew,
    /// Whoever asked for the change may not do it any longer.
    #[error("the administrator who asked for this may not do it any longer")]
    ProposerLostRight,
    /// The administrator has no telephone number to which a test message could go.
    #[error("the caller has no telephone number")]
    NoNumber,
    /// No messages go to the number of the administrator.
    #[error("no messages go to this number")]
    NumberRefused,
    /// Enough test messages were sent, or enough text messages today.
    #[error("too many messages were sent")]
    TooMany,
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

carries_store_errors!(SmsSettingsError);

impl From<AccessError> for SmsSettingsError {
    fn from(error: AccessError) -> Self {
        match error {
            AccessError::Store(error) => Self::Store(error),
            other => Self::Access(other),
        }
    }
}

impl AuditedRefusal for SmsSettingsError {
    fn refusal(&self) -> Option<RefusalNote> {
        None
    }
}
