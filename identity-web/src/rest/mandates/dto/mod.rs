//! The JSON of mandates.

mod mandate;
mod terms;

pub(crate) use mandate::{Mandate, MandateCall};
pub(crate) use terms::{Terms, TermsCall};
