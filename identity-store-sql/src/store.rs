use crate::connect::{self, Pools};
use crate::error::{SqlStoreError, store_error};
use crate::migration::{self, Migrator, Standing};
use async_trait::async_trait;
use identity_core::for_each_record;
use identity_core::store::{ChangeSet, Claims, Counters, Gathered, Store, StoreError, Table, Wanted};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseExecutor, DatabaseTransaction, DbBackend, DbErr,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use sea_orm_migration::MigratorTrait;
use std::sync::Arc;
use tokio::sync::{Mutex, MutexGuard};

/// A store on SQLite or PostgreSQL. Clones share its connections.
#[derive(Debug, Clone)]
pub struct SqlStore {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    place: Place,
    /// Held by what must not run beside itself; see [`SqlStore::turn_to_write`].
    turn: Mutex<()>,
}

/// Where statements go.
#[derive(Debug)]
enum Place {
    Pools { reading: DatabaseConnection, writing: DatabaseConnection },
    Host(Arc<DatabaseTransaction>),
}

impl SqlStore {
    /// Opens a database: `sqlite:PATH?mode=rwc`, `sqlite::memory:` or `postgres://…`.
    ///
    /// SQLite runs with a write-ahead log and `synchronous=NORMAL`: a crash of the program loses nothing
    /// that was committed, a power cut may lose the last moments but never half of a commit. A file that is
    /// created is for its owner alone.
    ///
    /// Refuses a database that a newer release migrated; does not migrate an older one, see
    /// [`migrate`](Self::migrate).
    pub async fn connect(url: &str) -> Result<Self, SqlStoreError> {
        let Pools { reading, writing } = connect::open(url).await?;
        let store = Self::at(Place::Pools { reading, writing });
        store.standing().await?;
        Ok(store)
    }

    /// A store on a connection that the host opened, with the options that the host chose.
    pub fn with_connection(connection: DatabaseConnection) -> Self {
        Self::at(Place::Pools { reading: connection.clone(), writing: connection })
    }

    /// A store inside a transaction of the host: what it writes is there when the host commits, and gone
    /// when the host rolls back.
    ///
    /// Each commit of the store is a savepoint, so that a conflict leaves the transaction usable. A store
    /// that is bound to a transaction cannot run it again, so that serialisation failures and deadlocks
    /// come out as [`StoreError::Unavailable`]: the host rolls back and runs the whole transaction again.
    /// Take one store for one transaction, and drop it before the host commits. On SQLite the transaction
    /// should have begun by [`begin`](Self::begin), or with `BEGIN IMMEDIATE`; as long as it is open, nobody
    /// else writes, and what tries to is [`StoreError::Unavailable`] after five seconds.
    pub fn in_transaction(transaction: Arc<DatabaseTransaction>) -> Self {
        Self::at(Place::Host(transaction))
    }

    /// Begins a transaction that the host writes in too, see [`in_transaction`](Self::in_transaction).
    pub async fn begin(&self) -> Result<DatabaseTransaction, StoreError> {
        self.begin_writing().await.map_err(store_error)
    }

    fn at(place: Place) -> Self {
        Self { shared: Arc::new(Shared { place, turn: Mutex::new(()) }) }
    }

    /// The migrations that [`migrate`](Self::migrate) would apply, oldest first. Changes nothing.
    pub async fn pending_migrations(&self) -> Result<Vec<String>, SqlStoreError> {
        Ok(self.standing().await?.pending)
    }

    /// Brings the schema to this program's, in one transaction, and returns what it applied. Nodes that
    /// start together wait for each other.
    pub async fn migrate(&self) -> Result<Vec<String>, SqlStoreError> {
        if self.standing().await?.pending.is_empty() {
            return Ok(Vec::new());
        }
        let _turn = self.turn_to_write().await.map_err(SqlStoreError::Busy)?;
        let transaction = self.begin_writing().await.map_err(SqlStoreError::Migrate)?;
        if transaction.get_database_backend() == DbBackend::Postgres {
            // The lock has the name of this library: the first octets of "identity".
            let lock = "SELECT pg_advisory_xact_lock(x'6964656e74697479'::bigint)";
            transaction.execute_unprepared(lock).await.map_err(SqlStoreError::Migrate)?;
        }
        let standing = known(migration::standing((&transaction).into()).await)?;
        Migrator::up(&transaction, None).await.map_err(SqlStoreError::Migrate)?;
        transaction.commit().await.map_err(SqlStoreError::Migrate)?;
        Ok(standing.pending)
    }

    /// How many counters were forgotten whose window began before this. Counting starts a row for each
    /// name; a housekeeper takes away those that no limit looks at any more.
    pub async fn purge_counters(&self, before: identity_core::Timestamp) -> Result<u64, StoreError> {
        crate::counters::purge(self, before).await
    }

    async fn standing(&self) -> Result<Standing, SqlStoreError> {
        known(migration::standing(self.reader()).await)
    }

    /// Where to read.
    pub(crate) fn reader(&self) -> DatabaseExecutor<'_> {
        match &self.shared.place {
            Place::Pools { reading, .. } => reading.into(),
            Place::Host(transaction) => transaction.as_ref().into(),
        }
    }

    /// Where to write.
    pub(crate) fn writer(&self) -> DatabaseExecutor<'_> {
        match &self.shared.place {
            Place::Pools { writing, .. } => writing.into(),
            Place::Host(transaction) => transaction.as_ref().into(),
        }
    }

    /// Whether the host decides what becomes of what is written.
    pub(crate) fn is_hosted(&self) -> bool {
        matches!(self.shared.place, Place::Host(_))
    }

    /// Which database it is.
    pub(crate) fn backend(&self) -> DbBackend {
        self.writer().get_database_backend()
    }

    /// Begins a transaction, or a savepoint in the host's. SQLite takes its one write lock at once: a
    /// transaction that reads first and writes later fails when another wrote in between.
    pub(crate) async fn begin_writing(&self) -> Result<DatabaseTransaction, DbErr> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        self.writer().begin_with_options(options).await
    }

    /// Waits until no other commit runs, where only one can: on SQLite, and inside a host's transaction,
    /// whose savepoints would get into each other.
    pub(crate) async fn turn_to_write(&self) -> Result<Option<MutexGuard<'_, ()>>, StoreError> {
        if self.is_hosted() || self.backend() == DbBackend::Sqlite {
            self.turn().await.map(Some)
        } else {
            Ok(None)
        }
    }

    /// Waits until no commit runs inside the host's transaction, where a reader would see half of it.
    pub(crate) async fn turn_to_read(&self) -> Result<Option<MutexGuard<'_, ()>>, StoreError> {
        if self.is_hosted() { self.turn().await.map(Some) } else { Ok(None) }
    }

    async fn turn(&self) -> Result<MutexGuard<'_, ()>, StoreError> {
        let turn = tokio::time::timeout(connect::PATIENCE, self.shared.turn.lock()).await;
        turn.map_err(|elapsed| StoreError::Unavailable(Box::new(elapsed)))
    }
}

/// Refuses a schema that a newer program made.
fn known(standing: Result<Standing, DbErr>) -> Result<Standing, SqlStoreError> {
    let standing = standing.map_err(SqlStoreError::Read)?;
    if standing.unknown.is_empty() {
        Ok(standing)
    } else {
        Err(SqlStoreError::NewerSchema { unknown: standing.unknown })
    }
}

macro_rules! store {
    ($($(#[$doc:meta])* $kind:ident($id:ty) $accessor:ident $name:literal),+ $(,)?) => {
        #[async_trait]
        impl Store for SqlStore {
            async fn commit(&self, changes: &ChangeSet) -> Result<(), StoreError> {
                crate::commit::commit(self, changes).await
            }

            $(fn $accessor(&self) -> &dyn Table<identity_core::domain::$kind> { self })+

            async fn gather(&self, wanted: &Wanted) -> Result<Gathered, StoreError> {
                crate::gather::gather(self, wanted).await
            }

            fn counters(&self) -> &dyn Counters { self }

            fn claims(&self) -> &dyn Claims { self }

            async fn check(&self) -> Result<(), StoreError> {
                let _turn = self.turn_to_read().await?;
                let standing = migration::standing(self.reader()).await.map_err(store_error)?;
                let fault = match standing {
                    Standing { unknown, .. } if !unknown.is_empty() => SqlStoreError::NewerSchema { unknown },
                    Standing { pending, .. } if !pending.is_empty() => SqlStoreError::OlderSchema { pending },
                    Standing { .. } => return Ok(()),
                };
                Err(StoreError::Failed(Box::new(fault)))
            }
        }
    };
}

for_each_record!(store);
