//! People: accounts, and members of an organisation.

pub(crate) mod dto;
pub(crate) mod members;
mod refusals;
pub(crate) mod users;
