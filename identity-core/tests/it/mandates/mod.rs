//! Mandates.

mod effect;
mod give;
pub(crate) mod given;
mod meanwhile;
mod passed_on;
mod to_client;
