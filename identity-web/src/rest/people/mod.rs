//! People: accounts, and members of an organisation.

pub(crate) mod dto;
pub(crate) mod members;
pub(crate) mod own;
pub(crate) mod users;
