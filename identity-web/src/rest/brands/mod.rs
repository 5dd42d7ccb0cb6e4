//! How pages and mails look.

mod dto;
pub(crate) mod handlers;

pub(crate) use dto::BrandCall;
