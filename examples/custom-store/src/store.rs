//! The traits of the contract. Redb waits for the disk, so everything runs on the threads that Tokio has for that.

use crate::rows::{self, KEYS, LISTS, RECORDS, Rows, failed};
use async_trait::async_trait;
use identity_core::domain::{self, Entity, MessageState, OutboxFilter, OutboxMessage, Versioned};
use identity_core::store::{ChangeSet, Claims, Counters, Page, Slice, Store, StoreError, Table};
use identity_core::{Timestamp, for_each_record};
use redb::{
    Database, ReadTransaction, ReadableDatabase as _, ReadableTable, TableDefinition, WriteTransaction,
};
use std::{path::Path, sync::Arc};

/// Name of a counter: the start of its window in microseconds, and its count.
const COUNTERS: TableDefinition<'_, &str, (i64, u64)> = TableDefinition::new("counters");

/// A store in a redb file. Clones share it.
#[derive(Debug, Clone)]
pub struct KeyValueStore(Arc<Database>);

impl KeyValueStore {
    /// Opens the file, or makes a new one. One process can have it open at a time.
    pub fn open(file: &Path) -> Result<Self, StoreError> {
        let database = Database::create(file).map_err(failed)?;
        let transaction = database.begin_write().map_err(failed)?;
        Rows::open(&transaction)?;
        transaction.open_table(COUNTERS).map_err(failed)?;
        transaction.commit().map_err(failed)?;
        Ok(Self(Arc::new(database)))
    }

    async fn read<A, Q>(&self, query: Q) -> Result<A, StoreError>
    where
        A: Send + 'static,
        Q: FnOnce(&ReadTransaction) -> Result<A, StoreError> + Send + 'static,
    {
        let database = Arc::clone(&self.0);
        let reading = move || query(&database.begin_read().map_err(failed)?);
        tokio::task::spawn_blocking(reading).await.map_err(failed)?
    }

    /// Runs a change to its end, also when the caller is gone: all of it is written or nothing.
    async fn write<A, C>(&self, change: C) -> Result<A, StoreError>
    where
        A: Send + 'static,
        C: FnOnce(&WriteTransaction) -> Result<A, StoreError> + Send + 'static,
    {
        let database = Arc::clone(&self.0);
        let writing = move || {
            let transaction = database.begin_write().map_err(failed)?;
            let answer = change(&transaction)?;
            transaction.commit().map(|()| answer).map_err(failed)
        };
        tokio::task::spawn_blocking(writing).await.map_err(failed)?
    }
}

macro_rules! store {
    ($($(#[$doc:meta])* $kind:ident($id:ty) $accessor:ident $name:literal),+ $(,)?) => {
        #[async_trait]
        impl Store for KeyValueStore {
            async fn commit(&self, changes: &ChangeSet) -> Result<(), StoreError> {
                let changes = changes.clone();
                self.write(move |transaction| Rows::open(transaction)?.apply(&changes)).await
            }

            $(fn $accessor(&self) -> &dyn Table<domain::$kind> { self })+

            fn counters(&self) -> &dyn Counters { self }

            fn claims(&self) -> &dyn Claims { self }

            async fn check(&self) -> Result<(), StoreError> {
                self.read(|transaction| transaction.open_table(RECORDS).map(|_| ()).map_err(failed)).await
            }
        }
    };
}

for_each_record!(store);

#[async_trait]
impl<T: Entity> Table<T> for KeyValueStore {
    async fn get(&self, id: T::Id) -> Result<Option<Versioned<T>>, StoreError> {
        let id: uuid::Uuid = id.into();
        self.read(move |from| rows::get(&from.open_table(RECORDS).map_err(failed)?, id.as_u128())).await
    }

    async fn find(&self, key: &T::Key) -> Result<Option<Versioned<T>>, StoreError> {
        let key = domain::UniqueKey::to_bytes(key);
        self.read(move |from| {
            let keys = from.open_table(KEYS).map_err(failed)?;
            let Some(id) = keys.get((T::KIND.as_str(), key.as_slice())).map_err(failed)? else {
                return Ok(None);
            };
            rows::get(&from.open_table(RECORDS).map_err(failed)?, id.value())
        })
        .await
    }

    async fn list(&self, filter: &T::Filter, page: &Page) -> Result<Slice<T>, StoreError> {
        let (filter, page) = (filter.clone(), page.clone());
        self.read(move |from| {
            let (records, lists) = (from.open_table(RECORDS), from.open_table(LISTS));
            rows::list((&records.map_err(failed)?, &lists.map_err(failed)?), &filter, &page)
        })
        .await
    }
}

/// The start of the stored window and its count, unless a later window is asked for.
fn counted(
    counters: &impl ReadableTable<&'static str, (i64, u64)>,
    key: &str,
    asked: i64,
) -> Result<Option<(i64, u64)>, StoreError> {
    let stored = counters.get(key).map_err(failed)?.map(|row| row.value());
    Ok(stored.filter(|(start, _)| *start >= asked))
}

#[async_trait]
impl Counters for KeyValueStore {
    async fn hit(&self, key: &str, window_start: Timestamp) -> Result<u64, StoreError> {
        let (key, asked) = (key.to_owned(), window_start.unix_micros());
        self.write(move |into| {
            let mut counters = into.open_table(COUNTERS).map_err(failed)?;
            let (start, count) = counted(&counters, &key, asked)?.unwrap_or((asked, 0));
            counters.insert(key.as_str(), (start, count + 1)).map_err(failed)?;
            Ok(count + 1)
        })
        .await
    }

    async fn count(&self, key: &str, window_start: Timestamp) -> Result<u64, StoreError> {
        let (key, asked) = (key.to_owned(), window_start.unix_micros());
        self.read(move |from| {
            let counters = from.open_table(COUNTERS).map_err(failed)?;
            Ok(counted(&counters, &key, asked)?.map_or(0, |(_, count)| count))
        })
        .await
    }

    async fn reset(&self, key: &str) -> Result<(), StoreError> {
        let key = key.to_owned();
        let remove = move |into: &WriteTransaction| -> Result<(), StoreError> {
            into.open_table(COUNTERS).map_err(failed)?.remove(key.as_str()).map(|_| ()).map_err(failed)
        };
        self.write(remove).await
    }

    async fn purge(&self, before: Timestamp) -> Result<u64, StoreError> {
        self.write(move |into| {
            let mut counters = into.open_table(COUNTERS).map_err(failed)?;
            let over = counters.extract_if(|_, (start, _)| start < before.unix_micros()).map_err(failed)?;
            over.map(|row| row.map(|_| 1).map_err(failed)).sum()
        })
        .await
    }
}

#[async_trait]
impl Claims for KeyValueStore {
    async fn claim_messages(
        &self,
        now: Timestamp,
        lease_until: Timestamp,
        limit: u32,
    ) -> Result<Vec<Versioned<OutboxMessage>>, StoreError> {
        self.write(move |into| claim(&mut Rows::open(into)?, now, lease_until, limit as usize)).await
    }
}

fn claim(
    rows: &mut Rows<'_>,
    now: Timestamp,
    lease_until: Timestamp,
    limit: usize,
) -> Result<Vec<Versioned<OutboxMessage>>, StoreError> {
    let queued = OutboxFilter { state: Some(MessageState::Queued), ..OutboxFilter::default() };
    let (mut claimed, mut page) = (Vec::new(), Some(Page::first(Page::MAX_LIMIT)));
    while let Some(asked) = page.filter(|_| claimed.len() < limit) {
        let slice = rows::list::<OutboxMessage>((&rows.records, &rows.lists), &queued, &asked)?;
        let due = slice.items.into_iter().filter(|found| found.next_attempt_at <= now);
        for mut found in due.take(limit - claimed.len()) {
            found.record.attempts += 1;
            found.record.next_attempt_at = lease_until;
            rows.update(&found.record, found.version)?;
            claimed.push(Versioned::new(found.record, found.version.next()));
        }
        page = slice.next.map(|next| asked.after(next));
    }
    Ok(claimed)
}
