//! The clauses about crashes have teeth: stores on a file with one fault each, which those clauses catch and the others
//! cannot.

use crate::conformance::{file, opened};
use async_trait::async_trait;
use identity_core::domain::*;
use identity_core::for_each_record;
use identity_core::store::conformance::{CLAUSES, Clause, Failure, Subject, run_crashing, run_reopening};
use identity_core::store::{
    Change, ChangeSet, Claims, Counters, FactRecords, FactsQuery, RecordId, Store, StoreError, Table, Version,
};
use identity_store_sql::SqlStore;
use std::collections::BTreeSet;
use std::sync::Arc;
use tempfile::TempDir;
use tokio::sync::Mutex;

const AFTER: &str = "acknowledged_commits_outlive_a_crash";
const WITHIN: &str = "commit_cut_by_a_crash_is_whole_or_nothing";

/// Acknowledges commits and keeps them in a transaction that ends when the store is closed.
struct WritesWhenClosed {
    bound: SqlStore,
    transaction: Arc<sea_orm::DatabaseTransaction>,
    file: SqlStore,
}

impl WritesWhenClosed {
    async fn begin(file: SqlStore) -> Self {
        let transaction = Arc::new(file.begin().await.unwrap());
        Self { bound: SqlStore::in_transaction(Arc::clone(&transaction)), transaction, file }
    }

    async fn close(self) -> SqlStore {
        drop(self.bound);
        Arc::into_inner(self.transaction).unwrap().commit().await.unwrap();
        self.file
    }
}

impl Subject for WritesWhenClosed {
    fn store(&self) -> &dyn Store {
        &self.bound
    }
}

/// Commits each change of a set by itself, when it has seen that all of them can be committed, and keeps other commits
/// away until the last is.
struct StepByStep {
    inner: SqlStore,
    turn: Mutex<()>,
}

impl StepByStep {
    fn new(inner: SqlStore) -> Self {
        Self { inner, turn: Mutex::new(()) }
    }

    /// What the commit would come to. A removal that cannot succeed keeps it from being made.
    async fn dry_run(&self, changes: &ChangeSet) -> Result<(), StoreError> {
        let impossible = RecordId::User(uuid::Uuid::from_u128(u128::MAX).into());
        let mut probe = changes.clone();
        probe.remove(impossible, Version::FIRST);
        match self.inner.commit(&probe).await {
            Err(StoreError::Conflict { record }) if record == impossible => Ok(()),
            outcome => outcome,
        }
    }
}

macro_rules! delegate {
    ($($(#[$doc:meta])* $kind:ident($id:ty) $accessor:ident $name:literal),+ $(,)?) => {
        #[async_trait]
        impl Store for StepByStep {
            async fn commit(&self, changes: &ChangeSet) -> Result<(), StoreError> {
                let _turn = self.turn.lock().await;
                self.dry_run(changes).await?;
                let written = |change: &&Change| !matches!(change, Change::Require(..));
                for change in changes.changes().iter().filter(written) {
                    self.inner.commit(&set_of_one(change)).await?;
                }
                Ok(())
            }

            $(fn $accessor(&self) -> &dyn Table<$kind> { self.inner.$accessor() })+

            async fn load_facts(&self, wanted: &FactsQuery) -> Result<FactRecords, StoreError> {
                self.inner.load_facts(wanted).await
            }

            fn counters(&self) -> &dyn Counters { self.inner.counters() }

            fn claims(&self) -> &dyn Claims { self.inner.claims() }

            async fn check(&self) -> Result<(), StoreError> { self.inner.check().await }
        }
    };
}

for_each_record!(delegate);

fn set_of_one(change: &Change) -> ChangeSet {
    let mut changes = ChangeSet::new();
    match change.clone() {
        Change::Insert(record) => changes.insert(record),
        Change::Update(record, version) => changes.update(record, version),
        Change::Remove(id, version) => changes.remove(id, version),
        Change::Require(id, version) => changes.require(id, version),
    };
    changes
}

async fn place() -> (String, TempDir) {
    let folder = TempDir::new().unwrap();
    (file(&folder), folder)
}

/// The test's own process sees the failure; the one that it starts never comes back from the call.
fn is_caught(outcome: Result<(), Failure>, clause: &str, told: &str) {
    let failure = outcome.expect_err("it is not caught").to_string();
    assert!(failure.starts_with(&format!("clause `{clause}` (")) && failure.contains(told), "{failure}");
}

#[tokio::test]
async fn commits_that_wait_for_the_store_to_be_closed_are_caught() {
    let test = concat!(module_path!(), "::commits_that_wait_for_the_store_to_be_closed_are_caught");
    let open = async |url: String| WritesWhenClosed::begin(opened(&url).await).await;
    let caught = run_crashing(AFTER, test, place, open).await;
    is_caught(caught, AFTER, "something is not there");
}

/// So a store that is closed in order shows nothing of it.
#[tokio::test]
async fn commits_that_wait_for_the_store_to_be_closed_pass_where_it_is() {
    let (url, _folder) = place().await;
    let reopened = run_reopening(
        "committed_changes_outlive_the_process",
        async || WritesWhenClosed::begin(opened(&url).await).await,
        async |store: WritesWhenClosed| WritesWhenClosed::begin(store.close().await).await,
    );
    assert_eq!(reopened.await, Ok(()));
}

#[tokio::test]
async fn a_transaction_for_each_change_is_caught() {
    let test = concat!(module_path!(), "::a_transaction_for_each_change_is_caught");
    // Where the crash falls within the commit is chance, and on a busy machine it can miss.
    for _ in 1..8 {
        let open = async |url: String| StepByStep::new(opened(&url).await);
        let caught = run_crashing(WITHIN, test, place, open).await;
        if caught.is_err() {
            return is_caught(caught, WITHIN, "expected all of one side");
        }
    }
    panic!("{WITHIN} never caught it");
}

#[tokio::test]
async fn a_test_that_its_program_does_not_know_is_named() {
    let open = async |url: String| opened(&url).await;
    let caught = run_crashing(AFTER, "it::no_such_test", place, open).await;
    is_caught(caught, AFTER, "does its program know the test by another name?");
}

#[test]
fn every_clause_that_crashes_has_a_saboteur() {
    let all: BTreeSet<&str> = CLAUSES.iter().filter(|clause| clause.crashes()).map(Clause::name).collect();
    assert_eq!(all, BTreeSet::from([AFTER, WITHIN]));
}
