//! Mandates.

mod effect;
mod give;
mod given;
mod meanwhile;
mod passed_on;
