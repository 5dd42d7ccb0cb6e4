//! How long the store waits, and how often it tries again.

use std::time::Duration;

/// How long a use case waits for a connection or its turn to write, or on SQLite for another process that
/// writes.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// How often a transaction is run before the caller hears that the database is too busy.
pub(crate) const TRIES: u32 = 8;

/// Waits before the next try, a little longer each time: 2 ms to 128 ms.
pub(crate) async fn pause(tries: u32) {
    tokio::time::sleep(Duration::from_millis(1 << tries.min(7))).await;
}
