//! Roles in words, and the holders of a permission with the chain behind each.

pub(crate) mod choices;
pub(crate) mod invite_refusals;
pub(crate) mod refusals;
pub(crate) mod samples;
pub(crate) mod views;
pub(crate) mod who_can;
