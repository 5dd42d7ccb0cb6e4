//! The start page with the applications that a person may open.

pub(crate) mod home;
pub(crate) mod samples;
pub(crate) mod views;
