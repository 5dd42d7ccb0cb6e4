//! Passwords of accounts: the rules for a new one, and what setting one ends.

mod named_person;
mod rules;
mod setting;

pub(crate) use named_person::NamedPerson;
pub(crate) use setting::{SetPassword, ShownPassword};
