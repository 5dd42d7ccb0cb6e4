//! How people are reached: changing the own e-mail address and telephone number, and the links in the mails about it.

pub(crate) mod change;
mod closed;
pub(crate) mod emails;
pub(crate) mod failure;
pub(crate) mod link;
pub(crate) mod own;
pub(crate) mod samples;
pub(crate) mod views;
