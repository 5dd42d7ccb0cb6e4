//! Opening and migrating.

use crate::samples::{key, memory, service};
use identity_core::store::{ChangeSet, Store, StoreError};
use identity_store_sql::{SqlStore, SqlStoreError};
use sea_orm::{ConnectionTrait, Database};
use std::error::Error;

#[tokio::test]
async fn an_unmigrated_database_is_not_ready_and_says_what_to_do() {
    let store = SqlStore::connect("sqlite::memory:").await.unwrap();
    let pending = store.pending_migrations().await.unwrap();
    let first = ["m20261123_000001_first", "m20261125_000002_mandates", "m20261128_000003_lists"];
    assert_eq!(pending[..3], first);
    let Err(StoreError::Failed(cause)) = store.check().await else { panic!("it is ready") };
    assert!(cause.to_string().contains("run migrate"), "{cause}");

    assert_eq!(store.migrate().await.unwrap(), pending);
    store.check().await.unwrap();
    assert!(store.pending_migrations().await.unwrap().is_empty());
    assert!(store.migrate().await.unwrap().is_empty());
}

#[tokio::test]
async fn what_a_newer_release_migrated_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}?mode=rwc", folder.path().join("identity.db").display());
    let store = SqlStore::connect(&url).await.unwrap();
    store.migrate().await.unwrap();
    let host = Database::connect(url.as_str()).await.unwrap();
    let newer = "INSERT INTO identity_migrations (version, applied_at) VALUES ('m20991231_000001_later', 0)";
    host.execute_unprepared(newer).await.unwrap();

    let refused = SqlStore::connect(&url).await.unwrap_err();
    assert!(
        matches!(&refused, SqlStoreError::NewerSchema { unknown } if unknown == &["m20991231_000001_later"])
    );
    assert!(refused.to_string().contains("newer release"), "{refused}");
    assert!(matches!(store.migrate().await, Err(SqlStoreError::NewerSchema { .. })));
    let Err(StoreError::Failed(cause)) = store.check().await else { panic!("it is ready") };
    assert!(cause.to_string().contains("newer release"), "{cause}");
}

#[tokio::test]
async fn nodes_that_start_together_migrate_once() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}?mode=rwc", folder.path().join("identity.db").display());
    let (first, second) = tokio::join!(SqlStore::connect(&url), SqlStore::connect(&url));
    let (first, second) = (first.unwrap(), second.unwrap());
    let all = first.pending_migrations().await.unwrap();
    let (by_first, by_second) = tokio::join!(first.migrate(), second.migrate());
    assert_eq!([by_first.unwrap(), by_second.unwrap()].concat(), all);
    second.check().await.unwrap();
}

#[tokio::test]
async fn urls_that_lead_nowhere_are_refused_in_words() {
    for url in ["mysql://localhost/identity", "identity.db", ""] {
        let refused = SqlStore::connect(url).await.unwrap_err();
        assert!(matches!(refused, SqlStoreError::UnknownDatabase), "{url}: {refused}");
    }
    let refused = SqlStore::connect("sqlite:/does/not/exist/identity.db").await.unwrap_err();
    assert!(refused.to_string().contains("mode=rwc") && refused.source().is_some(), "{refused}");
}

#[tokio::test]
async fn a_password_is_in_no_message() {
    for url in [
        "postgres://scott:hunter2@127.0.0.1:1/identity",
        "postgres://scott:hunter2@127.0.0.1:no-port/identity",
        "postgres://scott:hunter2@[/identity?sslmode=hunter2",
    ] {
        let refused = SqlStore::connect(url).await.unwrap_err();
        let mut cause: Option<&dyn Error> = Some(&refused);
        while let Some(error) = cause {
            assert!(!format!("{error} {error:?}").contains("hunter2"), "{error:?}");
            cause = error.source();
        }
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_new_file_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}?mode=rwc", folder.path().join("identity.db").display());
    let store = SqlStore::connect(&url).await.unwrap();
    store.migrate().await.unwrap();
    let files: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(Result::unwrap).collect();
    assert!(files.len() >= 2, "the database and its write-ahead log");
    for file in files {
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{file:?}");
    }
}

#[tokio::test]
async fn a_writer_waits_for_another_process_but_not_for_ever() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}?mode=rwc", folder.path().join("identity.db").display());
    let store = SqlStore::connect(&url).await.unwrap();
    store.migrate().await.unwrap();
    let other = SqlStore::connect(&url).await.unwrap();
    let held = other.begin().await.unwrap();
    held.execute_unprepared("CREATE TABLE busy (id INTEGER)").await.unwrap();

    let (refused, taken) = (ChangeSet::new().insert(service("refused")).clone(), service("taken"));
    let outcome = store.commit(&refused).await;
    assert!(matches!(outcome, Err(StoreError::Unavailable(_))), "{outcome:?}");
    assert!(store.services().find(&key("refused")).await.unwrap().is_none(), "readers do not wait");

    let waiting = tokio::spawn(async move {
        let outcome = store.commit(ChangeSet::new().insert(taken)).await;
        (store, outcome)
    });
    tokio::task::yield_now().await;
    held.rollback().await.unwrap();
    let (store, outcome) = waiting.await.unwrap();
    outcome.unwrap();
    assert!(store.services().find(&key("taken")).await.unwrap().is_some());
}

#[tokio::test]
async fn a_connection_of_the_host_serves_too() {
    let host = Database::connect("sqlite::memory:").await.unwrap();
    let store = SqlStore::with_connection(host.clone());
    store.migrate().await.unwrap();
    store.commit(ChangeSet::new().insert(service("smartplan"))).await.unwrap();
    let rows = host.query_all_raw(sea_orm::Statement::from_string(
        host.get_database_backend(),
        "SELECT key FROM identity_services",
    ));
    assert_eq!(rows.await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_row_that_cannot_be_read_is_named() {
    let host = Database::connect("sqlite::memory:").await.unwrap();
    let store = SqlStore::with_connection(host.clone());
    store.migrate().await.unwrap();
    store.commit(ChangeSet::new().insert(service("smartplan"))).await.unwrap();
    host.execute_unprepared("UPDATE identity_services SET name = ''").await.unwrap();
    let Err(StoreError::Failed(cause)) = store.services().find(&key("smartplan")).await else {
        panic!("it was read")
    };
    assert_eq!(cause.to_string(), "a row of identity_services cannot be read: column name");
}

#[tokio::test]
async fn a_closed_database_is_unavailable() {
    let store = memory().await;
    let transaction = store.begin().await.unwrap();
    let bound = SqlStore::in_transaction(std::sync::Arc::new(transaction));
    drop(bound);
    let host = Database::connect("sqlite::memory:").await.unwrap();
    let store = SqlStore::with_connection(host.clone());
    store.migrate().await.unwrap();
    host.close().await.unwrap();
    let changes = store.commit(ChangeSet::new().insert(service("smartplan"))).await;
    assert!(matches!(changes, Err(StoreError::Unavailable(_))), "{changes:?}");
    assert!(matches!(store.check().await, Err(StoreError::Unavailable(_))));
}

#[tokio::test]
async fn a_closed_store_leaves_the_file_alone() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}?mode=rwc", folder.path().join("identity.db").display());
    let store = SqlStore::connect(&url).await.unwrap();
    store.migrate().await.unwrap();
    store.commit(ChangeSet::new().insert(service("there"))).await.unwrap();
    assert!(store.services().find(&key("there")).await.unwrap().is_some());
    assert!(std::fs::read_dir(folder.path()).unwrap().count() > 1, "the database and its write-ahead log");
    store.close().await.unwrap();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    assert!(matches!(store.services().find(&key("there")).await, Err(StoreError::Unavailable(_))));
    store.close().await.unwrap();
}

#[test]
fn a_store_may_outlive_its_runtime() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}?mode=rwc", folder.path().join("identity.db").display());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let store = runtime.block_on(async {
        let store = SqlStore::connect(&url).await.unwrap();
        store.migrate().await.unwrap();
        assert!(store.services().find(&key("none")).await.unwrap().is_none());
        store
    });
    drop(runtime);
    drop(store);
}

/// Reads that are dropped on the way give their connections back too.
#[tokio::test(flavor = "multi_thread")]
async fn many_readers_share_few_connections() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}?mode=rwc", folder.path().join("identity.db").display());
    let store = SqlStore::connect(&url).await.unwrap();
    store.migrate().await.unwrap();
    store.commit(ChangeSet::new().insert(service("there"))).await.unwrap();
    for round in 0..3 {
        let readers = [(); 100].map(|()| {
            let store = store.clone();
            tokio::spawn(async move { store.services().find(&key("there")).await.unwrap().is_some() })
        });
        for (number, reader) in readers.into_iter().enumerate() {
            if number % 2 == round % 2 {
                assert!(reader.await.unwrap());
            } else {
                reader.abort();
            }
        }
    }
    assert!(store.services().find(&key("there")).await.unwrap().is_some());
}
