//! The history of an organisation.

pub(crate) mod history;
pub(crate) mod samples;
pub(crate) mod views;
