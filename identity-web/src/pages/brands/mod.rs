//! How pages and mails look: changing it, seeing it before it is published, and the files that pages refer to.

mod edit;
pub(crate) mod files;
pub(crate) mod of_application;
pub(crate) mod of_organization;
mod paths;
mod preview;
mod read;
pub(crate) mod samples;
pub(crate) mod views;
