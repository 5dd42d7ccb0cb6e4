use crate::authority::{AccessError, carries_store_errors};
use crate::invitations::says_limit;

/// Why the organisation that is to get a mandate was not found.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FindReceiverError {
    /// The caller may give no mandate to act for the organisation.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// No active organisation has this name or business id.
    #[error("no organisation has this name or business id; write all of it")]
    Unknown,
    /// Several organisations have this name.
    #[error("several organisations have this name; give the business id")]
    Several,
    /// Only a person can ask.
    #[error("only a signed-in person can give a mandate")]
    NotAPerson,
    /// Too many invitations, mandates and questions in a short time.
    #[error("too many invitations in a short time; try again in an hour")]
    TooMany,
}

carries_store_errors!(FindReceiverError, Access);
says_limit!(FindReceiverError);
