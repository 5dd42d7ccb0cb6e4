//! What an application is told by SAML, and how that is signed and encrypted.

pub(crate) mod attributes;
mod choices;
mod fields;
pub(crate) mod samples;
pub(crate) mod settings;
pub(crate) mod views;
mod words;
