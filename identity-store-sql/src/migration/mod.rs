//! The schema, as a sequence of migrations in a table of their own beside the host's.

mod attempts;
mod dialect;
mod first;
mod lists;
mod mandates;
mod migrator;
mod status;

pub(crate) use migrator::Migrator;
pub(crate) use status::{SchemaStatus, status};
