//! The start page with the applications that a person may open, and those that know the person.

pub(crate) mod home;
pub(crate) mod own;
pub(crate) mod registry;
pub(crate) mod saml;
pub(crate) mod samples;
pub(crate) mod views;
