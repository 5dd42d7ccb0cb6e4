use crate::delivery::DeliverySettings;
use std::time::Duration;

/// How often the [`Housekeeper`](super::Housekeeper) does each of its jobs.
///
/// Each job also runs once when the housekeeper starts. Several nodes may have different settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct HousekeepingSettings {
    /// How the outbox is delivered, and how often it is looked at.
    pub delivery: DeliverySettings,
    /// The pause between two removals of expired records. Default 10 minutes.
    pub expired_records: Duration,
    /// The pause between two purges of counters whose window is over. Default 10 minutes.
    pub old_counters: Duration,
    /// The pause between two looks for mandates that end soon or have ended. Default 10 minutes.
    pub expiry_notices: Duration,
    /// The pause between two looks for closed accounts that are to be erased. Default 10 minutes.
    pub closed_accounts: Duration,
}

impl Default for HousekeepingSettings {
    fn default() -> Self {
        const PAUSE: Duration = Duration::from_mins(10);
        Self {
            delivery: DeliverySettings::default(),
            expired_records: PAUSE,
            old_counters: PAUSE,
            expiry_notices: PAUSE,
            closed_accounts: PAUSE,
        }
    }
}
