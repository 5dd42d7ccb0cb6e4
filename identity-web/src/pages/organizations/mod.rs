//! Organisations: the list, the details, suspending one, and the head of their pages.

pub(crate) mod head;
pub(crate) mod list;
pub(crate) mod samples;
pub(crate) mod suspend;
pub(crate) mod views;
