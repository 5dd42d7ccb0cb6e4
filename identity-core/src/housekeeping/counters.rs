//! Removal of counters that no longer limit anything.

use crate::authority::Identity;
use crate::store::StoreError;
use std::time::Duration;

/// How far the clocks of two nodes may differ before one purges a counter that the other still counts with.
const CLOCK_TOLERANCE: Duration = Duration::from_hours(1);

impl Identity {
    /// Removes the counters of rate limits whose window is over; returns their number. The
    /// [`Housekeeper`](super::Housekeeper) calls it.
    #[doc(hidden)]
    pub async fn purge_counters(&self) -> Result<u64, StoreError> {
        let before = self.now().minus(self.longest_window() + CLOCK_TOLERANCE);
        self.store.counters().purge(before).await
    }
}
