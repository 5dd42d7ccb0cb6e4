//! Records of any kind in one table of keys and values, read and written inside one transaction of the database.

use identity_core::domain::{Entity, Record, RecordId, Version, Versioned};
use identity_core::store::{Change, ChangeSet, Direction, Entries, Page, Slice, StoreError};
use redb::{ReadableTable, Table, TableDefinition};
use std::collections::BTreeSet;
use std::iter;

/// The entries of the records; [`Entries`] says what they are.
pub(crate) const ROWS: TableDefinition<'_, Octets, Octets> = TableDefinition::new("rows");
pub(crate) type Octets = &'static [u8];

pub(crate) fn failed(error: impl std::error::Error + Send + Sync + 'static) -> StoreError {
    StoreError::Failed(Box::new(error))
}

/// The value under a key.
pub(crate) fn value(
    rows: &impl ReadableTable<Octets, Octets>,
    key: &[u8],
) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(rows.get(key).map_err(failed)?.map(|value| value.value().to_vec()))
}

/// The record whose id has this key.
pub(crate) fn get<T: Entity>(
    rows: &impl ReadableTable<Octets, Octets>,
    id: &[u8],
) -> Result<Option<Versioned<T>>, StoreError> {
    value(rows, id)?.map(|value| Entries::decode(&value)).transpose()
}

/// One page of a list. The ranges lead to the records that come into question, and `matches` decides about each.
pub(crate) fn list<T: Entity>(
    rows: &impl ReadableTable<Octets, Octets>,
    filter: &T::Filter,
    page: &Page,
) -> Result<Slice<T>, StoreError> {
    let (up, mut parts) = (page.direction() == Direction::Ascending, Vec::new());
    for range in Entries::ranges::<T>(filter, page) {
        let mut places = rows.range(range.start.as_slice()..range.end.as_slice()).map_err(failed)?;
        let places = iter::from_fn(move || if up { places.next() } else { places.next_back() });
        parts.push(places.filter_map(|place| match place {
            Ok((_, id)) => get(rows, id.value()).transpose(),
            Err(error) => Some(Err(failed(error))),
        }));
    }
    page.slice_of_parts(filter, parts)
}

/// How many records of a list there are, up to a limit. One that several ranges lead to is counted once.
pub(crate) fn count<T: Entity>(
    rows: &impl ReadableTable<Octets, Octets>,
    filter: &T::Filter,
    at_most: u64,
) -> Result<u64, StoreError> {
    let mut counted: BTreeSet<RecordId> = BTreeSet::new();
    for range in Entries::ranges::<T>(filter, &Page::first(1)) {
        for place in rows.range(range.start.as_slice()..range.end.as_slice()).map_err(failed)? {
            if counted.len() as u64 >= at_most {
                return Ok(at_most);
            }
            let (_, id) = place.map_err(failed)?;
            let found: Option<Versioned<T>> = get(rows, id.value())?;
            counted
                .extend(found.filter(|row| row.matches(filter)).map(|row| -> RecordId { row.id().into() }));
        }
    }
    Ok(counted.len() as u64)
}

/// The table, open for writing. Whatever fails, its transaction is dropped, and nothing was written.
pub(crate) type Rows<'t> = Table<'t, Octets, Octets>;

/// Looks at everything that is required, then makes the changes in their order.
pub(crate) fn apply(rows: &mut Rows<'_>, changes: &ChangeSet) -> Result<(), StoreError> {
    for (id, version) in changes.requirements() {
        Entries::require(id, version, value(rows, &Entries::id_key(id))?.as_deref())?;
    }
    changes.changes().iter().try_for_each(|change| match change {
        Change::Require(..) => Ok(()),
        Change::Insert(record) => put(rows, record, Version::FIRST),
        Change::Update(record, version) => {
            remove(rows, record.id(), *version)?;
            put(rows, record, version.next())
        }
        Change::Remove(id, version) => remove(rows, *id, *version),
    })
}

/// Writes a record that is not there, with its unique keys and its places in lists.
fn put(rows: &mut Rows<'_>, record: &Record, version: Version) -> Result<(), StoreError> {
    let Entries { id, value: record, unique, places } = Entries::of(record, version)?;
    for key in unique.iter().chain([&id]) {
        if value(rows, key)?.is_some() {
            return Err(StoreError::AlreadyExists { key: String::from_utf8_lossy(key).into_owned() });
        }
    }
    for key in unique.iter().chain(&places) {
        rows.insert(key.as_slice(), id.as_slice()).map_err(failed)?;
    }
    rows.insert(id.as_slice(), record.as_slice()).map(|_| ()).map_err(failed)
}

fn remove(rows: &mut Rows<'_>, id: RecordId, version: Version) -> Result<(), StoreError> {
    let stored = value(rows, &Entries::id_key(id))?;
    let Entries { id, unique, places, .. } = Entries::read(id, version, stored.as_deref())?;
    for key in unique.iter().chain(&places).chain([&id]) {
        rows.remove(key.as_slice()).map_err(failed)?;
    }
    Ok(())
}
