use sea_orm::{ConnectionTrait, DbBackend, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

/// The schema of the first release.
pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261123_000001_first"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    #[allow(elided_lifetimes_in_paths, reason = "the trait leaves the lifetime out, and so must we")]
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = for_backend(include_str!("first.sql"), manager.get_database_backend());
        manager.get_connection().execute_unprepared(&sql).await.map(|_| ())
    }
}

/// Puts in what a database calls the types. On SQLite the tables are `STRICT`, so that a value of another
/// type is refused as PostgreSQL does it.
fn for_backend(sql: &str, backend: DbBackend) -> String {
    let [uuid, bytes, int, boolean, path, strict] = match backend {
        DbBackend::Sqlite => ["BLOB", "BLOB", "INTEGER", "INTEGER", "TEXT", "STRICT"],
        _ => ["UUID", "BYTEA", "BIGINT", "BOOLEAN", "TEXT COLLATE \"C\"", ""],
    };
    sql.replace("{uuid}", uuid)
        .replace("{bytes}", bytes)
        .replace("{int}", int)
        .replace("{bool}", boolean)
        .replace("{path}", path)
        .replace("{strict}", strict)
}
