//! Which table keeps which record, and what its keys and filters mean as conditions of a query.
//!
//! For a new field: name it in the `mapped!` of its record and add its column in a new migration. A field
//! that is forgotten here does not compile.

mod access;
mod brands;
mod clients;
mod conditions;
mod federation;
mod journal;
mod mapped;
mod organizations;
mod people;
mod service_provider;
mod sign_on;
mod sms;

pub(crate) use mapped::{Mapped, Walk};
