//! What is kept about somebody, for them to take with them.

pub(crate) mod export;
mod failure;
pub(crate) mod samples;
pub(crate) mod views;
