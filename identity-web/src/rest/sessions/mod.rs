//! The caller and their sessions.

pub(crate) mod dto;
pub(crate) mod handlers;
pub(crate) mod me;
