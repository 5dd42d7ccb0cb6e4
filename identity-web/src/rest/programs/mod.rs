//! Programs: clients that hold rights at an organisation.

mod dto;
pub(crate) mod handlers;
mod refusals;
