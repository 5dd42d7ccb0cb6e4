//! People whom administrators look after.

mod addresses;
mod create;
mod password_links;
mod unproved;
mod without_email;
