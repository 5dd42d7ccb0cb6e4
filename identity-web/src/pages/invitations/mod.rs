//! Invitations: the pages that invite, and those that accept.

pub(crate) mod accept;
mod closed;
pub(crate) mod elsewhere;
pub(crate) mod invite;
pub(crate) mod join;
pub(crate) mod list;
pub(crate) mod samples;
pub(crate) mod views;
