use super::dialect::for_backend;
use sea_orm::{ConnectionTrait, DbErr};
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
