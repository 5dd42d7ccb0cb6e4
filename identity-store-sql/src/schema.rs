//! Opening a database and bringing its schema up to date.

use crate::connect;
use crate::error::SqlStoreError;
use crate::handle::SqlStore;
use crate::migration::{self, Migrator, SchemaStatus};
use sea_orm::{ConnectionTrait, DbBackend, DbErr};
use sea_orm_migration::MigratorTrait;

impl SqlStore {
    /// Opens a database: `sqlite:PATH?mode=rwc`, `sqlite::memory:` or `postgres://…`.
    ///
    /// SQLite runs with a write-ahead log and `synchronous=NORMAL`: a crash of the program loses nothing
    /// that was committed, a power cut may lose the last moments but never half of a commit. A file that is
    /// created is for its owner alone.
    ///
    /// Refuses a database that a newer release migrated; does not migrate an older one, see
    /// [`migrate`](Self::migrate).
    ///
    /// ```
    /// use identity_store_sql::SqlStore;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let folder = tempfile::tempdir()?;
    /// # let file = folder.path().join("identity.db");
    /// let store = SqlStore::connect(&format!("sqlite:{}?mode=rwc", file.display())).await?;
    /// let applied = store.migrate().await?;
    /// assert!(!applied.is_empty(), "the file was new");
    /// assert!(store.pending_migrations().await?.is_empty());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn connect(url: &str) -> Result<Self, SqlStoreError> {
        let store = Self::over(connect::open(url).await?);
        store.schema_status().await?;
        Ok(store)
    }

    /// Opens a database to look at it: nothing can be written, no file is made, and a schema that is behind stays as it is. An
    /// SQLite file that no program has open is read as it lies there; a program that opens it meanwhile may be missed.
    ///
    /// ```
    /// use identity_store_sql::SqlStore;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let folder = tempfile::tempdir()?;
    /// # let file = folder.path().join("identity.db");
    /// let url = format!("sqlite:{}?mode=rwc", file.display());
    /// assert!(SqlStore::connect_to_read(&url).await.is_err());
    /// assert!(!file.exists(), "whoever looks makes nothing");
    /// SqlStore::connect(&url).await?.migrate().await?;
    /// let store = SqlStore::connect_to_read(&url).await?;
    /// assert!(store.pending_migrations().await?.is_empty());
    /// assert!(store.migrate().await?.is_empty());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn connect_to_read(url: &str) -> Result<Self, SqlStoreError> {
        let store = Self::over(connect::open_to_read(url).await?);
        store.schema_status().await?;
        Ok(store)
    }

    /// The migrations that [`migrate`](Self::migrate) would apply, oldest first. Changes nothing.
    pub async fn pending_migrations(&self) -> Result<Vec<String>, SqlStoreError> {
        Ok(self.schema_status().await?.pending)
    }

    /// Brings the schema to this program's, in one transaction, and returns what it applied. Nodes that
    /// start together wait for each other.
    pub async fn migrate(&self) -> Result<Vec<String>, SqlStoreError> {
        if self.schema_status().await?.pending.is_empty() {
            return Ok(Vec::new());
        }
        let _turn = self.turn_to_write().await.map_err(SqlStoreError::Busy)?;
        let transaction = self.begin_writing().await.map_err(SqlStoreError::Migrate)?;
        if transaction.get_database_backend() == DbBackend::Postgres {
            // The lock has the name of this library: the first octets of "identity".
            let lock = "SELECT pg_advisory_xact_lock(x'6964656e74697479'::bigint)";
            transaction.execute_unprepared(lock).await.map_err(SqlStoreError::Migrate)?;
        }
        let status = known(migration::status((&transaction).into()).await)?;
        Migrator::up(&transaction, None).await.map_err(SqlStoreError::Migrate)?;
        transaction.commit().await.map_err(SqlStoreError::Migrate)?;
        Ok(status.pending)
    }

    async fn schema_status(&self) -> Result<SchemaStatus, SqlStoreError> {
        known(migration::status(self.reader()).await)
    }
}

/// Refuses a schema that a newer program made.
fn known(status: Result<SchemaStatus, DbErr>) -> Result<SchemaStatus, SqlStoreError> {
    let status = status.map_err(SqlStoreError::Read)?;
    if status.unknown.is_empty() {
        Ok(status)
    } else {
        Err(SqlStoreError::NewerSchema { unknown: status.unknown })
    }
}
