//! The kinds of record behind one interface, so that a clause is written once for all of them.

use super::failure::Failure;
use super::samples::{Draw, Kept, Sample};
use crate::for_each_record;
use crate::store::{Cursor, Entity, OrderBy, Page, Record, RecordId, Store, Version, Versioned};
use crate::values::FoldedText;
use async_trait::async_trait;
use std::marker::PhantomData;
use uuid::Uuid;

macro_rules! by_kind {
    ($($(#[$doc:meta])* $kind:ident($id:ty) $accessor:ident $name:literal),+ $(,)?) => {
        /// Every kind of record, in the order in which the contract names them.
        pub(super) fn kinds() -> Vec<Box<dyn Kind>> {
            vec![$(Box::new(Of::<crate::domain::$kind>(PhantomData))),+]
        }

        /// The kind of a record.
        pub(super) fn kind_of(id: RecordId) -> Box<dyn Kind> {
            match id { $(RecordId::$kind(_) => Box::new(Of::<crate::domain::$kind>(PhantomData))),+ }
        }
    };
}

for_each_record!(by_kind);

/// A record of any kind as it was read.
pub(super) type Stored = Versioned<Record>;

/// One page of any kind.
pub(super) struct AnySlice {
    pub(super) items: Vec<Stored>,
    pub(super) next: Option<Cursor>,
}

/// What clauses ask of a kind of record.
#[async_trait]
pub(super) trait Kind: Send + Sync {
    fn name(&self) -> &'static str;
    /// A record with an id and unique keys of its own.
    fn sample(&self, draw: &mut Draw) -> Record;
    /// A record that holds at least one unique key, where the kind has any. Unlike those of [`Self::sample`],
    /// the keys of two such records may be the same.
    fn keyed(&self, draw: &mut Draw) -> Record;
    /// Another record that has the id of `record`, and perhaps other keys.
    fn revised(&self, draw: &mut Draw, record: &Record) -> Record;
    /// The record under another id.
    fn with_id(&self, record: &Record, id: RecordId) -> Record;
    /// Records with ids of their own that each hold a key of `record`; every key is held by one of them.
    fn clashing(&self, draw: &mut Draw, record: &Record) -> Vec<Record>;
    /// Records whose keys look like those of `record` and are others.
    fn alike(&self, draw: &mut Draw, record: &Record) -> Vec<Record>;
    fn keys(&self, record: &Record) -> Vec<String>;
    /// The orders that lists of the kind have.
    fn orders(&self) -> &'static [OrderBy];
    /// What a record is sorted by in one of them, beside its id.
    fn order_key(&self, record: &Record, by: OrderBy) -> Option<FoldedText>;
    async fn get(&self, store: &dyn Store, id: RecordId) -> Result<Option<Stored>, Failure>;
    /// What the store finds under each key of `record`.
    async fn find(&self, store: &dyn Store, record: &Record) -> Result<Vec<Option<Stored>>, Failure>;
    /// A page of the list without conditions.
    async fn list(&self, store: &dyn Store, page: &Page) -> Result<AnySlice, Failure>;
    /// Whether lists with filters made from `rows` show what [`Entity::matches`] says; `rows` is all there is.
    async fn check_filters(&self, store: &dyn Store, draw: &mut Draw, rows: &[Record])
    -> Result<(), Failure>;
    /// Whether counts with filters made from `rows` give what [`Entity::matches`] says; `rows` is all there is.
    async fn check_counts(&self, store: &dyn Store, draw: &mut Draw, rows: &[Record]) -> Result<(), Failure>;
    /// Whether lists with an empty list among their conditions show nothing.
    async fn check_empty_lists(&self, store: &dyn Store) -> Result<(), Failure>;
}

struct Of<T>(PhantomData<T>);

fn octets<T: Kept>(id: T::Id) -> Uuid {
    let id: RecordId = id.into();
    id.as_uuid()
}

fn stored<T: Into<Record>>(row: Versioned<T>) -> Stored {
    let Versioned { record, version } = row;
    Stored::new(record.into(), version)
}

#[async_trait]
impl<T: Sample> Kind for Of<T> {
    fn name(&self) -> &'static str {
        T::KIND.as_str()
    }

    fn sample(&self, draw: &mut Draw) -> Record {
        T::sample(draw).into()
    }

    fn keyed(&self, draw: &mut Draw) -> Record {
        T::keyed(draw).into()
    }

    fn revised(&self, draw: &mut Draw, record: &Record) -> Record {
        T::sample(draw).with_id(record.id().as_uuid()).into()
    }

    fn with_id(&self, record: &Record, id: RecordId) -> Record {
        T::of(record).map_or_else(|| record.clone(), |own| own.clone().with_id(id.as_uuid()).into())
    }

    fn clashing(&self, draw: &mut Draw, record: &Record) -> Vec<Record> {
        let records = T::of(record).map(|of| T::clashing(draw, of)).unwrap_or_default();
        records.into_iter().map(Into::into).collect()
    }

    fn alike(&self, draw: &mut Draw, record: &Record) -> Vec<Record> {
        let records = T::of(record).map(|of| T::alike(draw, of)).unwrap_or_default();
        records.into_iter().map(Into::into).collect()
    }

    fn keys(&self, record: &Record) -> Vec<String> {
        T::of(record).map(Entity::keys).unwrap_or_default().iter().map(|key| format!("{key:?}")).collect()
    }

    fn orders(&self) -> &'static [OrderBy] {
        T::ORDERS
    }

    fn order_key(&self, record: &Record, by: OrderBy) -> Option<FoldedText> {
        T::of(record).and_then(|record| record.order_key(by))
    }

    async fn get(&self, store: &dyn Store, id: RecordId) -> Result<Option<Stored>, Failure> {
        let read = T::table(store).get(T::Id::from(id.as_uuid())).await;
        Ok(read.map_err(|error| Failure::from(error).at(format!("get {id}")))?.map(stored))
    }

    async fn find(&self, store: &dyn Store, record: &Record) -> Result<Vec<Option<Stored>>, Failure> {
        let mut found = Vec::new();
        for key in T::of(record).map(Entity::keys).unwrap_or_default() {
            let read = T::table(store).find(&key).await;
            found.push(read.map_err(|error| Failure::from(error).at(format!("find {key:?}")))?.map(stored));
        }
        Ok(found)
    }

    async fn list(&self, store: &dyn Store, page: &Page) -> Result<AnySlice, Failure> {
        let read = T::table(store).list(&T::Filter::default(), page).await;
        let slice = read.map_err(|error| Failure::from(error).at(format!("list of {}", T::KIND.as_str())))?;
        let items = slice.items.into_iter().map(stored).collect();
        Ok(AnySlice { items, next: slice.next })
    }

    async fn check_filters(
        &self,
        store: &dyn Store,
        draw: &mut Draw,
        rows: &[Record],
    ) -> Result<(), Failure> {
        let rows: Vec<&T> = rows.iter().filter_map(T::of).collect();
        for round in 0..10 {
            let (Some(one), Some(other)) = (draw.among(&rows), draw.among(&rows)) else { break };
            for filter in T::filters(draw, one, other) {
                let shown = listed::<T>(store, &filter).await?;
                let mut expected: Vec<Uuid> =
                    rows.iter().filter(|row| row.matches(&filter)).map(|row| octets::<T>(row.id())).collect();
                expected.sort_unstable();
                Failure::unless(shown == expected, || {
                    format!(
                        "the list of {} with {filter:?} showed {} and not the {} records that `Entity::matches` \
                         lets through (round {round}); shown {shown:?}, expected {expected:?}",
                        T::KIND.as_str(),
                        shown.len(),
                        expected.len()
                    )
                })?;
            }
        }
        Ok(())
    }

    async fn check_counts(&self, store: &dyn Store, draw: &mut Draw, rows: &[Record]) -> Result<(), Failure> {
        let rows: Vec<&T> = rows.iter().filter_map(T::of).collect();
        let (Some(one), Some(other)) = (draw.among(&rows), draw.among(&rows)) else { return Ok(()) };
        let filters = T::filters(draw, one, other);
        for filter in filters.into_iter().chain([T::Filter::default()]) {
            let passing = rows.iter().filter(|row| row.matches(&filter)).count() as u64;
            for at_most in [0, 1, passing.saturating_sub(1), passing, passing + 1, u64::MAX] {
                let counted = T::table(store).count(&filter, at_most).await?;
                Failure::unless(counted == passing.min(at_most), || {
                    format!(
                        "the count of {} with {filter:?}, asked for {at_most} at most, gave {counted}; \
                         `Entity::matches` lets {passing} through",
                        T::KIND.as_str()
                    )
                })?;
            }
        }
        Ok(())
    }

    async fn check_empty_lists(&self, store: &dyn Store) -> Result<(), Failure> {
        for filter in T::empty_lists() {
            let shown = listed::<T>(store, &filter).await?;
            Failure::unless(shown.is_empty(), || {
                format!(
                    "the list of {} with {filter:?} showed {} records and not none",
                    T::KIND.as_str(),
                    shown.len()
                )
            })?;
        }
        Ok(())
    }
}

/// The ids of all records that a list shows, in ascending order.
async fn listed<T: Sample>(store: &dyn Store, filter: &T::Filter) -> Result<Vec<Uuid>, Failure> {
    let read = T::table(store).list(filter, &Page::first(Page::MAX_LIMIT)).await;
    let slice = read
        .map_err(|error| Failure::from(error).at(format!("list of {} with {filter:?}", T::KIND.as_str())))?;
    Ok(slice.items.iter().map(|row| octets::<T>(row.record.id())).collect())
}

/// The version that a record has after `updates` updates.
pub(super) fn version_after(updates: u64) -> Version {
    Version::from_number(Version::FIRST.number() + updates)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn clashing_records_hold_every_key_and_alike_ones_hold_none() {
        for kind in kinds() {
            let mut draw = Draw::new(11);
            let mut with_keys = 0;
            for _ in 0..40 {
                let record = kind.keyed(&mut draw);
                let keys: BTreeSet<_> = kind.keys(&record).into_iter().collect();
                with_keys += keys.len();
                let clashes = kind.clashing(&mut draw, &record);
                let mut held = BTreeSet::new();
                for clash in &clashes {
                    let shared: Vec<_> =
                        kind.keys(clash).into_iter().filter(|key| keys.contains(key)).collect();
                    assert_eq!(shared.len(), 1, "{}: {clash:?}", kind.name());
                    assert_ne!(clash.id(), record.id());
                    held.extend(shared);
                }
                assert_eq!(held, keys, "{}", kind.name());
                for near in kind.alike(&mut draw, &record) {
                    assert!(kind.keys(&near).iter().all(|key| !keys.contains(key)), "{near:?}");
                }
                assert_eq!(kind.revised(&mut draw, &record).id(), record.id());
            }
            let keyless = ["connection", "grant", "audit_event", "outbox_message", "logout", "sms_settings"]
                .contains(&kind.name());
            assert_eq!(with_keys == 0, keyless, "{}", kind.name());
        }
    }
}
