//! How somebody signs in: setting it up, naming it, removing it.

pub(crate) mod change;
pub(crate) mod codes;
pub(crate) mod enrol;
pub(crate) mod failure;
mod paths;
pub(crate) mod samples;
pub(crate) mod security;
pub(crate) mod views;
pub(crate) mod words;
