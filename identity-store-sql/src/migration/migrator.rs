//! The list of migrations.

use super::{attempts, first, lists, mandates};
use sea_orm::DynIden;
use sea_orm::sea_query::IntoIden;
use sea_orm_migration::{MigrationTrait, MigratorTrait};

/// The table that lists the migrations that were applied.
pub(super) const TABLE: &str = "identity_migrations";

/// All migrations, oldest first.
pub(crate) struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(first::Migration),
            Box::new(mandates::Migration),
            Box::new(lists::Migration),
            Box::new(attempts::Migration),
        ]
    }

    fn migration_table_name() -> DynIden {
        TABLE.into_iden()
    }
}
