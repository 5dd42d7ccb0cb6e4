use super::dialect::for_backend;
use sea_orm::{ConnectionTrait, DbBackend, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

/// A migration that is statements alone, in the words of [`for_backend`].
pub(super) struct Script {
    pub(super) name: &'static str,
    pub(super) sqlite: &'static str,
    pub(super) postgres: &'static str,
}

impl MigrationName for Script {
    fn name(&self) -> &str {
        self.name
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Script {
    #[allow(elided_lifetimes_in_paths, reason = "the trait leaves the lifetime out, and so must we")]
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let backend = manager.get_database_backend();
        let sql = if backend == DbBackend::Sqlite { self.sqlite } else { self.postgres };
        let sql = for_backend(sql, backend);
        manager.get_connection().execute_unprepared(&sql).await.map(|_| ())
    }
}
