//! What a host does in the commits of this store.

use async_trait::async_trait;
use identity_core::store::ChangeSet;
use sea_orm::{DatabaseTransaction, DbErr};
use std::fmt;

/// Something that a host does in the same commit as a change: a workspace for a new account, a line in a table of its own for
/// a person who was renamed. Added with [`SqlStore::hook`](crate::SqlStore::hook).
///
/// It is called in the transaction of every commit, whichever use case, page or REST call it comes from, after the changes
/// were written and before they are committed. What it writes by `transaction` is there if the commit succeeds, and never
/// otherwise. An error gives the whole commit up. Before it is tried again, after a deadlock for example, what was written is
/// rolled back, so nothing but the database may be touched here: send mails and call other services from a table that a
/// program of yours empties.
///
/// [`ChangeSet::changes`] says what is written: [`Change::Insert`](identity_core::store::Change::Insert) of
/// [`Record::User`](identity_core::domain::Record::User) is a new account,
/// [`Change::Update`](identity_core::store::Change::Update) a person who changed. Refusals and audit rows are commits too.
/// The hook holds the transaction, on SQLite the only one that writes, so it should be short.
///
/// ```
/// use async_trait::async_trait;
/// use identity_core::domain::Record;
/// use identity_core::store::{Change, ChangeSet};
/// use identity_core::{Identity, MasterKey, OsEntropy, Settings, Setup};
/// use identity_store_sql::{CommitHook, SqlStore};
/// use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, Statement};
/// use std::sync::Arc;
///
/// /// Keeps a workspace for each account, under the person's name.
/// #[derive(Debug)]
/// struct Workspaces;
///
/// #[async_trait]
/// impl CommitHook for Workspaces {
///     async fn in_commit(&self, transaction: &DatabaseTransaction, changes: &ChangeSet) -> Result<(), DbErr> {
///         for change in changes.changes() {
///             let (sql, user) = match change {
///                 Change::Insert(Record::User(user)) => {
///                     ("INSERT INTO workspace (name, owner) VALUES ($1, $2)", user)
///                 }
///                 Change::Update(Record::User(user), _) => {
///                     ("UPDATE workspace SET name = $1 WHERE owner = $2", user)
///                 }
///                 _ => continue,
///             };
///             let values = [user.full_name().into(), user.id.to_string().into()];
///             let statement = Statement::from_sql_and_values(transaction.get_database_backend(), sql, values);
///             transaction.execute_raw(statement).await?;
///         }
///         Ok(())
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let folder = tempfile::tempdir()?;
/// # let url = format!("sqlite:{}?mode=rwc", folder.path().join("host.db").display());
/// let store = SqlStore::connect(&url).await?;
/// store.migrate().await?;
/// # let transaction = store.begin().await?;
/// # transaction.execute_unprepared("CREATE TABLE workspace (name TEXT, owner TEXT)").await?;
/// # transaction.commit().await?;
/// let store = store.hook(Arc::new(Workspaces));
/// let settings = Settings::new("https://my.example.com".parse()?);
/// let identity = Identity::builder(store.clone(), settings, MasterKey::generate(&OsEntropy)).build()?;
/// let setup = Setup::administrator("Example Ltd", "Ada Lovelace", "ada@example.com", "velvet-otter-compass")?;
/// identity.apply(&setup).await?;
/// # let transaction = store.begin().await?;
/// # let statement = Statement::from_string(transaction.get_database_backend(), "SELECT name FROM workspace");
/// # let rows = transaction.query_all_raw(statement).await?;
/// # assert_eq!(rows.len(), 1);
/// # assert_eq!(rows[0].try_get::<String>("", "name")?, "Ada Lovelace");
/// # Ok(())
/// # }
/// ```
#[async_trait]
pub trait CommitHook: fmt::Debug + Send + Sync + 'static {
    /// Called with what is about to be committed.
    async fn in_commit(&self, transaction: &DatabaseTransaction, changes: &ChangeSet) -> Result<(), DbErr>;
}
