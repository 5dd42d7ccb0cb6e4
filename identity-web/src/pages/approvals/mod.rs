//! What needs a second administrator: asking for it, the list of what waits, and the answers.

pub(crate) mod ask;
mod failure;
pub(crate) mod list;
pub(crate) mod own;
pub(crate) mod samples;
pub(crate) mod views;
pub(crate) mod words;
