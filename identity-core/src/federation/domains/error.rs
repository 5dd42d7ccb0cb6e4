use crate::authority::{AccessError, carries_store_errors};
use crate::federation::connections::ConnectionError;
use crate::store::StoreError;

/// Why a domain was not added to a connection, or not removed from it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SignInDomainError {
    /// The caller does not have `connection.manage` there, or there is no such connection or domain.
    #[error(transparent)]
    Access(AccessError),
    /// The caller's last proof is too old for a change like this: they sign in again, and come back.
    #[error("sign in again before you change how others sign in")]
    ProveAgain,
    /// The domain leads to the connection already, or waits to be proved.
    #[error("the domain is there already")]
    AlreadyThere,
    /// More domains than a connection can have.
    #[error("a connection has at most {most} domains")]
    TooMany {
        /// The most that there can be.
        most: u64,
    },
    /// So many mails went to the domain today that no further one is sent.
    #[error("too many mails went to this domain today")]
    TooManyMails,
}

impl From<AccessError> for SignInDomainError {
    fn from(error: AccessError) -> Self {
        Self::Access(error)
    }
}

impl From<ConnectionError> for SignInDomainError {
    fn from(error: ConnectionError) -> Self {
        match error {
            ConnectionError::Access(error) => Self::Access(error),
            // What beginning an act can say besides.
            _ => Self::ProveAgain,
        }
    }
}

carries_store_errors!(SignInDomainError, Access);

/// Why the link of a mail about a domain is good for nothing.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DomainLinkError {
    /// There is no such link: it was used, its time is over, or the domain was removed.
    #[error("the link is good for nothing, or no longer")]
    Unknown,
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

carries_store_errors!(DomainLinkError);
