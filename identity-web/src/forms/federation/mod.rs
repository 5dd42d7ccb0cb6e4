//! Forms of sign-in from elsewhere.

pub(crate) mod connections;
pub(crate) mod linking;
