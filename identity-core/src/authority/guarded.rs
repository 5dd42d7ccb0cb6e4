//! The store as use cases see it: to read.

use crate::for_each_record;
use crate::store::{Claims, Counters, FactRecords, FactsQuery, Store, StoreError, Table};
use std::fmt;
use std::sync::Arc;

/// The store as use cases see it: to read. Writing goes through [`writing`](super::writing).
#[derive(Clone)]
pub(crate) struct GuardedStore(Arc<dyn Store>);

impl fmt::Debug for GuardedStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GuardedStore").finish_non_exhaustive()
    }
}

macro_rules! readers {
    ($($(#[$doc:meta])* $kind:ident($id:ty) $accessor:ident $name:literal),+ $(,)?) => {
        #[allow(dead_code, reason = "a kind of record can come before its use cases")]
        impl GuardedStore {
            $($(#[$doc])* pub(crate) fn $accessor(&self) -> &dyn Table<crate::domain::$kind> {
                self.0.$accessor()
            })+
        }
    };
}

for_each_record!(readers);

impl GuardedStore {
    pub(crate) fn new(store: impl Store) -> Self {
        Self(Arc::new(store))
    }

    /// Whether the other one is the same store.
    pub(super) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    pub(crate) fn counters(&self) -> &dyn Counters {
        self.0.counters()
    }

    pub(crate) fn claims(&self) -> &dyn Claims {
        self.0.claims()
    }

    pub(crate) async fn load_facts(&self, wanted: &FactsQuery) -> Result<FactRecords, StoreError> {
        self.0.load_facts(wanted).await
    }

    pub(crate) async fn check(&self) -> Result<(), StoreError> {
        self.0.check().await
    }

    /// For [`writing`](super::writing) alone.
    pub(super) fn writer(&self) -> &dyn Store {
        self.0.as_ref()
    }
}
