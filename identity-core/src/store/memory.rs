//! The reference store: the contract in its plainest form, for tests and as an example for adapters.

use super::change_set::{Change, ChangeSet};
use super::claims::Claims;
use super::contract::Store;
use super::counters::Counters;
use super::error::StoreError;
use super::record::Record;
use super::table::{Order, Page, Slice, Table};
use crate::domain::{
    AccessToken, ApiClient, AuditEvent, ConsumedAssertion, Contract, Credential, Entity, Grant, Invitation,
    LoginRequest, Logout, Membership, MessageState, NameIdentifier, Organization, OutboxMessage, Participant,
    RecordId, RelyingParty, Role, Service, ServiceSession, Session, SignOn, SigningKey, User, Version,
    Versioned,
};
use crate::{Timestamp, for_each_record};
use async_trait::async_trait;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use uuid::Uuid;

/// All records of one kind, with their unique keys.
#[derive(Debug, Clone)]
struct Shelf<T: Entity> {
    rows: BTreeMap<Uuid, Versioned<T>>,
    keys: HashMap<T::Key, Uuid>,
}

impl<T: Entity> Default for Shelf<T> {
    fn default() -> Self {
        Self { rows: BTreeMap::new(), keys: HashMap::new() }
    }
}

impl<T: Entity> Shelf<T> {
    fn require(&self, id: Uuid, version: Version, name: RecordId) -> Result<(), StoreError> {
        match self.rows.get(&id) {
            Some(row) if row.version == version => Ok(()),
            _ => Err(StoreError::Conflict { record: name }),
        }
    }

    fn insert(&mut self, record: &T) -> Result<(), StoreError> {
        let id = record.id().into();
        if self.rows.contains_key(&id) {
            return Err(StoreError::AlreadyExists { key: id.to_string() });
        }
        self.take_keys(record)?;
        self.rows.insert(id, Versioned::new(record.clone(), Version::FIRST));
        Ok(())
    }

    fn update(&mut self, record: &T, version: Version, name: RecordId) -> Result<(), StoreError> {
        let id = record.id().into();
        self.require(id, version, name)?;
        self.free_keys(id);
        self.take_keys(record)?;
        self.rows.insert(id, Versioned::new(record.clone(), version.next()));
        Ok(())
    }

    fn remove(&mut self, id: Uuid, version: Version, name: RecordId) -> Result<(), StoreError> {
        self.require(id, version, name)?;
        self.free_keys(id);
        self.rows.remove(&id);
        Ok(())
    }

    fn free_keys(&mut self, id: Uuid) {
        for key in self.rows.get(&id).map(|row| row.record.keys()).unwrap_or_default() {
            self.keys.remove(&key);
        }
    }

    fn take_keys(&mut self, record: &T) -> Result<(), StoreError> {
        for key in record.keys() {
            if self.keys.contains_key(&key) {
                return Err(StoreError::AlreadyExists { key: format!("{key:?}") });
            }
            self.keys.insert(key, record.id().into());
        }
        Ok(())
    }

    fn list(&self, filter: &T::Filter, page: &Page) -> Slice<T> {
        let wanted = |(_, row): &(&Uuid, &Versioned<T>)| row.record.matches(filter);
        let mut found: Vec<_> = match (page.order(), page.start()) {
            (Order::Ascending, None) => self.rows.iter().filter(wanted).take(page_and_one(page)).collect(),
            (Order::Descending, None) => {
                self.rows.iter().rev().filter(wanted).take(page_and_one(page)).collect()
            }
            (Order::Ascending, Some(start)) => {
                let behind = self.rows.iter().filter(|(id, _)| **id > start);
                behind.filter(wanted).take(page_and_one(page)).collect()
            }
            (Order::Descending, Some(start)) => {
                let behind = self.rows.iter().rev().filter(|(id, _)| **id < start);
                behind.filter(wanted).take(page_and_one(page)).collect()
            }
        };
        let more = found.len() > usize::from(page.limit());
        found.truncate(usize::from(page.limit()));
        let next = if more { found.last().map(|(id, _)| T::Id::from(**id)) } else { None };
        Slice { items: found.into_iter().map(|(_, row)| row.clone()).collect(), next }
    }
}

/// One row more than the page shows whether there is another page.
fn page_and_one(page: &Page) -> usize {
    usize::from(page.limit()) + 1
}

/// A shelf of records somewhere in [`State`].
trait Shelved: Entity {
    fn shelf(state: &State) -> &Shelf<Self>;
}

macro_rules! state {
    ($($(#[$doc:meta])* $kind:ident($id:ty) $accessor:ident $name:literal),+ $(,)?) => {
        #[derive(Debug, Clone, Default)]
        struct State {
            $($accessor: Shelf<$kind>,)+
            counters: HashMap<String, (Timestamp, u64)>,
        }

        $(impl Shelved for $kind {
            fn shelf(state: &State) -> &Shelf<Self> {
                &state.$accessor
            }
        })+

        impl State {
            fn require(&self, id: RecordId, version: Version) -> Result<(), StoreError> {
                match id { $(RecordId::$kind(_) => self.$accessor.require(id.as_uuid(), version, id)),+ }
            }

            fn insert(&mut self, record: &Record) -> Result<(), StoreError> {
                match record { $(Record::$kind(record) => self.$accessor.insert(record)),+ }
            }

            fn update(&mut self, record: &Record, version: Version) -> Result<(), StoreError> {
                let name = record.id();
                match record { $(Record::$kind(record) => self.$accessor.update(record, version, name)),+ }
            }

            fn remove(&mut self, id: RecordId, version: Version) -> Result<(), StoreError> {
                match id { $(RecordId::$kind(_) => self.$accessor.remove(id.as_uuid(), version, id)),+ }
            }
        }

        #[async_trait]
        impl Store for MemoryStore {
            async fn commit(&self, changes: &ChangeSet) -> Result<(), StoreError> {
                let mut state = self.lock();
                let mut next = state.clone();
                next.apply(changes)?;
                *state = next;
                Ok(())
            }

            $(fn $accessor(&self) -> &dyn Table<$kind> { self })+

            fn counters(&self) -> &dyn Counters { self }

            fn claims(&self) -> &dyn Claims { self }

            async fn check(&self) -> Result<(), StoreError> { Ok(()) }
        }
    };
}

for_each_record!(state);

impl State {
    /// What is required is looked at before anything is changed; then the changes, one after the other.
    fn apply(&mut self, changes: &ChangeSet) -> Result<(), StoreError> {
        for change in changes.changes() {
            if let Change::Require(id, version) = change {
                self.require(*id, *version)?;
            }
        }
        for change in changes.changes() {
            match change {
                Change::Require(..) => {}
                Change::Insert(record) => self.insert(record)?,
                Change::Update(record, version) => self.update(record, *version)?,
                Change::Remove(id, version) => self.remove(*id, *version)?,
            }
        }
        Ok(())
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
        Ok(T::shelf(&self.lock()).rows.get(&id.into()).cloned())
    }

    async fn find(&self, key: &T::Key) -> Result<Option<Versioned<T>>, StoreError> {
        let state = self.lock();
        let rows = T::shelf(&state);
        Ok(rows.keys.get(key).and_then(|id| rows.rows.get(id)).cloned())
    }

    async fn list(&self, filter: &T::Filter, page: &Page) -> Result<Slice<T>, StoreError> {
        Ok(T::shelf(&self.lock()).list(filter, page))
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
        let rows = state.outbox_messages.rows.values_mut().filter(due);
        let claim = |row: &mut Versioned<OutboxMessage>| {
            row.record.attempts += 1;
            row.record.next_attempt_at = lease_until;
            row.version = row.version.next();
            row.clone()
        };
        Ok(rows.take(usize::try_from(limit).unwrap_or(usize::MAX)).map(claim).collect())
    }
}
