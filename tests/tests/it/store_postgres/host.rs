//! The host's transaction and the store's commits in one.

use super::{has, how_many, service, store};
use anyhow::{Context as _, Result};
use identity_core::store::{ChangeSet, Store, StoreError, Version};
use identity_store_sql::SqlStore;
use sea_orm::{
    ConnectionTrait as _, Database, DatabaseConnection, DatabaseTransaction, IsolationLevel, Statement,
    TransactionTrait as _,
};
use std::sync::Arc;

struct Host {
    connection: DatabaseConnection,
    store: SqlStore,
}

impl Host {
    /// A host with a table of its own beside those of the store.
    async fn new() -> Result<Self> {
        let (store, url) = store().await?;
        let connection = Database::connect(url.as_str()).await?;
        connection.execute_unprepared("CREATE TABLE workspaces (name TEXT PRIMARY KEY)").await?;
        Ok(Self { connection, store })
    }

    async fn begin(&self, level: IsolationLevel) -> Result<(Arc<DatabaseTransaction>, SqlStore)> {
        let transaction = Arc::new(self.connection.begin_with_config(Some(level), None).await?);
        Ok((Arc::clone(&transaction), SqlStore::in_transaction(transaction)))
    }

    async fn workspaces(&self) -> Result<usize> {
        let backend = self.connection.get_database_backend();
        let all = Statement::from_string(backend, "SELECT name FROM workspaces");
        Ok(self.connection.query_all_raw(all).await?.len())
    }
}

fn end(transaction: Arc<DatabaseTransaction>, bound: SqlStore) -> Result<DatabaseTransaction> {
    drop(bound);
    Arc::into_inner(transaction).context("the transaction is still in use")
}

const LEVELS: [IsolationLevel; 3] =
    [IsolationLevel::ReadCommitted, IsolationLevel::RepeatableRead, IsolationLevel::Serializable];

#[tokio::test]
async fn host_row_and_record_come_and_go_together() -> Result<()> {
    for level in LEVELS {
        let host = Host::new().await?;
        for (name, kept) in [("rolled-back", false), ("kept", true)] {
            let (transaction, bound) = host.begin(level).await?;
            let row = format!("INSERT INTO workspaces VALUES ('{name}')");
            transaction.execute_unprepared(&row).await?;
            bound.commit(ChangeSet::new().insert(service(name))).await?;
            assert!(has(&bound, name).await? && !has(&host.store, name).await?);
            let transaction = end(transaction, bound)?;
            if kept {
                transaction.commit().await?;
            } else {
                transaction.rollback().await?;
            }
            assert_eq!(has(&host.store, name).await?, kept, "{level}");
            assert_eq!(host.workspaces().await?, usize::from(kept), "{level}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_refused_commit_leaves_the_hosts_transaction_usable() -> Result<()> {
    let host = Host::new().await?;
    let (taken, other) = (service("taken"), service("other"));
    host.store.commit(ChangeSet::new().insert(taken.clone()).insert(other.clone())).await?;
    let (transaction, bound) = host.begin(IsolationLevel::ReadCommitted).await?;
    transaction.execute_unprepared("INSERT INTO workspaces VALUES ('one')").await?;

    let refused = bound.commit(ChangeSet::new().insert(service("first")).insert(service("taken"))).await;
    assert!(matches!(refused, Err(StoreError::AlreadyExists { key }) if key.contains("taken")));
    let stale =
        ChangeSet::new().insert(service("second")).update(taken.clone(), Version::from_number(7)).clone();
    let refused = bound.commit(&stale).await;
    assert!(matches!(refused, Err(StoreError::Conflict { record }) if record == taken.id.into()));
    let mut clashing = other.clone();
    clashing.key = taken.key.clone();
    let refused =
        bound.commit(ChangeSet::new().insert(service("third")).update(clashing, Version::FIRST)).await;
    assert!(matches!(refused, Err(StoreError::AlreadyExists { key }) if key.contains("taken")));
    bound.commit(ChangeSet::new().insert(service("fourth"))).await?;

    end(transaction, bound)?.commit().await?;
    assert_eq!(host.workspaces().await?, 1);
    for (name, is_there) in [("first", false), ("second", false), ("third", false), ("fourth", true)] {
        assert_eq!(has(&host.store, name).await?, is_there, "{name}");
    }
    Ok(())
}

#[tokio::test]
async fn a_host_that_cannot_be_serialised_hears_of_it_and_writes_nothing() -> Result<()> {
    let host = Host::new().await?;
    let shared = service("shared");
    host.store.commit(ChangeSet::new().insert(shared.clone())).await?;
    let (transaction, bound) = host.begin(IsolationLevel::RepeatableRead).await?;
    assert_eq!(how_many(&bound).await?, 1);
    host.store.commit(ChangeSet::new().update(shared.clone(), Version::FIRST)).await?;
    let changes = ChangeSet::new().require(shared.id, Version::FIRST).insert(service("late")).clone();
    let refused = bound.commit(&changes).await;
    assert!(matches!(refused, Err(StoreError::Unavailable(_))), "{refused:?}");
    end(transaction, bound)?.commit().await?;
    assert!(!has(&host.store, "late").await?);
    Ok(())
}
