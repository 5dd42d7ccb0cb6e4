//! The reference store with a tally of what is asked of it, in order.

use async_trait::async_trait;
use identity_core::domain::Action;
use identity_core::for_each_record;
use identity_core::store::{
    Change, ChangeSet, Claims, Counters, FactRecords, FactsQuery, MemoryStore, Record, Store, StoreError,
    Table,
};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

/// One thing that was asked of the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// A read of a table, or of everything that a decision rests on.
    Read(&'static str),
    /// A commit that only adds a refusal to the audit trail.
    Refusal,
    /// Any other commit.
    Change,
}

#[derive(Debug, Clone)]
pub(crate) struct Counted {
    pub(crate) inner: MemoryStore,
    steps: Arc<Mutex<Vec<Step>>>,
    /// Whether reading what decisions rest on panics, as an adapter with a fault does.
    panics: Arc<AtomicBool>,
}

impl Counted {
    pub(crate) fn new(inner: MemoryStore) -> Self {
        Self { inner, steps: Arc::default(), panics: Arc::default() }
    }

    /// What was asked since the last call.
    pub(crate) fn take(&self) -> Vec<Step> {
        std::mem::take(&mut *self.steps.lock().unwrap())
    }

    pub(crate) fn panic_from_now_on(&self, panics: bool) {
        self.panics.store(panics, Ordering::SeqCst);
    }

    fn note(&self, step: Step) {
        self.steps.lock().unwrap().push(step);
    }
}

fn is_refusal(changes: &ChangeSet) -> bool {
    let refused = |change: &Change| {
        let Change::Insert(Record::AuditEvent(event)) = change else { return false };
        event.action == Action::AccessDenied
    };
    changes.changes().iter().all(refused)
}

macro_rules! counted {
    ($($(#[$doc:meta])* $kind:ident($id:ty) $accessor:ident $name:literal),+ $(,)?) => {
        #[async_trait]
        impl Store for Counted {
            async fn commit(&self, changes: &ChangeSet) -> Result<(), StoreError> {
                self.note(if is_refusal(changes) { Step::Refusal } else { Step::Change });
                self.inner.commit(changes).await
            }

            $(fn $accessor(&self) -> &dyn Table<identity_core::domain::$kind> {
                self.note(Step::Read($name));
                self.inner.$accessor()
            })+

            async fn load_facts(&self, wanted: &FactsQuery) -> Result<FactRecords, StoreError> {
                self.note(Step::Read("facts"));
                assert!(!self.panics.load(Ordering::SeqCst), "a fault of the adapter");
                self.inner.load_facts(wanted).await
            }

            fn counters(&self) -> &dyn Counters {
                self.note(Step::Read("counter"));
                self.inner.counters()
            }

            fn claims(&self) -> &dyn Claims {
                self.inner.claims()
            }

            async fn check(&self) -> Result<(), StoreError> {
                self.inner.check().await
            }
        }
    };
}

for_each_record!(counted);
