//! Contracts, as the CRM provisions them.

pub(crate) mod dto;
pub(crate) mod handlers;
