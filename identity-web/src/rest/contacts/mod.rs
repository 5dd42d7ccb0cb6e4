//! How the caller is reached: their e-mail addresses, and changes of addresses and of the telephone number.

pub(crate) mod dto;
pub(crate) mod emails;
pub(crate) mod handlers;
