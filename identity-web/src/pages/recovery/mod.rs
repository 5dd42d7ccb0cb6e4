//! A new password for somebody who forgot theirs.

pub(crate) mod ask;
pub(crate) mod closed;
pub(crate) mod first_use;
pub(crate) mod reset;
pub(crate) mod samples;
pub(crate) mod views;
