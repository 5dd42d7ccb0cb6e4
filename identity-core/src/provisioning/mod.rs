//! What the CRM's feeds of organisations and of contracts share: their outcomes.

mod outcome;
mod unknown;

pub use outcome::{Consequence, ProvisionOutcome, Provisioned};
pub(crate) use outcome::{is_outdated, same_version};
