//! Access tokens of API clients.

pub(crate) mod token;
