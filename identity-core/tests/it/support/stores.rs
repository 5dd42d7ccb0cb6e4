//! The reference store with another node at work beside it.

use async_trait::async_trait;
use identity_core::for_each_record;
use identity_core::store::{
    ChangeSet, Claims, Counters, FactRecords, FactsQuery, MemoryStore, Store, StoreError, Table,
};
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// The reference store, to which another node writes once, right before the next commit or the next gathering.
pub(crate) struct Meanwhile {
    inner: MemoryStore,
    other: Mutex<Option<ChangeSet>>,
    before_gathering: bool,
}

impl Meanwhile {
    pub(crate) fn new(inner: MemoryStore, other: ChangeSet) -> Self {
        Self { inner, other: Mutex::new(Some(other)), before_gathering: false }
    }

    /// The other node writes while this one still reads.
    pub(crate) fn before_gathering(inner: MemoryStore, other: ChangeSet) -> Self {
        Self { before_gathering: true, ..Self::new(inner, other) }
    }

    async fn let_other_write(&self) {
        let other = self.other.lock().unwrap().take();
        if let Some(other) = other {
            self.inner.commit(&other).await.unwrap();
        }
    }

    async fn commit_after_other(&self, changes: &ChangeSet) -> Result<(), StoreError> {
        if !self.before_gathering {
            self.let_other_write().await;
        }
        self.inner.commit(changes).await
    }

    async fn gather_after_other(&self, wanted: &FactsQuery) -> Result<FactRecords, StoreError> {
        if self.before_gathering {
            self.let_other_write().await;
        }
        self.inner.load_facts(wanted).await
    }
}

type Interruption = Pin<Box<dyn Future<Output = ()> + Send>>;

/// The reference store, before one commit of which something else happens.
pub(crate) struct Interrupted {
    inner: MemoryStore,
    commits_before: AtomicUsize,
    interruption: Mutex<Option<Interruption>>,
}

impl Interrupted {
    /// Waits for the interruption before the commit of this number.
    pub(crate) fn before(
        commit: usize,
        inner: MemoryStore,
        interruption: impl Future<Output = ()> + Send + 'static,
    ) -> Self {
        let interruption = Mutex::new(Some(Box::pin(interruption) as Interruption));
        Self { inner, commits_before: AtomicUsize::new(commit), interruption }
    }

    async fn commit_after_interruption(&self, changes: &ChangeSet) -> Result<(), StoreError> {
        if self.commits_before.fetch_sub(1, Ordering::Relaxed) == 1 {
            let interruption = self.interruption.lock().unwrap().take();
            interruption.unwrap().await;
        }
        self.inner.commit(changes).await
    }
}

/// Writes nothing, and keeps what was to be written.
#[derive(Clone)]
pub(crate) struct Recorded {
    inner: MemoryStore,
    kept: Arc<Mutex<Option<ChangeSet>>>,
}

impl Recorded {
    pub(crate) fn new(inner: MemoryStore) -> Self {
        Self { inner, kept: Arc::default() }
    }

    pub(crate) fn take(&self) -> ChangeSet {
        self.kept.lock().unwrap().take().unwrap()
    }

    fn keep(&self, changes: &ChangeSet) -> StoreError {
        *self.kept.lock().unwrap() = Some(changes.clone());
        StoreError::Unavailable("only recorded".into())
    }
}

macro_rules! stores {
    ($($(#[$doc:meta])* $kind:ident($id:ty) $accessor:ident $name:literal),+ $(,)?) => {
        stores!(
            @ Meanwhile(self, changes, wanted) { self.commit_after_other(changes).await }
            { self.gather_after_other(wanted).await } $($kind $accessor)+
        );
        stores!(
            @ Interrupted(self, changes, wanted) { self.commit_after_interruption(changes).await }
            { self.inner.load_facts(wanted).await } $($kind $accessor)+
        );
        stores!(
            @ Recorded(self, changes, wanted) { Err(self.keep(changes)) }
            { self.inner.load_facts(wanted).await } $($kind $accessor)+
        );
    };
    (
        @ $store:ident($self:ident, $changes:ident, $wanted:ident) $commit:block $gather:block
        $($kind:ident $accessor:ident)+
    ) => {
        #[async_trait]
        impl Store for $store {
            async fn commit(&$self, $changes: &ChangeSet) -> Result<(), StoreError> $commit

            $(fn $accessor(&self) -> &dyn Table<identity_core::domain::$kind> { &self.inner })+

            async fn load_facts(&$self, $wanted: &FactsQuery) -> Result<FactRecords, StoreError> $gather

            fn counters(&self) -> &dyn Counters { &self.inner }

            fn claims(&self) -> &dyn Claims { &self.inner }

            async fn check(&self) -> Result<(), StoreError> { Ok(()) }
        }
    };
}

for_each_record!(stores);
