use super::super::dialect::for_backend;
use super::fill::fill;
use sea_orm::{ConnectionTrait, DbBackend, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

/// Lists by name, and searching in them; columns in the words of the records.
pub(in crate::migration) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261128_000003_lists"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    #[allow(elided_lifetimes_in_paths, reason = "the trait leaves the lifetime out, and so must we")]
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let (db, backend) = (manager.get_connection(), manager.get_database_backend());
        db.execute_unprepared(&spelt(include_str!("columns.sql"), backend)).await?;
        fill(db).await?;
        db.execute_unprepared(&spelt(include_str!("indexes.sql"), backend)).await?;
        let triggers = match backend {
            DbBackend::Sqlite => include_str!("triggers_sqlite.sql"),
            _ => include_str!("triggers_postgres.sql"),
        };
        db.execute_unprepared(&spelt(triggers, backend)).await.map(|_| ())
    }
}

/// Puts in what the databases say differently, for all migrations of lists. An index entry of PostgreSQL has at most 2,704 octets, and a search text
/// can be longer.
pub(super) fn spelt(sql: &str, backend: DbBackend) -> String {
    let (words, steps) = match backend {
        DbBackend::Sqlite => (
            ["TEXT", "STRICT, WITHOUT ROWID", "unhex(step.value)", "step.key", ", search"],
            r#"json_each('["' || replace(trim({path}, '/'), '/', '","') || '"]') AS step"#,
        ),
        _ => (
            ["TEXT COLLATE \"C\"", "", "CAST(step.value AS uuid)", "step.depth - 1", ""],
            "unnest(string_to_array(trim({path}, '/'), '/')) WITH ORDINALITY AS step (value, depth)",
        ),
    };
    let names = ["{sorted}", "{clustered}", "{step}", "{depth}", "{search}"];
    let sql = names.iter().zip(words).fold(sql.to_owned(), |sql, (name, word)| sql.replace(name, word));
    let sql = ["identity_organizations.path", "NEW.path"]
        .iter()
        .fold(sql, |sql, path| sql.replace(&format!("{{steps of {path}}}"), &steps.replace("{path}", path)));
    for_backend(&sql, backend)
}
