//! The tables, and what a record puts into them.

use identity_core::domain::{Entity, OrderBy, Version, Versioned};
use identity_core::store::StoreError;
use redb::TableDefinition;
use uuid::Uuid;

/// Kind and id of a record: its version, and the record as JSON.
pub(crate) const RECORDS: TableDefinition<'_, (&str, u128), (u64, &[u8])> = TableDefinition::new("records");

/// Kind and unique key: the id of the record that has the key.
pub(crate) const KEYS: TableDefinition<'_, (&str, &[u8]), u128> = TableDefinition::new("keys");

/// Kind, mark, order, sort key, id: every list is a range of this table. Each record is in it once for each of its marks
/// and orders. The mark of the whole table is empty.
pub(crate) const LISTS: TableDefinition<'_, ListKey<'_>, ()> = TableDefinition::new("lists");
pub(crate) type ListKey<'a> = (&'a str, &'a str, u8, &'a str, u128);

/// Name of a counter: the start of its window in microseconds, and its count.
pub(crate) const COUNTERS: TableDefinition<'_, &str, (i64, u64)> = TableDefinition::new("counters");

/// The mark that every record has.
pub(crate) const ALL: &str = "";

/// The name of a kind of record in the tables.
pub(crate) fn kind<T: Entity>() -> &'static str {
    T::KIND.as_str()
}

/// The number of an order in the tables.
pub(crate) fn number(order: OrderBy) -> u8 {
    match order {
        OrderBy::Id => 0,
        OrderBy::Name => 1,
    }
}

/// The id as a number, which sorts like its octets.
pub(crate) fn id_of<T: Entity>(record: &T) -> u128 {
    let id: Uuid = record.id().into();
    id.as_u128()
}

/// Mark, order and sort key of each entry that a record has among the lists.
pub(crate) fn entries<T: Entity>(record: &T) -> Vec<(String, u8, String)> {
    let marks: Vec<String> = record.marks().iter().map(ToString::to_string).chain([ALL.to_owned()]).collect();
    let entry = |order: OrderBy, mark: &String| {
        let key = record.order_key(order).map(|key| key.to_string()).unwrap_or_default();
        (mark.clone(), number(order), key)
    };
    T::ORDERS.iter().flat_map(|order| marks.iter().map(move |mark| entry(*order, mark))).collect()
}

/// The record of a row.
pub(crate) fn record<T: Entity>((version, json): (u64, &[u8])) -> Result<Versioned<T>, StoreError> {
    Ok(Versioned::new(serde_json::from_slice(json).map_err(failed)?, Version::from_number(version)))
}

/// An error of the database, as the contract tells it.
pub(crate) fn failed(error: impl std::error::Error + Send + Sync + 'static) -> StoreError {
    StoreError::Failed(Box::new(error))
}
