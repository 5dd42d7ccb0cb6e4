//! The schema, as a sequence of migrations in a table of their own beside the host's.

mod first;
mod mandates;

use sea_orm::sea_query::{IntoIden, Order, Query};
use sea_orm::{ConnectionTrait, DatabaseExecutor, DbBackend, DbErr, DynIden};
use sea_orm_migration::{MigrationTrait, MigratorTrait, SchemaManager};

/// The table that tells which migrations were applied.
const TABLE: &str = "identity_migrations";

/// All migrations, oldest first.
pub(crate) struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(first::Migration), Box::new(mandates::Migration)]
    }

    fn migration_table_name() -> DynIden {
        TABLE.into_iden()
    }
}

/// Puts in what a database calls the types. On SQLite the tables are `STRICT`, so that a value of another
/// type is refused as PostgreSQL does it.
fn for_backend(sql: &str, backend: DbBackend) -> String {
    let names = match backend {
        DbBackend::Sqlite => ["BLOB", "BLOB", "INTEGER", "INTEGER", "TEXT", "STRICT", "0", "lower(hex(id))"],
        _ => [
            "UUID",
            "BYTEA",
            "BIGINT",
            "BOOLEAN",
            "TEXT COLLATE \"C\"",
            "",
            "FALSE",
            "replace(id::text, '-', '')",
        ],
    };
    let words = ["{uuid}", "{bytes}", "{int}", "{bool}", "{path}", "{strict}", "{false}", "{hex id}"];
    words.iter().zip(names).fold(sql.to_owned(), |sql, (word, name)| sql.replace(word, name))
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
