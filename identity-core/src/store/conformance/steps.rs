//! The steps that clauses are made of; each says in its failure what was done and what came of it.

use super::failure::Failure;
use super::kind::{Kind, Stored, kind_of};
use crate::store::{ChangeSet, Page, Record, RecordId, Store, StoreError, Version};
use uuid::Uuid;

pub(super) type Outcome = Result<(), Failure>;

/// A change set with one insertion.
pub(super) fn insertion(record: &Record) -> ChangeSet {
    let mut changes = ChangeSet::new();
    changes.insert(record.clone());
    changes
}

pub(super) fn update(record: &Record, version: Version) -> ChangeSet {
    let mut changes = ChangeSet::new();
    changes.update(record.clone(), version);
    changes
}

pub(super) fn removal(id: RecordId, version: Version) -> ChangeSet {
    let mut changes = ChangeSet::new();
    changes.remove(id, version);
    changes
}

/// A commit that has to succeed.
pub(super) async fn commit(store: &dyn Store, changes: &ChangeSet, what: &str) -> Outcome {
    store.commit(changes).await.map_err(|error| {
        Failure::from(error).at(format!("{what} was refused, and should have been committed"))
    })
}

pub(super) async fn insert(store: &dyn Store, record: &Record) -> Outcome {
    commit(store, &insertion(record), &format!("inserting the {record:?}")).await
}

/// Inserts all records in one commit.
pub(super) async fn insert_all(store: &dyn Store, records: &[Record]) -> Outcome {
    let mut changes = ChangeSet::new();
    for record in records {
        changes.insert(record.clone());
    }
    commit(store, &changes, &format!("inserting {} records", records.len())).await
}

/// A commit that has to be refused with a conflict that names `record`.
pub(super) async fn conflicts(
    store: &dyn Store,
    changes: &ChangeSet,
    record: RecordId,
    what: &str,
) -> Outcome {
    match store.commit(changes).await {
        Err(StoreError::Conflict { record: named }) if named == record => Ok(()),
        Err(StoreError::Conflict { record: named }) => Err(Failure::new(format!(
            "{what} was refused with `Conflict`, which names the {named} and should name the {record}"
        ))),
        other => Err(Failure::new(format!("{what} of the {record} gave {other:?} and not `Conflict`"))),
    }
}

/// A commit that has to be refused since a key or id is taken.
pub(super) async fn is_taken(store: &dyn Store, changes: &ChangeSet, what: &str) -> Outcome {
    match store.commit(changes).await {
        Err(StoreError::AlreadyExists { .. }) => Ok(()),
        other => Err(Failure::new(format!("{what} gave {other:?} and not `AlreadyExists`"))),
    }
}

pub(super) async fn read(store: &dyn Store, id: RecordId) -> Result<Option<Stored>, Failure> {
    kind_of(id).get(store, id).await
}

/// The store has this record in this version.
pub(super) async fn holds(store: &dyn Store, record: &Record, version: Version, when: &str) -> Outcome {
    let found = read(store, record.id()).await?;
    let expected = Stored::new(record.clone(), version);
    Failure::unless(found.as_ref() == Some(&expected), || {
        format!("{when}, `get` gave {}, expected {}", shown(found.as_ref()), shown(Some(&expected)))
    })
}

/// The store has no record with this id.
pub(super) async fn lacks(store: &dyn Store, id: RecordId, when: &str) -> Outcome {
    let found = read(store, id).await?;
    Failure::unless(found.is_none(), || {
        format!("{when}, `get` gave {}, expected nothing", shown(found.as_ref()))
    })
}

/// Each key of `record` leads to it, in this version.
pub(super) async fn found_by_keys(
    store: &dyn Store,
    kind: &dyn Kind,
    record: &Record,
    version: Version,
) -> Outcome {
    let expected = Stored::new(record.clone(), version);
    for (key, found) in kind.keys(record).iter().zip(kind.find(store, record).await?) {
        Failure::unless(found.as_ref() == Some(&expected), || {
            format!("`find` of {key} gave {}, expected {}", shown(found.as_ref()), shown(Some(&expected)))
        })?;
    }
    Ok(())
}

/// No key of `record` leads anywhere.
pub(super) async fn not_found_by_keys(
    store: &dyn Store,
    kind: &dyn Kind,
    record: &Record,
    when: &str,
) -> Outcome {
    for (key, found) in kind.keys(record).iter().zip(kind.find(store, record).await?) {
        Failure::unless(found.is_none(), || {
            format!("{when}, `find` of {key} gave {}, expected nothing", shown(found.as_ref()))
        })?;
    }
    Ok(())
}

/// Everything of one kind, page by page.
pub(super) async fn everything(
    store: &dyn Store,
    kind: &dyn Kind,
    page: Page,
) -> Result<Vec<Stored>, Failure> {
    let mut page = page;
    let mut all: Vec<Stored> = Vec::new();
    loop {
        let slice = kind.list(store, &page).await?;
        all.extend(slice.items);
        Failure::unless(all.len() < 50_000, || {
            format!("the pages of the list of {} have no end", kind.name())
        })?;
        match slice.next {
            Some(next) => page = page.after(next),
            None => return Ok(all),
        }
    }
}

pub(super) fn ids(rows: &[Stored]) -> Vec<Uuid> {
    rows.iter().map(|row| row.record.id().as_uuid()).collect()
}

fn shown(stored: Option<&Stored>) -> String {
    stored.map_or_else(
        || "nothing".to_owned(),
        |row| format!("version {} of {:?}", row.version.number(), row.record),
    )
}
