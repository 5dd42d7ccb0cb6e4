//! The traits of the contract. Redb waits for the disk, so everything runs on the threads that Tokio has for that.

use crate::rows::{self, ROWS, failed};
use async_trait::async_trait;
use identity_core::domain::{self, Entity, OutboxMessage, Versioned};
use identity_core::store::{
    ChangeSet, Claims, Counters, Entries, Page, Slice, Store, StoreError, Table, claim_by_commits,
};
use identity_core::{Timestamp, for_each_record};
use redb::{
    Database, ReadTransaction, ReadableDatabase as _, ReadableTable as _, TableDefinition, WriteTransaction,
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
        transaction.open_table(ROWS).map_err(failed)?;
        transaction.open_table(COUNTERS).map_err(failed)?;
        transaction.commit().map_err(failed)?;
        Ok(Self(Arc::new(database)))
    }

    async fn read<A: Send + 'static>(
        &self,
        query: impl FnOnce(&ReadTransaction) -> Result<A, StoreError> + Send + 'static,
    ) -> Result<A, StoreError> {
        let database = Arc::clone(&self.0);
        let reading = move || query(&database.begin_read().map_err(failed)?);
        tokio::task::spawn_blocking(reading).await.map_err(failed)?
    }

    /// Runs a change to its end, also when the caller is gone: all of it is written or nothing.
    async fn write<A: Send + 'static>(
        &self,
        change: impl FnOnce(&WriteTransaction) -> Result<A, StoreError> + Send + 'static,
    ) -> Result<A, StoreError> {
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
                self.write(move |into| rows::apply(&mut into.open_table(ROWS).map_err(failed)?, &changes)).await
            }

            $(fn $accessor(&self) -> &dyn Table<domain::$kind> { self })+
            fn counters(&self) -> &dyn Counters { self }
            fn claims(&self) -> &dyn Claims { self }

            async fn check(&self) -> Result<(), StoreError> {
                self.read(|transaction| transaction.open_table(ROWS).map(|_| ()).map_err(failed)).await
            }
        }
    };
}

for_each_record!(store);

#[async_trait]
impl<T: Entity> Table<T> for KeyValueStore {
    async fn get(&self, id: T::Id) -> Result<Option<Versioned<T>>, StoreError> {
        self.read(move |from| rows::get(&from.open_table(ROWS).map_err(failed)?, &Entries::id_key(id.into())))
            .await
    }

    async fn find(&self, key: &T::Key) -> Result<Option<Versioned<T>>, StoreError> {
        let key = Entries::unique_key::<T>(key);
        self.read(move |from| {
            let rows = from.open_table(ROWS).map_err(failed)?;
            rows::value(&rows, &key)?.map_or(Ok(None), |id| rows::get(&rows, &id))
        })
        .await
    }

    async fn list(&self, filter: &T::Filter, page: &Page) -> Result<Slice<T>, StoreError> {
        let (filter, page) = (filter.clone(), page.clone());
        self.read(move |from| rows::list(&from.open_table(ROWS).map_err(failed)?, &filter, &page)).await
    }

    async fn count(&self, filter: &T::Filter, at_most: u64) -> Result<u64, StoreError> {
        let filter = filter.clone();
        self.read(move |from| rows::count::<T>(&from.open_table(ROWS).map_err(failed)?, &filter, at_most))
            .await
    }
}

#[async_trait]
impl Counters for KeyValueStore {
    async fn hit(&self, key: &str, window_start: Timestamp) -> Result<u64, StoreError> {
        let (key, asked) = (key.to_owned(), window_start.unix_micros());
        self.write(move |into| {
            let mut counters = into.open_table(COUNTERS).map_err(failed)?;
            let stored = counters.get(key.as_str()).map_err(failed)?.map(|row| row.value());
            let (start, count) = stored.filter(|(start, _)| *start >= asked).unwrap_or((asked, 0));
            counters.insert(key.as_str(), (start, count + 1)).map_err(failed)?;
            Ok(count + 1)
        })
        .await
    }

    async fn count(&self, key: &str, window_start: Timestamp) -> Result<u64, StoreError> {
        let (key, asked) = (key.to_owned(), window_start.unix_micros());
        self.read(move |from| {
            let counters = from.open_table(COUNTERS).map_err(failed)?;
            let stored = counters.get(key.as_str()).map_err(failed)?.map(|row| row.value());
            Ok(stored.filter(|(start, _)| *start >= asked).map_or(0, |(_, count)| count))
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
        claim_by_commits(self, now, lease_until, limit).await
    }
}
