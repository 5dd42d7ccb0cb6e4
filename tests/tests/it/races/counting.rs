//! A store that counts the conflicts of its commits.

use async_trait::async_trait;
use identity_core::for_each_record;
use identity_core::store::{ChangeSet, Claims, Counters, FactRecords, FactsQuery, Store, StoreError, Table};
use identity_store_sql::SqlStore;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The number of conflicts so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Conflicts(Arc<AtomicUsize>);

impl Conflicts {
    pub(super) fn count(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

/// The SQL store, of which every commit that ends in a conflict is counted.
pub(super) struct Counting {
    inner: SqlStore,
    conflicts: Conflicts,
}

impl Counting {
    pub(super) fn new(inner: SqlStore, conflicts: &Conflicts) -> Self {
        Self { inner, conflicts: conflicts.clone() }
    }
}

macro_rules! counting {
    ($($(#[$doc:meta])* $kind:ident($id:ty) $accessor:ident $name:literal),+ $(,)?) => {
        #[async_trait]
        impl Store for Counting {
            async fn commit(&self, changes: &ChangeSet) -> Result<(), StoreError> {
                let committed = self.inner.commit(changes).await;
                if matches!(committed, Err(StoreError::Conflict { .. })) {
                    self.conflicts.0.fetch_add(1, Ordering::Relaxed);
                }
                committed
            }

            $(fn $accessor(&self) -> &dyn Table<identity_core::domain::$kind> { self.inner.$accessor() })+

            async fn load_facts(&self, wanted: &FactsQuery) -> Result<FactRecords, StoreError> {
                self.inner.load_facts(wanted).await
            }

            fn counters(&self) -> &dyn Counters { self.inner.counters() }

            fn claims(&self) -> &dyn Claims { self.inner.claims() }

            async fn check(&self) -> Result<(), StoreError> { self.inner.check().await }
        }
    };
}

for_each_record!(counting);
