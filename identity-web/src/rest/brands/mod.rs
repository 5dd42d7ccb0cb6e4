//! How pages and mails look.

mod dto;
mod failure;
pub(crate) mod handlers;

pub(crate) use dto::BrandCall;
