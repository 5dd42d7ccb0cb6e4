//! The people of an organisation: their data, their roles, and whether they can sign in.

pub(crate) mod create;
pub(crate) mod grants;
pub(crate) mod leave;
pub(crate) mod list;
pub(crate) mod manage;
pub(crate) mod password_link;
pub(crate) mod person;
pub(crate) mod person_form;
pub(crate) mod profile;
mod refusals;
pub(crate) mod remove;
pub(crate) mod samples;
pub(crate) mod views;
