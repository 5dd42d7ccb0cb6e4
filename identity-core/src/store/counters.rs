use super::error::StoreError;
use crate::Timestamp;
use async_trait::async_trait;

/// Counting for limits, atomically and shared between nodes: compare-and-swap is the wrong tool for it.
#[async_trait]
pub trait Counters: Send + Sync {
    /// Adds one to the counter `key` of the window that starts at `window_start`, and returns the new count.
    /// A counter of an earlier window starts again at one.
    ///
    /// A hit of an earlier window than the stored one comes from a node whose clock lags. It is counted in the stored
    /// window, which stays: if the counter started again, the lag would allow new tries of a password.
    async fn hit(&self, key: &str, window_start: Timestamp) -> Result<u64, StoreError>;

    /// The count of the counter `key` in the window that starts at `window_start`, without adding to it: zero in a later
    /// window than the stored one, the count of the stored window in that and in an earlier one.
    async fn count(&self, key: &str, window_start: Timestamp) -> Result<u64, StoreError>;

    /// Forgets the counter `key`.
    async fn reset(&self, key: &str) -> Result<(), StoreError>;

    /// Forgets every counter whose stored window starts before `before`, and returns their number. Anonymous requests
    /// create counters, so without this their table grows for ever; the [`Housekeeper`](crate::housekeeping::Housekeeper)
    /// calls it with an instant that lies before every window that is still counted in.
    async fn purge(&self, before: Timestamp) -> Result<u64, StoreError>;
}
