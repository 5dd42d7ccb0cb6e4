//! The steps of a sign-on about an identity elsewhere.

pub(super) mod answers;
pub(crate) mod asked;
pub(crate) mod buttons;
pub(super) mod samples;
pub(crate) mod views;
pub(crate) mod words;
