//! One change set, one transaction.

use crate::error::{Meaning, meaning};
use crate::handle::SqlStore;
use crate::obstacle::Obstacle;
use crate::plan::{Plan, WriteStep};
use crate::retry::Tries;
use crate::write::{self, find_owner, versions};
use identity_core::store::{ChangeSet, Record, RecordId, StoreError};
use sea_orm::DatabaseTransaction;
use std::collections::HashMap;
use tracing::Instrument;

/// Applies every change or none.
///
/// The commit is carried out by a task of its own, which goes on when the caller's future is dropped. Given up at the
/// wrong moment it would take others' changes with it: a savepoint that is dropped while it begins rolls back the
/// host's whole transaction.
pub(crate) async fn commit(store: &SqlStore, changes: &ChangeSet) -> Result<(), StoreError> {
    if changes.is_empty() {
        return Ok(());
    }
    let (store, changes) = (store.clone(), changes.clone());
    let running = tokio::spawn(async move { run(&store, &changes).await }.in_current_span());
    running.await.unwrap_or_else(|stopped| Err(StoreError::Unavailable(Box::new(stopped))))
}

async fn run(store: &SqlStore, changes: &ChangeSet) -> Result<(), StoreError> {
    let plan = Plan::of(changes);
    let mut tries = Tries::default();
    loop {
        match attempt(store, changes, &plan).await {
            Ok(()) => return Ok(()),
            Err(Obstacle::Told(error)) => return Err(error),
            Err(Obstacle::Taken(records)) => return Err(taken(store, &records).await),
            Err(Obstacle::Database(error)) => tries.next(store, error).await?,
        }
    }
}

async fn attempt<'a>(store: &SqlStore, changes: &ChangeSet, plan: &Plan<'a>) -> Result<(), Obstacle<'a>> {
    // Outlives the transaction, so that one which is dropped halfway is rolled back before the next begins.
    let _turn = store.turn_to_write().await.map_err(Obstacle::Told)?;
    let transaction = store.begin_writing().await?;
    match write_all(store, &transaction, changes, plan).await {
        Ok(()) => match transaction.commit().await {
            Err(error) if meaning(&error) == Meaning::Away && went_through(store, plan).await => Ok(()),
            ended => Ok(ended?),
        },
        Err(obstacle) => {
            if let Err(error) = transaction.rollback().await {
                // The database drops what a lost connection left open.
                tracing::warn!(%error, "a refused commit could not be rolled back");
            }
            Err(obstacle)
        }
    }
}

/// Whether a commit took effect whose answer was lost with the connection. A record that it inserted tells,
/// and there is one in the commit of every use case: the row of the audit trail.
async fn went_through(store: &SqlStore, plan: &Plan<'_>) -> bool {
    let inserted = plan.steps.iter().find_map(|step| match step {
        WriteStep::Insert(records) => records.first(),
        WriteStep::Update(..) | WriteStep::Remove(..) => None,
    });
    match inserted {
        Some(record) if !store.is_hosted() => matches!(write::exists(store, record).await, Ok(true)),
        _ => false,
    }
}

/// The changes, and with them what the host writes.
async fn write_all<'a>(
    store: &SqlStore,
    transaction: &DatabaseTransaction,
    changes: &ChangeSet,
    plan: &Plan<'a>,
) -> Result<(), Obstacle<'a>> {
    apply(transaction, plan).await?;
    for hook in store.hooks() {
        hook.in_commit(transaction, changes).await?;
    }
    Ok(())
}

async fn apply<'a>(transaction: &DatabaseTransaction, plan: &Plan<'a>) -> Result<(), Obstacle<'a>> {
    let mut found: HashMap<RecordId, i64> = HashMap::new();
    for batch in &plan.holds {
        found.extend(versions(transaction, batch).await?);
    }
    for (record, version) in &plan.facts {
        if found.get(record) != Some(version) {
            return Err(Obstacle::Told(StoreError::Conflict { record: *record }));
        }
    }
    for step in &plan.steps {
        match step {
            WriteStep::Insert(records) => write::insert(transaction, records).await?,
            WriteStep::Update(record, version) => write::update(transaction, record, *version).await?,
            WriteStep::Remove(id, version) => write::remove(transaction, *id, *version).await?,
        }
    }
    Ok(())
}

/// Names the key that is taken. The records are looked up after the transaction, since PostgreSQL answers
/// nothing within one that failed.
async fn taken(store: &SqlStore, records: &[&Record]) -> StoreError {
    for record in records {
        match find_owner(store, record).await {
            Ok(Some(key)) => return StoreError::AlreadyExists { key },
            Ok(None) => {}
            Err(error) => return error,
        }
    }
    // Two records of the same change set, or the other one has just gone.
    let keys: Vec<String> = records.iter().map(|record| write::keys_in_words(record)).collect();
    StoreError::AlreadyExists { key: keys.join(", ") }
}
