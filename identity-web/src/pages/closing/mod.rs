//! Closing one's account, and having somebody's account erased.

pub(crate) mod close;
pub(crate) mod erase;
mod refusals;
pub(crate) mod samples;
pub(crate) mod views;
