//! The applications and programs, for those who manage them.

pub(crate) mod acts;
mod attempts;
pub(crate) mod choose;
pub(crate) mod edit;
mod fields;
pub(crate) mod list;
pub(crate) mod metadata;
mod options;
mod paths;
mod preview;
mod refusals;
pub(crate) mod register;
pub(crate) mod samples;
mod secret;
pub(crate) mod show;
pub(crate) mod views;
