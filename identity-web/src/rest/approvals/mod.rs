//! What needs a second administrator.

pub(crate) mod dto;
pub(crate) mod handlers;
mod refusals;
