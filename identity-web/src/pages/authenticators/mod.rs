//! How somebody signs in: setting it up, naming it, removing it.

pub(crate) mod change;
pub(crate) mod enrol;
pub(crate) mod failure;
pub(crate) mod samples;
pub(crate) mod security;
pub(crate) mod views;
pub(crate) mod words;
