//! The audit trail of an organisation.

pub(crate) mod dto;
pub(crate) mod handlers;
