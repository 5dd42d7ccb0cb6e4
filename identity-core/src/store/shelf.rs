//! All records of one kind in memory, with their unique keys and orders.

use super::error::StoreError;
use super::page::{Direction, Page, Slice};
use crate::domain::{Entity, OrderBy, RecordId, UniqueKey, Version, Versioned};
use crate::values::FoldedText;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound::{Excluded, Unbounded};
use uuid::Uuid;

/// All records of one kind. A method that fails has changed nothing.
#[derive(Debug)]
pub(super) struct Shelf<T: Entity> {
    rows: BTreeMap<Uuid, Versioned<T>>,
    keys: HashMap<T::Key, Uuid>,
    /// The records in each order that the kind has beside that by id.
    places: BTreeMap<OrderBy, BTreeSet<(FoldedText, Uuid)>>,
}

impl<T: Entity> Default for Shelf<T> {
    fn default() -> Self {
        Self { rows: BTreeMap::new(), keys: HashMap::new(), places: BTreeMap::new() }
    }
}

impl<T: Entity> Shelf<T> {
    pub(super) fn get(&self, id: Uuid) -> Option<&Versioned<T>> {
        self.rows.get(&id)
    }

    pub(super) fn find(&self, key: &T::Key) -> Option<&Versioned<T>> {
        self.keys.get(key).and_then(|id| self.rows.get(id))
    }

    /// The records by id, to change what neither a key nor a sort key is made of.
    pub(super) fn rows_mut(&mut self) -> impl Iterator<Item = &mut Versioned<T>> {
        self.rows.values_mut()
    }

    pub(super) fn require(&self, id: RecordId, version: Version) -> Result<(), StoreError> {
        match self.rows.get(&id.as_uuid()) {
            Some(row) if row.version == version => Ok(()),
            _ => Err(StoreError::Conflict { record: id }),
        }
    }

    pub(super) fn insert(&mut self, record: &T) -> Result<(), StoreError> {
        let id = record.id().into();
        if self.rows.contains_key(&id) {
            return Err(StoreError::AlreadyExists { key: id.to_string() });
        }
        self.put(Versioned::new(record.clone(), Version::FIRST)).map_err(|(error, _)| error)
    }

    /// Gives the record as it was before.
    pub(super) fn update(
        &mut self,
        record: &T,
        version: Version,
    ) -> Result<Option<Versioned<T>>, StoreError> {
        let id = record.id();
        self.require(id.into(), version)?;
        let before = self.take(id.into());
        if let Err((error, _)) = self.put(Versioned::new(record.clone(), version.next())) {
            self.restore(id.into(), before);
            return Err(error);
        }
        Ok(before)
    }

    /// Gives the record as it was before.
    pub(super) fn remove(
        &mut self,
        id: RecordId,
        version: Version,
    ) -> Result<Option<Versioned<T>>, StoreError> {
        self.require(id, version)?;
        Ok(self.take(id.as_uuid()))
    }

    /// Undoes the last change of a record, which was so before.
    pub(super) fn restore(&mut self, id: Uuid, before: Option<Versioned<T>>) {
        self.take(id);
        if let Some(row) = before {
            // Every later change is undone, so the keys are free again.
            let _ = self.put(row);
        }
    }

    /// One page of the records that a filter lets through.
    pub(super) fn list(&self, filter: &T::Filter, page: &Page) -> Slice<T> {
        let wanted = |row: &&Versioned<T>| row.record.matches(filter);
        let limit = usize::from(page.limit()) + 1;
        let found: Vec<&Versioned<T>> = match (page.order_of::<T>(), page.direction()) {
            (OrderBy::Id, Direction::Ascending) => self.by_id(page).filter(wanted).take(limit).collect(),
            (OrderBy::Id, Direction::Descending) => {
                self.by_id(page).rev().filter(wanted).take(limit).collect()
            }
            (by, Direction::Ascending) => self.by_key(by, page).filter(wanted).take(limit).collect(),
            (by, Direction::Descending) => self.by_key(by, page).rev().filter(wanted).take(limit).collect(),
        };
        page.slice(found.into_iter().cloned().collect())
    }

    /// How many records a filter lets through, counted up to a limit.
    pub(super) fn count(&self, filter: &T::Filter, at_most: u64) -> u64 {
        let limit = usize::try_from(at_most).unwrap_or(usize::MAX);
        let passing = self.rows.values().filter(|row| row.record.matches(filter));
        passing.take(limit).count() as u64
    }

    /// The records from the start of a page on, or up to it in a list that goes down.
    fn by_id(&self, page: &Page) -> impl DoubleEndedIterator<Item = &Versioned<T>> {
        let start = page.start_of::<T>().map_or(Unbounded, |start| Excluded(start.id()));
        let range = match page.direction() {
            Direction::Ascending => (start, Unbounded),
            Direction::Descending => (Unbounded, start),
        };
        self.rows.range(range).map(|(_, row)| row)
    }

    fn by_key(&self, by: OrderBy, page: &Page) -> impl DoubleEndedIterator<Item = &Versioned<T>> {
        let start = page
            .start_of::<T>()
            .map_or(Unbounded, |start| Excluded((start.key().cloned().unwrap_or_default(), start.id())));
        let range = match page.direction() {
            Direction::Ascending => (start, Unbounded),
            Direction::Descending => (Unbounded, start),
        };
        let places = self.places.get(&by).into_iter().flat_map(move |places| places.range(range.clone()));
        places.filter_map(|(_, id)| self.rows.get(id))
    }

    /// Puts a record onto the shelf; one that cannot be put there comes back with the reason.
    fn put(&mut self, row: Versioned<T>) -> Result<(), (StoreError, Versioned<T>)> {
        let keys = row.record.keys();
        if let Some(key) = keys.iter().find(|key| self.keys.contains_key(key)) {
            let key = String::from_utf8_lossy(&key.to_bytes()).into_owned();
            return Err((StoreError::AlreadyExists { key }, row));
        }
        let id = row.record.id().into();
        self.keys.extend(keys.into_iter().map(|key| (key, id)));
        for (by, key) in sort_keys(&row.record) {
            self.places.entry(by).or_default().insert((key, id));
        }
        self.rows.insert(id, row);
        Ok(())
    }

    /// Takes a record off the shelf.
    fn take(&mut self, id: Uuid) -> Option<Versioned<T>> {
        let row = self.rows.remove(&id)?;
        for key in row.record.keys() {
            self.keys.remove(&key);
        }
        for (by, key) in sort_keys(&row.record) {
            if let Some(places) = self.places.get_mut(&by) {
                places.remove(&(key, id));
            }
        }
        Some(row)
    }
}

/// The sort keys of a record, with the order of each.
fn sort_keys<T: Entity>(record: &T) -> impl Iterator<Item = (OrderBy, FoldedText)> {
    T::ORDERS.iter().filter_map(|by| Some((*by, record.order_key(*by)?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{RecordKind, ServiceFilter};
    use crate::ids::ServiceId;
    use serde::{Deserialize, Serialize};
    use std::cell::Cell;

    thread_local! {
        static CLONES: Cell<usize> = const { Cell::new(0) };
    }

    /// A record that counts how often it is copied.
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Counted {
        id: ServiceId,
        name: String,
    }

    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    struct Named(String);

    impl UniqueKey for Named {}

    impl Clone for Counted {
        fn clone(&self) -> Self {
            CLONES.set(CLONES.get() + 1);
            Self { id: self.id, name: self.name.clone() }
        }
    }

    impl Entity for Counted {
        const KIND: RecordKind = RecordKind::Service;
        const ORDERS: &'static [OrderBy] = &[OrderBy::Id, OrderBy::Name];
        type Id = ServiceId;
        type Key = Named;
        type Filter = ServiceFilter;

        fn id(&self) -> ServiceId {
            self.id
        }

        fn keys(&self) -> Vec<Named> {
            vec![Named(self.name.clone())]
        }

        fn matches(&self, _filter: &ServiceFilter) -> bool {
            true
        }

        fn order_key(&self, by: OrderBy) -> Option<FoldedText> {
            (by == OrderBy::Name).then(|| FoldedText::of(&self.name))
        }
    }

    fn record(number: u128, name: &str) -> Counted {
        Counted { id: Uuid::from_u128(number).into(), name: name.to_owned() }
    }

    fn filled() -> Shelf<Counted> {
        let mut shelf = Shelf::default();
        for number in 0..1_000 {
            shelf.insert(&record(number, &format!("record {number}"))).unwrap();
        }
        shelf
    }

    fn clones(work: impl FnOnce()) -> usize {
        let before = CLONES.get();
        work();
        CLONES.get() - before
    }

    #[test]
    fn a_change_copies_the_changed_record_alone() {
        let mut shelf = filled();
        let id = RecordId::Service(Uuid::from_u128(7).into());
        assert_eq!(clones(|| shelf.insert(&record(5_000, "new")).unwrap()), 1);
        assert_eq!(clones(|| drop(shelf.update(&record(7, "other"), Version::FIRST).unwrap())), 1);
        assert_eq!(clones(|| drop(shelf.remove(id, Version::FIRST.next()).unwrap())), 0);
        assert_eq!(clones(|| assert!(shelf.require(id, Version::FIRST).is_err())), 0);
        let page = Page::first(3);
        // One more than the page shows says that there is a next page.
        assert_eq!(clones(|| drop(shelf.list(&ServiceFilter::default(), &page))), 4);
    }

    #[test]
    fn a_change_that_is_undone_leaves_records_keys_and_orders_as_they_were() {
        let mut shelf = filled();
        let state =
            |shelf: &Shelf<Counted>| format!("{:?} {:?} {}", shelf.rows, shelf.places, shelf.keys.len());
        let before = state(&shelf);
        let id = Uuid::from_u128(7);
        assert!(shelf.update(&record(7, "record 8"), Version::FIRST).is_err());
        assert_eq!(state(&shelf), before);
        let updated = shelf.update(&record(7, "other"), Version::FIRST).unwrap();
        assert_ne!(state(&shelf), before);
        shelf.restore(id, updated);
        assert_eq!(state(&shelf), before);
        let removed = shelf.remove(RecordId::Service(id.into()), Version::FIRST).unwrap();
        shelf.restore(id, removed);
        shelf.insert(&record(5_000, "new")).unwrap();
        shelf.restore(Uuid::from_u128(5_000), None);
        assert_eq!(state(&shelf), before);
        assert_eq!(shelf.find(&Named("record 7".to_owned())).map(|row| row.id), Some(id.into()));
    }
}
