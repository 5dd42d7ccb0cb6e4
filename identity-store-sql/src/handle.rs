//! The store's handle: where its statements go, and the turn to write.

use crate::connect::Pools;
use crate::error::store_error;
use crate::hook::CommitHook;
use crate::patience::PATIENCE;
use identity_core::store::StoreError;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseExecutor, DatabaseTransaction, DbBackend, DbErr,
    QueryResult, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};
use std::sync::Arc;
use tokio::sync::{Mutex, MutexGuard};

/// A store on SQLite or PostgreSQL. Clones share its connections.
///
/// ```
/// use identity_core::{Identity, MasterKey, OsEntropy, Settings, Setup};
/// use identity_store_sql::SqlStore;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let store = SqlStore::connect("sqlite::memory:").await?;
/// store.migrate().await?;
/// let settings = Settings::new("https://my.example.com".parse()?);
/// let identity = Identity::builder(store, settings, MasterKey::generate(&OsEntropy)).build()?;
/// let setup = Setup::administrator("Example Ltd", "Ada Lovelace", "ada@example.com", "velvet-otter-compass")?;
/// identity.apply(&setup).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct SqlStore {
    shared: Arc<Shared>,
    hooks: Vec<Arc<dyn CommitHook>>,
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
    Pools(Pools),
    Host(Arc<DatabaseTransaction>),
}

impl SqlStore {
    /// A store on a connection that the host opened, with the options that the host chose.
    pub fn with_connection(connection: DatabaseConnection) -> Self {
        // It may have one connection only, which the host needs too.
        Self::over(Pools { reading: connection.clone(), writing: connection, hot: None })
    }

    /// A store inside a transaction of the host: what it writes is there when the host commits, and gone
    /// when the host rolls back.
    ///
    /// Each commit of the store is a savepoint, so that a conflict leaves the transaction usable. A store
    /// that is bound to a transaction cannot run it again, so that serialisation failures and deadlocks
    /// come out as [`StoreError::Unavailable`]: the host rolls back and runs the whole transaction again.
    /// Take one store for one transaction, and drop it before the host commits. A commit of the store whose future
    /// was dropped still runs to its end, and holds the transaction until then. On SQLite the transaction
    /// should have begun by [`begin`](Self::begin), or with `BEGIN IMMEDIATE`; as long as it is open, nobody
    /// else writes, and what tries to is [`StoreError::Unavailable`] after five seconds.
    ///
    /// ```
    /// use identity_core::{Identity, MasterKey, OsEntropy, Settings, Setup};
    /// use identity_store_sql::SqlStore;
    /// use sea_orm::ConnectionTrait;
    /// use std::sync::Arc;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let folder = tempfile::tempdir()?;
    /// # let url = format!("sqlite:{}?mode=rwc", folder.path().join("host.db").display());
    /// let store = SqlStore::connect(&url).await?;
    /// store.migrate().await?;
    /// let settings = Settings::new("https://my.example.com".parse()?);
    /// let identity = Identity::builder(store.clone(), settings, MasterKey::generate(&OsEntropy)).build()?;
    ///
    /// let transaction = Arc::new(store.begin().await?);
    /// transaction.execute_unprepared("CREATE TABLE workspace (name TEXT)").await?;
    /// let bound = identity.with_store(SqlStore::in_transaction(Arc::clone(&transaction)));
    /// let setup = Setup::administrator("Example Ltd", "Ada Lovelace", "ada@example.com", "velvet-otter-compass")?;
    /// bound.apply(&setup).await?;
    /// drop(bound);
    /// Arc::into_inner(transaction).ok_or("still in use")?.commit().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn in_transaction(transaction: Arc<DatabaseTransaction>) -> Self {
        Self::at(Place::Host(transaction))
    }

    /// Begins a transaction that the host writes in too, see [`in_transaction`](Self::in_transaction).
    pub async fn begin(&self) -> Result<DatabaseTransaction, StoreError> {
        self.begin_writing().await.map_err(store_error)
    }

    /// Closes the connections, so that nothing is left to do with the database when the program ends: an SQLite file then
    /// stands alone, without its write-ahead log. Afterwards every call fails; a connection of the host's own
    /// ([`with_connection`](Self::with_connection)) is closed too, a transaction of the host stays as it is.
    pub async fn close(&self) -> Result<(), StoreError> {
        let Place::Pools(pools) = &self.shared.place else { return Ok(()) };
        if let Some(hot) = &pools.hot {
            hot.close().await.map_err(store_error)?;
        }
        pools.reading.close_by_ref().await.map_err(store_error)?;
        pools.writing.close_by_ref().await.map_err(store_error)
    }

    /// The same store with something that the host does in each of its commits. Hooks are called in the order in which they
    /// were added. A store that is [bound to a transaction](Self::in_transaction) of the host is another one: give it those
    /// hooks too that are to see what is written by it.
    #[must_use]
    pub fn hook(mut self, hook: Arc<dyn CommitHook>) -> Self {
        self.hooks.push(hook);
        self
    }

    /// What the host does in each commit.
    pub(crate) fn hooks(&self) -> &[Arc<dyn CommitHook>] {
        &self.hooks
    }

    /// A store that reads with one pool and writes with the other.
    pub(crate) fn over(pools: Pools) -> Self {
        Self::at(Place::Pools(pools))
    }

    fn at(place: Place) -> Self {
        Self { shared: Arc::new(Shared { place, turn: Mutex::new(()) }), hooks: Vec::new() }
    }

    /// All rows of a statement that reads.
    pub(crate) async fn read_all(&self, statement: Statement) -> Result<Vec<QueryResult>, StoreError> {
        let _turn = self.turn_to_read().await?;
        let rows = match &self.shared.place {
            Place::Pools(Pools { hot: Some(hot), .. }) => hot.query_all(statement).await,
            Place::Pools(_) | Place::Host(_) => self.reader().query_all_raw(statement).await,
        };
        rows.map_err(store_error)
    }

    /// The row of a statement that reads one at the most.
    pub(crate) async fn read_one(&self, statement: Statement) -> Result<Option<QueryResult>, StoreError> {
        Ok(self.read_all(statement).await?.pop())
    }

    /// Where to read.
    pub(crate) fn reader(&self) -> DatabaseExecutor<'_> {
        match &self.shared.place {
            Place::Pools(pools) => (&pools.reading).into(),
            Place::Host(transaction) => transaction.as_ref().into(),
        }
    }

    /// Where to write.
    pub(crate) fn writer(&self) -> DatabaseExecutor<'_> {
        match &self.shared.place {
            Place::Pools(pools) => (&pools.writing).into(),
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
        let turn = tokio::time::timeout(PATIENCE, self.shared.turn.lock()).await;
        turn.map_err(|elapsed| StoreError::Unavailable(Box::new(elapsed)))
    }
}
