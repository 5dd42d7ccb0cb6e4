//! One change set, one transaction. Whatever fails, the transaction is dropped and nothing was written.

use crate::tables::{KEYS, LISTS, ListKey, RECORDS, entries, failed, id_of, kind, record};
use identity_core::domain::{
    self, Entity, MessageState, OutboxFilter, OutboxMessage, Record, RecordId, UniqueKey as _, Version,
    Versioned,
};
use identity_core::store::{Change, ChangeSet, StoreError};
use identity_core::{Timestamp, for_each_record};
use redb::{ReadableTable as _, WriteTransaction};
use std::collections::BTreeSet;

/// Looks at everything that is required, then makes the changes in their order.
pub(crate) fn apply(transaction: &WriteTransaction, changes: &ChangeSet) -> Result<(), StoreError> {
    for change in changes.changes() {
        if let Change::Require(id, version) = change {
            require(transaction, *id, *version)?;
        }
    }
    changes.changes().iter().try_for_each(|change| match change {
        Change::Require(..) => Ok(()),
        Change::Insert(record) => insert_any(transaction, record),
        Change::Update(record, version) => update_any(transaction, record, *version),
        Change::Remove(id, version) => remove_any(transaction, *id, *version),
    })
}

macro_rules! by_kind {
    ($($(#[$doc:meta])* $kind:ident($id:ty) $accessor:ident $name:literal),+ $(,)?) => {
        fn insert_any(transaction: &WriteTransaction, record: &Record) -> Result<(), StoreError> {
            match record { $(Record::$kind(record) => insert(transaction, record.as_ref()),)+ }
        }

        fn update_any(transaction: &WriteTransaction, record: &Record, version: Version) -> Result<(), StoreError> {
            match record { $(Record::$kind(record) => update(transaction, record.as_ref(), version),)+ }
        }

        fn remove_any(transaction: &WriteTransaction, id: RecordId, version: Version) -> Result<(), StoreError> {
            match id { $(RecordId::$kind(_) => remove::<domain::$kind>(transaction, id, version),)+ }
        }
    };
}

for_each_record!(by_kind);

/// Fails with a conflict unless the record is there in this version.
fn require(transaction: &WriteTransaction, id: RecordId, version: Version) -> Result<(), StoreError> {
    let records = transaction.open_table(RECORDS).map_err(failed)?;
    let row = records.get((id.kind().as_str(), id.as_uuid().as_u128())).map_err(failed)?;
    match row {
        Some(row) if row.value().0 == version.number() => Ok(()),
        _ => Err(StoreError::Conflict { record: id }),
    }
}

fn insert<T: Entity>(transaction: &WriteTransaction, record: &T) -> Result<(), StoreError> {
    let records = transaction.open_table(RECORDS).map_err(failed)?;
    if records.get((kind::<T>(), id_of(record))).map_err(failed)?.is_some() {
        let id: RecordId = record.id().into();
        return Err(StoreError::AlreadyExists { key: id.to_string() });
    }
    drop(records);
    put(transaction, record, Version::FIRST)
}

fn update<T: Entity>(transaction: &WriteTransaction, record: &T, version: Version) -> Result<(), StoreError> {
    remove::<T>(transaction, record.id().into(), version)?;
    put(transaction, record, version.next())
}

/// Writes a record that is not there, with its unique keys and its entries among the lists.
fn put<T: Entity>(transaction: &WriteTransaction, record: &T, version: Version) -> Result<(), StoreError> {
    let (kind, id) = (kind::<T>(), id_of(record));
    let mut keys = transaction.open_table(KEYS).map_err(failed)?;
    for key in record.keys() {
        let key = key.to_bytes();
        if keys.insert((kind, key.as_slice()), id).map_err(failed)?.is_some() {
            return Err(StoreError::AlreadyExists { key: String::from_utf8_lossy(&key).into_owned() });
        }
    }
    let mut lists = transaction.open_table(LISTS).map_err(failed)?;
    for (mark, order, key) in entries(record) {
        lists.insert((kind, mark.as_str(), order, key.as_str(), id), ()).map_err(failed)?;
    }
    let json = serde_json::to_vec(record).map_err(failed)?;
    let mut records = transaction.open_table(RECORDS).map_err(failed)?;
    records.insert((kind, id), (version.number(), json.as_slice())).map_err(failed)?;
    Ok(())
}

/// Takes a record out of all tables.
fn remove<T: Entity>(
    transaction: &WriteTransaction,
    id: RecordId,
    version: Version,
) -> Result<(), StoreError> {
    require(transaction, id, version)?;
    let (kind, id) = (kind::<T>(), id.as_uuid().as_u128());
    let mut records = transaction.open_table(RECORDS).map_err(failed)?;
    let Some(row) = records.remove((kind, id)).map_err(failed)? else { return Ok(()) };
    let before = record::<T>(row.value())?.record;
    let mut keys = transaction.open_table(KEYS).map_err(failed)?;
    for key in before.keys() {
        keys.remove((kind, key.to_bytes().as_slice())).map_err(failed)?;
    }
    let mut lists = transaction.open_table(LISTS).map_err(failed)?;
    for (mark, order, key) in entries(&before) {
        lists.remove((kind, mark.as_str(), order, key.as_str(), id)).map_err(failed)?;
    }
    Ok(())
}

/// Takes messages that are due, in the order of their ids, and leases them.
pub(crate) fn claim(
    transaction: &WriteTransaction,
    now: Timestamp,
    lease_until: Timestamp,
    limit: u32,
) -> Result<Vec<Versioned<OutboxMessage>>, StoreError> {
    let mut claimed = Vec::new();
    for mut found in queued(transaction)? {
        if claimed.len() >= usize::try_from(limit).unwrap_or(usize::MAX) {
            break;
        }
        if found.state == MessageState::Queued && found.next_attempt_at <= now {
            found.record.attempts += 1;
            found.record.next_attempt_at = lease_until;
            update(transaction, &found.record, found.version)?;
            claimed.push(Versioned::new(found.record, found.version.next()));
        }
    }
    Ok(claimed)
}

/// The queued messages, by the mark that they carry.
fn queued(transaction: &WriteTransaction) -> Result<Vec<Versioned<OutboxMessage>>, StoreError> {
    let kind = kind::<OutboxMessage>();
    let filter = OutboxFilter { state: Some(MessageState::Queued), ..OutboxFilter::default() };
    let lists = transaction.open_table(LISTS).map_err(failed)?;
    let records = transaction.open_table(RECORDS).map_err(failed)?;
    let mut ids = BTreeSet::new();
    for mark in OutboxMessage::narrow(&filter).unwrap_or_default() {
        let range = (kind, mark.as_str(), 0, "", 0)..(kind, mark.as_str(), 1, "", 0);
        for row in lists.range::<ListKey<'_>>(range).map_err(failed)? {
            ids.insert(row.map_err(failed)?.0.value().4);
        }
    }
    let read = |id| records.get((kind, id)).map_err(failed)?.map(|row| record(row.value())).transpose();
    ids.into_iter().filter_map(|id| read(id).transpose()).collect()
}
