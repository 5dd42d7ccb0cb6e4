//! Which migrations a database has and lacks.

use super::migrator::{Migrator, TABLE};
use sea_orm::sea_query::{Order, Query};
use sea_orm::{ConnectionTrait, DatabaseExecutor, DbErr};
use sea_orm_migration::{MigratorTrait, SchemaManager};

/// How the schema of a database compares with the migrations that this program knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SchemaStatus {
    /// The migrations that `migrate` would apply, oldest first.
    pub(crate) pending: Vec<String>,
    /// The migrations that a newer program applied.
    pub(crate) unknown: Vec<String>,
}

/// Compares the migrations applied with those known. Needs no right to change the schema.
pub(crate) async fn status(db: DatabaseExecutor<'_>) -> Result<SchemaStatus, DbErr> {
    let known: Vec<String> =
        Migrator::migrations().iter().map(|migration| migration.name().to_owned()).collect();
    let applied = applied(&SchemaManager::new(db)).await?;
    let missing = |all: &[String], some: &[String]| -> Vec<String> {
        all.iter().filter(|name| !some.contains(name)).cloned().collect()
    };
    Ok(SchemaStatus { pending: missing(&known, &applied), unknown: missing(&applied, &known) })
}

async fn applied(manager: &SchemaManager<'_>) -> Result<Vec<String>, DbErr> {
    if !manager.has_table(TABLE).await? {
        return Ok(Vec::new());
    }
    let names = Query::select().column("version").from(TABLE).order_by("version", Order::Asc).take();
    let rows = manager.get_connection().query_all(&names).await?;
    rows.iter().map(|row| row.try_get_by_index(0)).collect()
}
