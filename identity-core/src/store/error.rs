use crate::domain::RecordId;

/// Why a store did not do what it was asked. Whatever the reason, nothing was written.
///
/// Use cases decide again after a conflict by themselves. Who writes records directly sees it:
///
/// ```
/// use identity_core::domain::Service;
/// use identity_core::ids::ServiceId;
/// use identity_core::store::{ChangeSet, MemoryStore, Store, StoreError};
/// # use identity_core::{OsEntropy, SystemClock, Timestamp};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let store = MemoryStore::new();
/// let service = Service {
///     id: ServiceId::generate(&SystemClock::default(), &OsEntropy),
///     key: "reports".parse()?,
///     name: "Reports".parse()?,
///     needs_contract: false,
///     enabled: true,
///     start_url: None,
///     created_at: Timestamp::from_unix_seconds(0),
/// };
/// store.commit(ChangeSet::new().insert(service.clone())).await?;
/// let read = store.services().get(service.id).await?.ok_or("it was just written")?;
///
/// let disabled = Service { enabled: false, ..service };
/// store.commit(ChangeSet::new().update(disabled.clone(), read.version)).await?;
/// let refused = store.commit(ChangeSet::new().update(disabled, read.version)).await;
/// assert!(matches!(refused, Err(StoreError::Conflict { .. })), "the version has moved on");
/// # Ok(())
/// # }
/// ```
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
