//! Mandates and their terms.

pub(crate) mod dto;
pub(crate) mod handlers;
