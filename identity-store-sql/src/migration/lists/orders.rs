use super::fill::fill_orders;
use super::up::spelt;
use sea_orm::{ConnectionTrait, DbBackend, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

/// Lists by e-mail address and by CRM id, and searching in invitations.
pub(in crate::migration) struct Orders;

impl MigrationName for Orders {
    fn name(&self) -> &'static str {
        "m20261130_000043_list_orders"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Orders {
    #[allow(elided_lifetimes_in_paths, reason = "the trait leaves the lifetime out, and so must we")]
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let (db, backend) = (manager.get_connection(), manager.get_database_backend());
        db.execute_unprepared(&spelt(include_str!("order_columns.sql"), backend)).await?;
        fill_orders(db).await?;
        db.execute_unprepared(&spelt(include_str!("order_indexes.sql"), backend)).await?;
        let triggers = match backend {
            DbBackend::Sqlite => include_str!("order_triggers_sqlite.sql"),
            _ => include_str!("order_triggers_postgres.sql"),
        };
        db.execute_unprepared(&spelt(triggers, backend)).await.map(|_| ())
    }
}
