//! What the CRM's feeds of organisations and of contracts share: versions and outcomes.

mod feed_version;
mod outcome;
mod unknown;

pub use feed_version::FeedVersion;
pub use outcome::{Consequence, ProvisionOutcome, Provisioned};
