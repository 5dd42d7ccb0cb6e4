//! What the CRM's feeds of organisations and of contracts share: their outcomes and refusals.

mod error;
mod outcome;
mod unknown;

pub use error::ProvisionError;
pub use outcome::{ProvisionOutcome, Provisioned};
pub(crate) use outcome::{is_outdated, same_version};
