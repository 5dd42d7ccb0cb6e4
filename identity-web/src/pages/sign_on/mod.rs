//! Sign-on and sign-out.

mod address;
pub(crate) mod asked;
pub(crate) mod challenge;
pub(crate) mod enrol;
pub(crate) mod flow;
pub(crate) mod forms;
pub(crate) mod leave;
pub(crate) mod linking;
pub(crate) mod onward;
pub(crate) mod outcome;
pub(crate) mod policy;
mod progress;
pub(crate) mod samples;
pub(crate) mod sign_in;
pub(crate) mod sign_out;
pub(crate) mod start;
pub(crate) mod take;
pub(crate) mod taken;
pub(crate) mod views;
