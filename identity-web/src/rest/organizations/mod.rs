//! Organisations.

pub(crate) mod dto;
pub(crate) mod handlers;
mod refusals;
