//! Records of any kind in three tables, read and written inside one transaction of the database.

use identity_core::domain::{
    self, Entity, Mark, OrderBy, Record, RecordId, UniqueKey as _, Version, Versioned,
};
use identity_core::for_each_record;
use identity_core::store::{Change, ChangeSet, Direction, Page, Slice, StoreError};
use redb::{ReadableTable, Table, TableDefinition, WriteTransaction};
use std::collections::BTreeMap;
use std::ops::Bound::{Excluded, Included};
use uuid::Uuid;

/// Kind and id: the version, and the record as JSON. As numbers, ids sort like their octets.
pub(crate) const RECORDS: TableDefinition<'_, Id, Row> = TableDefinition::new("records");
pub(crate) type Id = (&'static str, u128);
pub(crate) type Row = (u64, &'static [u8]);

/// Kind and unique key: the id of the record that has it.
pub(crate) const KEYS: TableDefinition<'_, (&str, &[u8]), u128> = TableDefinition::new("keys");

/// Kind, mark, order, sort key, id: a list is a range of this table. A record is in it once for each of its marks and
/// orders; the empty mark is that of every record.
pub(crate) const LISTS: TableDefinition<'_, Place, ()> = TableDefinition::new("lists");
pub(crate) type Place = (&'static str, &'static str, u8, &'static str, u128);

pub(crate) fn failed(error: impl std::error::Error + Send + Sync + 'static) -> StoreError {
    StoreError::Failed(Box::new(error))
}

/// The record with this id.
pub(crate) fn get<T: Entity>(
    records: &impl ReadableTable<Id, Row>,
    id: u128,
) -> Result<Option<Versioned<T>>, StoreError> {
    let Some(row) = records.get((T::KIND.as_str(), id)).map_err(failed)? else { return Ok(None) };
    let (version, json) = row.value();
    Ok(Some(Versioned::new(serde_json::from_slice(json).map_err(failed)?, Version::from_number(version))))
}

/// One page of a list. Marks name the ranges to read, `matches` judges, and a record with two of the marks comes once.
pub(crate) fn list<T: Entity>(
    (records, lists): (&impl ReadableTable<Id, Row>, &impl ReadableTable<Place, ()>),
    filter: &T::Filter,
    page: &Page,
) -> Result<Slice<T>, StoreError> {
    let (kind, order, down) =
        (T::KIND.as_str(), page.order_of::<T>() as u8, page.direction() == Direction::Descending);
    let start = page.start_of::<T>();
    let key = start.as_ref().and_then(|start| start.key()).map(ToString::to_string).unwrap_or_default();
    let id = start.as_ref().map(|start| start.id().as_u128());
    let mut found = BTreeMap::new();
    for mark in
        T::narrow(filter).map_or(vec![String::new()], |marks| marks.iter().map(Mark::to_string).collect())
    {
        let at = |order, key, id| (kind, mark.as_str(), order, key, id);
        let (first, end) = (Included(at(order, "", 0)), Excluded(at(order + 1, "", 0)));
        let start = id.map(|id| Excluded(at(order, key.as_str(), id)));
        let range = if down { (first, start.unwrap_or(end)) } else { (start.unwrap_or(first), end) };
        let (mut rows, mut shown) = (lists.range(range).map_err(failed)?, 0);
        while shown <= page.limit() {
            let Some(row) = (if down { rows.next_back() } else { rows.next() }) else { break };
            let row = row.map_err(failed)?.0;
            let (_, _, _, key, id) = row.value();
            if let Some(record) = get::<T>(records, id)?.filter(|record| record.record.matches(filter)) {
                found.insert((key.to_owned(), id), record);
                shown += 1;
            }
        }
    }
    let (found, most) = (found.into_values(), usize::from(page.limit()) + 1);
    Ok(page.slice(if down { found.rev().take(most).collect() } else { found.take(most).collect() }))
}

/// The tables, open for writing. Whatever fails, the transaction is dropped, and nothing was written.
pub(crate) struct Rows<'t> {
    pub(crate) records: Table<'t, Id, Row>,
    pub(crate) keys: Table<'t, (&'static str, &'static [u8]), u128>,
    pub(crate) lists: Table<'t, Place, ()>,
}

impl<'t> Rows<'t> {
    pub(crate) fn open(transaction: &'t WriteTransaction) -> Result<Self, StoreError> {
        let records = transaction.open_table(RECORDS).map_err(failed)?;
        let keys = transaction.open_table(KEYS).map_err(failed)?;
        Ok(Self { records, keys, lists: transaction.open_table(LISTS).map_err(failed)? })
    }

    /// Looks at everything that is required, then makes the changes in their order.
    pub(crate) fn apply(&mut self, changes: &ChangeSet) -> Result<(), StoreError> {
        for change in changes.changes() {
            if let Change::Require(id, version) = change {
                self.require(*id, *version)?;
            }
        }
        changes.changes().iter().try_for_each(|change| self.make(change))
    }

    fn require(&self, id: RecordId, version: Version) -> Result<(), StoreError> {
        let row = self.records.get((id.kind().as_str(), id.as_uuid().as_u128())).map_err(failed)?;
        let is_there = row.is_some_and(|row| row.value().0 == version.number());
        if is_there { Ok(()) } else { Err(StoreError::Conflict { record: id }) }
    }

    fn insert<T: Entity>(&mut self, record: &T) -> Result<(), StoreError> {
        let id: RecordId = record.id().into();
        if get::<T>(&self.records, id.as_uuid().as_u128())?.is_some() {
            return Err(StoreError::AlreadyExists { key: id.to_string() });
        }
        self.put(record, Version::FIRST)
    }

    pub(crate) fn update<T: Entity>(&mut self, record: &T, version: Version) -> Result<(), StoreError> {
        self.remove::<T>(record.id().into(), version)?;
        self.put(record, version.next())
    }

    /// Writes a record that is not there, with its unique keys and its places in lists.
    fn put<T: Entity>(&mut self, record: &T, version: Version) -> Result<(), StoreError> {
        let (kind, uuid): (_, Uuid) = (T::KIND.as_str(), record.id().into());
        for key in record.keys() {
            if self.keys.insert((kind, key.to_bytes().as_slice()), uuid.as_u128()).map_err(failed)?.is_some()
            {
                return Err(StoreError::AlreadyExists { key: format!("{kind} {key:?}") });
            }
        }
        for (mark, order, key) in places(record) {
            self.lists
                .insert((kind, mark.as_str(), order as u8, key.as_str(), uuid.as_u128()), ())
                .map_err(failed)?;
        }
        let json = serde_json::to_vec(record).map_err(failed)?;
        self.records.insert((kind, uuid.as_u128()), (version.number(), json.as_slice())).map_err(failed)?;
        Ok(())
    }

    fn remove<T: Entity>(&mut self, id: RecordId, version: Version) -> Result<(), StoreError> {
        self.require(id, version)?;
        let (kind, id) = (T::KIND.as_str(), id.as_uuid().as_u128());
        let Some(before) = get::<T>(&self.records, id)? else { return Ok(()) };
        for key in before.record.keys() {
            self.keys.remove((kind, key.to_bytes().as_slice())).map_err(failed)?;
        }
        for (mark, order, key) in places(&before.record) {
            self.lists.remove((kind, mark.as_str(), order as u8, key.as_str(), id)).map_err(failed)?;
        }
        self.records.remove((kind, id)).map(|_| ()).map_err(failed)
    }
}

/// Mark, order and sort key of a record's places in lists.
fn places<T: Entity>(record: &T) -> impl Iterator<Item = (String, OrderBy, String)> {
    let marks: Vec<_> = record.marks().iter().map(Mark::to_string).chain([String::new()]).collect();
    let key = |order| record.order_key(order).map(|key| key.to_string()).unwrap_or_default();
    T::ORDERS
        .iter()
        .flat_map(move |order| marks.clone().into_iter().map(move |mark| (mark, *order, key(*order))))
}

macro_rules! make {
    ($($(#[$doc:meta])* $kind:ident($id:ty) $accessor:ident $name:literal),+ $(,)?) => {
        impl Rows<'_> {
            fn make(&mut self, change: &Change) -> Result<(), StoreError> {
                match change {
                    Change::Require(..) => Ok(()),
                    $(Change::Insert(Record::$kind(record)) => self.insert(record.as_ref()),
                    Change::Update(Record::$kind(record), version) => self.update(record.as_ref(), *version),
                    Change::Remove(id @ RecordId::$kind(_), version) => self.remove::<domain::$kind>(*id, *version),)+
                }
            }
        }
    };
}

for_each_record!(make);
