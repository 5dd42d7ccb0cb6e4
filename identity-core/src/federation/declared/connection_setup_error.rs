use crate::authority::carries_store_errors;
use crate::store::StoreError;
use crate::values::{DisplayName, EmailAddress};

/// Why the declared connections were not applied.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConnectionSetupError {
    /// Two of them have the same identity provider for the same organisation, so that nobody could tell them apart.
    #[error("{0} and another connection have the same identity provider and the same organisation")]
    Twice(DisplayName),
    /// Somebody is to keep their password who has no account.
    #[error("break_glass of {connection} names {email}, who has no account")]
    NoAccount {
        /// The connection.
        connection: DisplayName,
        /// The address that nobody has.
        email: EmailAddress,
    },
    /// Its people are to sign in by it alone, and nobody is named who could sign in when its identity provider is down.
    #[error(
        "{0} has only_from and no break_glass: name somebody who can sign in when the identity provider is down"
    )]
    NobodyLeft(DisplayName),
    /// The lowest verification level that does is none of its levels.
    #[error("least_level of {0} is none of its levels")]
    NoSuchLevel(DisplayName),
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

carries_store_errors!(ConnectionSetupError);
