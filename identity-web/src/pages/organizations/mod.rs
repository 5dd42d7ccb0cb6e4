//! Organisations: the list, the details, and the head of their pages.

pub(crate) mod head;
pub(crate) mod list;
pub(crate) mod samples;
pub(crate) mod views;
