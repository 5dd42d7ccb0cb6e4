//! People whom administrators look after.

mod create;
mod password_links;
mod unproved;
