//! The schema, as a sequence of migrations in a table of their own beside the host's.

mod first;

use sea_orm::sea_query::{IntoIden, Order, Query};
use sea_orm::{ConnectionTrait, DatabaseExecutor, DbErr, DynIden};
use sea_orm_migration::{MigrationTrait, MigratorTrait, SchemaManager};

/// The table that tells which migrations were applied.
const TABLE: &str = "identity_migrations";

/// All migrations, oldest first.
pub(crate) struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(first::Migration)]
    }

    fn migration_table_name() -> DynIden {
        TABLE.into_iden()
    }
}

/// Where a database stands beside this program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Standing {
    /// What `migrate` would apply.
    pub(crate) pending: Vec<String>,
    /// What a newer program applied.
    pub(crate) unknown: Vec<String>,
}

/// Compares the migrations applied with those known. Needs no right to change the schema.
pub(crate) async fn standing(db: DatabaseExecutor<'_>) -> Result<Standing, DbErr> {
    let known: Vec<String> =
        Migrator::migrations().iter().map(|migration| migration.name().to_owned()).collect();
    let applied = applied(&SchemaManager::new(db)).await?;
    let missing = |all: &[String], some: &[String]| -> Vec<String> {
        all.iter().filter(|name| !some.contains(name)).cloned().collect()
    };
    Ok(Standing { pending: missing(&known, &applied), unknown: missing(&applied, &known) })
}

async fn applied(manager: &SchemaManager<'_>) -> Result<Vec<String>, DbErr> {
    if !manager.has_table(TABLE).await? {
        return Ok(Vec::new());
    }
    let names = Query::select().column("version").from(TABLE).order_by("version", Order::Asc).take();
    let rows = manager.get_connection().query_all(&names).await?;
    rows.iter().map(|row| row.try_get_by_index(0)).collect()
}
