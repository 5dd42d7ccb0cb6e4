//! Reading the records of one kind.

use crate::tables::{ALL, KEYS, LISTS, ListKey, RECORDS, failed, kind, number, record};
use identity_core::domain::{Entity, Mark, UniqueKey as _, Versioned};
use identity_core::store::{Direction, Page, Slice, StoreError};
use redb::{ReadOnlyTable, ReadTransaction, ReadableTable as _};
use std::collections::BTreeMap;
use std::ops::Bound::{Excluded, Included};
use uuid::Uuid;

/// The record with this id.
pub(crate) fn get<T: Entity>(
    transaction: &ReadTransaction,
    id: u128,
) -> Result<Option<Versioned<T>>, StoreError> {
    let records = transaction.open_table(RECORDS).map_err(failed)?;
    let row = records.get((kind::<T>(), id)).map_err(failed)?;
    row.map(|row| record(row.value())).transpose()
}

/// The record that has this unique key.
pub(crate) fn find<T: Entity>(
    transaction: &ReadTransaction,
    key: &T::Key,
) -> Result<Option<Versioned<T>>, StoreError> {
    let keys = transaction.open_table(KEYS).map_err(failed)?;
    let id = keys.get((kind::<T>(), key.to_bytes().as_slice())).map_err(failed)?;
    id.map_or(Ok(None), |id| get(transaction, id.value()))
}

/// One page of the records that the filter lets through. The marks of the filter say which ranges to read, and
/// `matches` judges each record; a record with several of the marks is shown once.
pub(crate) fn list<T: Entity>(
    transaction: &ReadTransaction,
    filter: &T::Filter,
    page: &Page,
) -> Result<Slice<T>, StoreError> {
    let lists = transaction.open_table(LISTS).map_err(failed)?;
    let marks = T::narrow(filter).map(|marks| marks.iter().map(Mark::to_string).collect());
    let mut found = BTreeMap::new();
    for mark in marks.unwrap_or_else(|| vec![ALL.to_owned()]) {
        found.extend(read_range::<T>(transaction, &lists, &mark, filter, page)?);
    }
    let found = found.into_values();
    let enough = usize::from(page.limit()) + 1;
    Ok(page.slice(match page.direction() {
        Direction::Ascending => found.take(enough).collect(),
        Direction::Descending => found.rev().take(enough).collect(),
    }))
}

type Places<T> = Vec<((String, u128), Versioned<T>)>;

/// The first records with a mark that belong to the page, and one more than it has, with their places.
fn read_range<T: Entity>(
    transaction: &ReadTransaction,
    lists: &ReadOnlyTable<ListKey<'static>, ()>,
    mark: &str,
    filter: &T::Filter,
    page: &Page,
) -> Result<Places<T>, StoreError> {
    let (kind, order) = (kind::<T>(), number(page.order_of::<T>()));
    let start = page.start_of::<T>();
    let (key, id) = start.as_ref().map_or((String::new(), Uuid::nil()), |start| {
        (start.key().map(ToString::to_string).unwrap_or_default(), start.id())
    });
    let first = (kind, mark, order, "", 0);
    let behind = (kind, mark, order + 1, "", 0);
    let place = (kind, mark, order, key.as_str(), id.as_u128());
    let range = match (start.is_some(), page.direction()) {
        (false, _) => (Included(first), Excluded(behind)),
        (true, Direction::Ascending) => (Excluded(place), Excluded(behind)),
        (true, Direction::Descending) => (Included(first), Excluded(place)),
    };
    let mut rows = lists.range::<ListKey<'_>>(range).map_err(failed)?;
    let mut found = Vec::new();
    while found.len() <= usize::from(page.limit()) {
        let row = match page.direction() {
            Direction::Ascending => rows.next(),
            Direction::Descending => rows.next_back(),
        };
        let Some(row) = row.transpose().map_err(failed)? else { break };
        let (_, _, _, key, id) = row.0.value();
        if let Some(read) = get::<T>(transaction, id)?.filter(|read| read.record.matches(filter)) {
            found.push(((key.to_owned(), id), read));
        }
    }
    Ok(found)
}
