use super::fill::fill;
use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

/// Folds the names anew, after the program folds them in another way: commas are blanks.
pub(in crate::migration) struct Refold;

impl MigrationName for Refold {
    fn name(&self) -> &'static str {
        "m20261129_000007_refold"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Refold {
    #[allow(elided_lifetimes_in_paths, reason = "the trait leaves the lifetime out, and so must we")]
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        fill(manager.get_connection()).await
    }
}
