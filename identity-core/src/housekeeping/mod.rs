//! The work that no request triggers: delivery of the outbox, removal of what has expired, purging of counters and
//! notices of mandates that end, all done by one [`Housekeeper`].

mod counters;
mod expired;
mod housekeeper;
mod settings;

pub use housekeeper::Housekeeper;
pub use settings::HousekeepingSettings;
