//! People: accounts, and members of an organisation.

pub(crate) mod dto;
pub(crate) mod linked;
pub(crate) mod members;
pub(crate) mod own;
mod refusals;
pub(crate) mod users;
