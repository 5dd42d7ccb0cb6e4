//! The host's transaction and the store's commits in one.

use crate::samples::{key, service};
use identity_core::Timestamp;
use identity_core::domain::ServiceFilter;
use identity_core::store::{ChangeSet, Page, Store, StoreError, Version};
use identity_store_sql::SqlStore;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, Statement};
use std::sync::Arc;

struct Host {
    _folder: tempfile::TempDir,
    connection: DatabaseConnection,
    store: SqlStore,
}

impl Host {
    /// A host with a table of its own beside those of the store.
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}?mode=rwc", folder.path().join("host.db").display());
        let store = SqlStore::connect(&url).await.unwrap();
        store.migrate().await.unwrap();
        let connection = Database::connect(url.as_str()).await.unwrap();
        connection.execute_unprepared("CREATE TABLE workspaces (name TEXT PRIMARY KEY)").await.unwrap();
        Self { _folder: folder, connection, store }
    }

    async fn begin(&self) -> (Arc<DatabaseTransaction>, SqlStore) {
        let transaction = Arc::new(self.store.begin().await.unwrap());
        (Arc::clone(&transaction), SqlStore::in_transaction(transaction))
    }

    async fn workspaces(&self) -> usize {
        let all =
            Statement::from_string(self.connection.get_database_backend(), "SELECT name FROM workspaces");
        self.connection.query_all_raw(all).await.unwrap().len()
    }

    async fn services(&self) -> usize {
        let page = Page::first(100);
        self.store.services().list(&ServiceFilter::default(), &page).await.unwrap().items.len()
    }
}

fn end(transaction: Arc<DatabaseTransaction>, bound: SqlStore) -> DatabaseTransaction {
    drop(bound);
    Arc::into_inner(transaction).unwrap()
}

#[tokio::test]
async fn host_row_and_record_are_kept_together() {
    let host = Host::new().await;
    let (transaction, bound) = host.begin().await;
    transaction.execute_unprepared("INSERT INTO workspaces VALUES ('one')").await.unwrap();
    bound.commit(ChangeSet::new().insert(service("smartplan"))).await.unwrap();
    assert!(bound.services().find(&key("smartplan")).await.unwrap().is_some());
    assert_eq!((host.workspaces().await, host.services().await), (0, 0));
    end(transaction, bound).commit().await.unwrap();
    assert_eq!((host.workspaces().await, host.services().await), (1, 1));
}

#[tokio::test]
async fn host_row_and_record_are_rolled_back_together() {
    let host = Host::new().await;
    let (transaction, bound) = host.begin().await;
    transaction.execute_unprepared("INSERT INTO workspaces VALUES ('one')").await.unwrap();
    bound.commit(ChangeSet::new().insert(service("smartplan"))).await.unwrap();
    end(transaction, bound).rollback().await.unwrap();
    assert_eq!((host.workspaces().await, host.services().await), (0, 0));
}

#[tokio::test]
async fn a_refused_commit_leaves_the_hosts_transaction_usable() {
    let host = Host::new().await;
    let taken = service("taken");
    host.store.commit(ChangeSet::new().insert(taken.clone())).await.unwrap();
    let (transaction, bound) = host.begin().await;
    transaction.execute_unprepared("INSERT INTO workspaces VALUES ('one')").await.unwrap();

    let refused = bound.commit(ChangeSet::new().insert(service("first")).insert(service("taken"))).await;
    assert!(matches!(refused, Err(StoreError::AlreadyExists { key }) if key.contains("taken")));
    let mut renamed = taken.clone();
    renamed.enabled = false;
    let stale = bound
        .commit(ChangeSet::new().insert(service("second")).update(renamed, Version::from_number(7)))
        .await;
    assert!(matches!(stale, Err(StoreError::Conflict { record }) if record == taken.id.into()));
    bound.commit(ChangeSet::new().insert(service("third"))).await.unwrap();

    end(transaction, bound).commit().await.unwrap();
    assert_eq!(host.workspaces().await, 1);
    for (name, is_there) in [("first", false), ("second", false), ("third", true), ("taken", true)] {
        assert_eq!(host.store.services().find(&key(name)).await.unwrap().is_some(), is_there, "{name}");
    }
}

#[tokio::test]
async fn a_transaction_that_is_dropped_writes_nothing() {
    let host = Host::new().await;
    let (transaction, bound) = host.begin().await;
    bound.commit(ChangeSet::new().insert(service("smartplan"))).await.unwrap();
    bound.counters().hit("sign-in", Timestamp::from_unix_seconds(60)).await.unwrap();
    drop((transaction, bound));
    assert_eq!(host.services().await, 0);
    let hits = host.store.counters().count("sign-in", Timestamp::from_unix_seconds(60));
    assert_eq!(hits.await.unwrap(), 0);
}

#[tokio::test]
async fn commits_side_by_side_in_one_transaction_take_turns() {
    let host = Host::new().await;
    let (transaction, bound) = host.begin().await;
    let names: Vec<String> = (0..8).map(|number| format!("service-{number}")).collect();
    let tasks: Vec<_> = names
        .iter()
        .map(|name| {
            let (bound, service) = (bound.clone(), service(name));
            tokio::spawn(async move { bound.commit(ChangeSet::new().insert(service)).await })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    end(transaction, bound).commit().await.unwrap();
    assert_eq!(host.services().await, 8);
}
