use crate::domain::RecordId;

/// Why a store did not do what it was asked. Whatever the reason, nothing was written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// A record is not in the version that the change set rests on, or is gone: read again, decide again.
    #[error("{record} changed or went since it was read")]
    Conflict {
        /// Which one.
        record: RecordId,
    },
    /// Another record has this unique key.
    #[error("there is already a record with the key {key}")]
    AlreadyExists {
        /// The key as text, for logs: a [unique key](super::UniqueKey::to_bytes), an id, or the name of an index.
        key: String,
    },
    /// The database cannot be reached or is too busy; trying again later may help.
    #[error("the store is unavailable")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The database holds something that cannot be read, or refused a well-formed request.
    #[error("the store failed")]
    Failed(#[source] Box<dyn std::error::Error + Send + Sync>),
}
