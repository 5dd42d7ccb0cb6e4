//! What a host does in the commits of the store.

use crate::samples::{key, service};
use async_trait::async_trait;
use identity_core::domain::Record;
use identity_core::store::{Change, ChangeSet, Store, StoreError, Version};
use identity_store_sql::{CommitHook, SqlStore};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, Statement};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Writes the key of each new service into a table of the host, and fails when it is told to.
#[derive(Debug, Default)]
struct Workspaces {
    fails: AtomicBool,
}

#[async_trait]
impl CommitHook for Workspaces {
    async fn in_commit(&self, transaction: &DatabaseTransaction, changes: &ChangeSet) -> Result<(), DbErr> {
        for change in changes.changes() {
            let Change::Insert(Record::Service(service)) = change else { continue };
            let sql = "INSERT INTO workspaces VALUES ($1)";
            let values = [service.key.to_string().into()];
            let backend = transaction.get_database_backend();
            transaction.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
        }
        if self.fails.load(Ordering::Relaxed) { Err(DbErr::Custom("not now".to_owned())) } else { Ok(()) }
    }
}

struct Host {
    _folder: tempfile::TempDir,
    store: SqlStore,
    hook: Arc<Workspaces>,
}

impl Host {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}?mode=rwc", folder.path().join("host.db").display());
        let store = SqlStore::connect(&url).await.unwrap();
        store.migrate().await.unwrap();
        let transaction = store.begin().await.unwrap();
        transaction.execute_unprepared("CREATE TABLE workspaces (name TEXT)").await.unwrap();
        transaction.commit().await.unwrap();
        let hook = Arc::new(Workspaces::default());
        let store = store.hook(Arc::clone(&hook) as Arc<dyn CommitHook>);
        Self { _folder: folder, store, hook }
    }

    async fn workspaces(&self) -> usize {
        let transaction = self.store.begin().await.unwrap();
        let all = Statement::from_string(transaction.get_database_backend(), "SELECT name FROM workspaces");
        transaction.query_all_raw(all).await.unwrap().len()
    }

    async fn has(&self, name: &str) -> bool {
        self.store.services().find(&key(name)).await.unwrap().is_some()
    }
}

#[tokio::test]
async fn what_a_hook_writes_is_kept_with_the_change() {
    let host = Host::new().await;
    host.store.commit(ChangeSet::new().insert(service("smartplan"))).await.unwrap();
    assert_eq!((host.workspaces().await, host.has("smartplan").await), (1, true));
}

#[tokio::test]
async fn a_hook_that_fails_takes_the_change_with_it() {
    let host = Host::new().await;
    host.hook.fails.store(true, Ordering::Relaxed);
    let refused = host.store.commit(ChangeSet::new().insert(service("smartplan"))).await;
    assert!(matches!(refused, Err(StoreError::Failed(_))), "{refused:?}");
    assert_eq!((host.workspaces().await, host.has("smartplan").await), (0, false));
    host.hook.fails.store(false, Ordering::Relaxed);
    host.store.commit(ChangeSet::new().insert(service("smartplan"))).await.unwrap();
    assert_eq!((host.workspaces().await, host.has("smartplan").await), (1, true));
}

#[tokio::test]
async fn a_change_that_conflicts_takes_what_the_hook_wrote_with_it() {
    let host = Host::new().await;
    host.store.commit(ChangeSet::new().insert(service("smartplan"))).await.unwrap();
    let taken = host.store.commit(ChangeSet::new().insert(service("smartplan"))).await;
    assert!(matches!(taken, Err(StoreError::AlreadyExists { .. })), "{taken:?}");
    let other = service("reports");
    let mut stale = ChangeSet::new();
    stale.require(other.id, Version::FIRST);
    stale.insert(other);
    assert!(matches!(host.store.commit(&stale).await, Err(StoreError::Conflict { .. })));
    assert_eq!((host.workspaces().await, host.has("reports").await), (1, false));
}

#[tokio::test]
async fn in_a_transaction_of_the_host_a_hook_is_called_that_was_given_to_it() {
    let host = Host::new().await;
    let transaction = Arc::new(host.store.begin().await.unwrap());
    let bound = SqlStore::in_transaction(Arc::clone(&transaction));
    bound.commit(ChangeSet::new().insert(service("smartplan"))).await.unwrap();
    let bound = bound.hook(Arc::clone(&host.hook) as Arc<dyn CommitHook>);
    bound.commit(ChangeSet::new().insert(service("reports"))).await.unwrap();
    drop(bound);
    Arc::into_inner(transaction).unwrap().commit().await.unwrap();
    assert_eq!(host.workspaces().await, 1);
    assert!(host.has("smartplan").await && host.has("reports").await);
}
