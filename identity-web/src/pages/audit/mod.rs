//! The history of an organisation, and what somebody did themselves.

pub(crate) mod activity;
pub(crate) mod history;
mod limits;
mod rows;
pub(crate) mod samples;
pub(crate) mod views;
pub(crate) mod words;
