//! The store as use cases see it: to read.

use super::outside::{HostedCounters, Outside};
use crate::for_each_record;
use crate::store::{Claims, Counters, FactRecords, FactsQuery, Store, StoreError, Table};
use std::fmt;
use std::sync::Arc;

/// The store as use cases see it: to read. Writing goes through [`writing`](super::writing).
#[derive(Clone)]
pub(crate) struct GuardedStore {
    store: Arc<dyn Store>,
    /// Of a store that is bound to a transaction of the host.
    hosted: Option<Arc<HostedCounters>>,
}

impl fmt::Debug for GuardedStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GuardedStore").finish_non_exhaustive()
    }
}

macro_rules! readers {
    ($($(#[$doc:meta])* $kind:ident($id:ty) $accessor:ident $name:literal),+ $(,)?) => {
        impl GuardedStore {
            $($(#[$doc])* pub(crate) fn $accessor(&self) -> &dyn Table<crate::domain::$kind> {
                self.store.$accessor()
            })+
        }
    };
}

for_each_record!(readers);

impl GuardedStore {
    pub(crate) fn new(store: impl Store) -> Self {
        Self { store: Arc::new(store), hosted: None }
    }

    /// A store in place of `before`. If it is bound to a transaction of the host, what must outlive a rollback goes to that.
    pub(super) fn in_place_of(before: &Self, store: impl Store) -> Self {
        let new = Self::new(store);
        if !new.store.is_in_host_transaction() {
            return new;
        }
        let outer = before.hosted.as_ref().map_or(&before.store, |hosted| hosted.outside.store());
        let outside = Arc::new(Outside::new(Arc::clone(outer)));
        let hosted = HostedCounters { store: Arc::clone(&new.store), outside };
        Self { hosted: Some(Arc::new(hosted)), ..new }
    }

    /// Where refusals wait while the store is bound to a transaction of the host.
    pub(super) fn outside(&self) -> Option<&Arc<Outside>> {
        self.hosted.as_ref().map(|hosted| &hosted.outside)
    }

    /// Whether the other one is the same store.
    pub(super) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.store, &other.store)
    }

    pub(crate) fn counters(&self) -> &dyn Counters {
        match &self.hosted {
            Some(hosted) => hosted.as_ref(),
            None => self.store.counters(),
        }
    }

    pub(crate) fn claims(&self) -> &dyn Claims {
        self.store.claims()
    }

    pub(crate) async fn load_facts(&self, wanted: &FactsQuery) -> Result<FactRecords, StoreError> {
        self.store.load_facts(wanted).await
    }

    pub(crate) async fn check(&self) -> Result<(), StoreError> {
        self.store.check().await
    }

    /// For [`writing`](super::writing) alone.
    pub(super) fn writer(&self) -> &dyn Store {
        self.store.as_ref()
    }
}
