//! The schema, as a sequence of migrations in a table of their own beside the host's.
//!
//! For a new table: a file of statements, and a line in the migrator.

mod dialect;
mod lists;
mod migrator;
mod script;
mod status;

pub(crate) use migrator::Migrator;
pub(crate) use status::{SchemaStatus, status};
