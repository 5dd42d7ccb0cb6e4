//! The store contract: read, decide, commit once.
//!
//! A use case reads what it needs, decides, and hands the store **one** [`ChangeSet`]. There are no
//! interactive transactions. Adapters are pure persistence: ids, times and digests are made in core.

mod change_set;
#[cfg(feature = "conformance")]
pub mod conformance;
mod gather;
mod memory;
mod table;

pub use change_set::{Change, ChangeSet, Record, RecordId, RecordKind, Store};
pub(crate) use gather::all;
pub use gather::{Gathered, Wanted, gather_by_tables};
pub use memory::MemoryStore;
pub use table::{Entity, Order, Page, Slice, Table, Version, Versioned};

use crate::Timestamp;
use crate::domain::OutboxMessage;
use async_trait::async_trait;

/// Why a store did not do what it was asked. Whatever the reason, nothing was written.
#[derive(Debug, thiserror::Error)]
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
        /// The key, as text.
        key: String,
    },
    /// The database cannot be reached or is too busy; trying again later may help.
    #[error("the store is unavailable")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The database holds something that cannot be read, or refused a well-formed request.
    #[error("the store failed")]
    Failed(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// Counting for limits, atomically and shared between nodes: compare-and-swap is the wrong tool for it.
#[async_trait]
pub trait Counters: Send + Sync {
    /// Adds one to the counter `key` of the window that starts at `window_start`, and returns the new count.
    /// A counter of an earlier window starts again at one.
    ///
    /// A hit of an earlier window than the stored one comes from a node whose clock lags. It is counted in the
    /// stored window, which stays: if the counter started again, the lag would allow new tries of a password.
    async fn hit(&self, key: &str, window_start: Timestamp) -> Result<u64, StoreError>;

    /// The count of the counter `key` in the window that starts at `window_start`, without adding to it: zero in
    /// a later window than the stored one, the count of the stored window in that and in an earlier one.
    async fn count(&self, key: &str, window_start: Timestamp) -> Result<u64, StoreError>;

    /// Forgets the counter `key`.
    async fn reset(&self, key: &str) -> Result<(), StoreError>;
}

/// Claiming work, so that of several workers each message has one.
#[async_trait]
pub trait Claims: Send + Sync {
    /// Takes up to `limit` queued messages whose time has come (`next_attempt_at <= now`), in the order of
    /// their ids, which is that of their writing; adds one to their attempts and moves their
    /// `next_attempt_at` to `lease_until`, so that no other worker takes them until then. Returns them as
    /// they now stand.
    async fn claim_messages(
        &self,
        now: Timestamp,
        lease_until: Timestamp,
        limit: u32,
    ) -> Result<Vec<Versioned<OutboxMessage>>, StoreError>;
}
