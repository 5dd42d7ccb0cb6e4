//! The reference store: the contract in its plainest form, for tests and as an example for adapters.

use super::change_set::{Change, ChangeSet};
use super::claims::Claims;
use super::contract::Store;
use super::counters::Counters;
use super::error::StoreError;
use super::page::{Page, Slice};
use super::shelf::Shelf;
use super::table::Table;
use crate::domain::{Entity, MessageState, OutboxMessage, Record, RecordId, Version, Versioned};
use crate::{Timestamp, for_each_record};
use async_trait::async_trait;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use uuid::Uuid;

/// A shelf of records somewhere in [`State`].
trait Shelved: Entity {
    fn shelf(state: &State) -> &Shelf<Self>;
}

macro_rules! state {
    ($($(#[$doc:meta])* $kind:ident($id:ty) $accessor:ident $name:literal),+ $(,)?) => {
        #[derive(Debug, Default)]
        struct State {
            $($accessor: Shelf<crate::domain::$kind>,)+
            counters: HashMap<String, (Timestamp, u64)>,
        }

        /// A change that was made, with the record as it was before, so that it can be undone.
        enum Undo { $($kind(Uuid, Option<Versioned<crate::domain::$kind>>)),+ }

        $(impl Shelved for crate::domain::$kind {
            fn shelf(state: &State) -> &Shelf<Self> {
                &state.$accessor
            }
        })+

        impl State {
            fn require(&self, id: RecordId, version: Version) -> Result<(), StoreError> {
                match id { $(RecordId::$kind(_) => self.$accessor.require(id, version)),+ }
            }

            fn insert(&mut self, record: &Record) -> Result<Undo, StoreError> {
                match record { $(Record::$kind(record) => {
                    self.$accessor.insert(record)?;
                    Ok(Undo::$kind(record.id.into(), None))
                })+ }
            }

            fn update(&mut self, record: &Record, version: Version) -> Result<Undo, StoreError> {
                match record { $(Record::$kind(record) => {
                    let before = self.$accessor.update(record, version)?;
                    Ok(Undo::$kind(record.id.into(), before))
                })+ }
            }

            fn remove(&mut self, id: RecordId, version: Version) -> Result<Undo, StoreError> {
                match id { $(RecordId::$kind(_) => {
                    let before = self.$accessor.remove(id, version)?;
                    Ok(Undo::$kind(id.as_uuid(), before))
                })+ }
            }

            fn undo(&mut self, undo: Undo) {
                match undo { $(Undo::$kind(id, before) => self.$accessor.restore(id, before)),+ }
            }
        }

        #[async_trait]
        impl Store for MemoryStore {
            async fn commit(&self, changes: &ChangeSet) -> Result<(), StoreError> {
                self.lock().apply(changes)
            }

            $(fn $accessor(&self) -> &dyn Table<crate::domain::$kind> { self })+

            fn counters(&self) -> &dyn Counters { self }

            fn claims(&self) -> &dyn Claims { self }

            async fn check(&self) -> Result<(), StoreError> { Ok(()) }
        }
    };
}

for_each_record!(state);

impl State {
    /// Makes every change, one after the other, or none: when one fails, those before it are undone.
    fn apply(&mut self, changes: &ChangeSet) -> Result<(), StoreError> {
        for (id, version) in changes.requirements() {
            self.require(id, version)?;
        }
        let mut done = Vec::new();
        for change in changes.changes() {
            match self.make(change) {
                Ok(undo) => done.extend(undo),
                Err(error) => {
                    done.into_iter().rev().for_each(|undo| self.undo(undo));
                    return Err(error);
                }
            }
        }
        Ok(())
    }

    fn make(&mut self, change: &Change) -> Result<Option<Undo>, StoreError> {
        match change {
            Change::Require(..) => Ok(None),
            Change::Insert(record) => self.insert(record).map(Some),
            Change::Update(record, version) => self.update(record, *version).map(Some),
            Change::Remove(id, version) => self.remove(*id, *version).map(Some),
        }
    }
}

/// A store in memory. Clones share the same records; all are gone when the last clone is.
#[derive(Debug, Clone, Default)]
pub struct MemoryStore {
    state: Arc<Mutex<State>>,
}

impl MemoryStore {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl<T: Shelved> Table<T> for MemoryStore {
    async fn get(&self, id: T::Id) -> Result<Option<Versioned<T>>, StoreError> {
        Ok(T::shelf(&self.lock()).get(id.into()).cloned())
    }

    async fn find(&self, key: &T::Key) -> Result<Option<Versioned<T>>, StoreError> {
        Ok(T::shelf(&self.lock()).find(key).cloned())
    }

    async fn list(&self, filter: &T::Filter, page: &Page) -> Result<Slice<T>, StoreError> {
        Ok(T::shelf(&self.lock()).list(filter, page))
    }

    async fn count(&self, filter: &T::Filter, at_most: u64) -> Result<u64, StoreError> {
        Ok(T::shelf(&self.lock()).count(filter, at_most))
    }
}

#[async_trait]
impl Counters for MemoryStore {
    async fn hit(&self, key: &str, window_start: Timestamp) -> Result<u64, StoreError> {
        let mut state = self.lock();
        let counter = state.counters.entry(key.to_owned()).or_insert((window_start, 0));
        if counter.0 < window_start {
            *counter = (window_start, 0);
        }
        counter.1 += 1;
        Ok(counter.1)
    }

    async fn count(&self, key: &str, window_start: Timestamp) -> Result<u64, StoreError> {
        let state = self.lock();
        Ok(state.counters.get(key).filter(|(start, _)| *start >= window_start).map_or(0, |(_, count)| *count))
    }

    async fn reset(&self, key: &str) -> Result<(), StoreError> {
        self.lock().counters.remove(key);
        Ok(())
    }

    async fn purge(&self, before: Timestamp) -> Result<u64, StoreError> {
        let mut purged = 0;
        self.lock().counters.retain(|_, (window_start, _)| {
            let stays = *window_start >= before;
            purged += u64::from(!stays);
            stays
        });
        Ok(purged)
    }
}

#[async_trait]
impl Claims for MemoryStore {
    async fn claim_messages(
        &self,
        now: Timestamp,
        lease_until: Timestamp,
        limit: u32,
    ) -> Result<Vec<Versioned<OutboxMessage>>, StoreError> {
        let mut state = self.lock();
        let due = |row: &&mut Versioned<OutboxMessage>| {
            row.record.state == MessageState::Queued && row.record.next_attempt_at <= now
        };
        let rows = state.outbox_messages.rows_mut().filter(due);
        let claim = |row: &mut Versioned<OutboxMessage>| {
            row.record.attempts += 1;
            row.record.next_attempt_at = lease_until;
            row.version = row.version.next();
            row.clone()
        };
        Ok(rows.take(usize::try_from(limit).unwrap_or(usize::MAX)).map(claim).collect())
    }
}
