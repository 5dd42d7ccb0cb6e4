use super::fault::Fault;
use identity_core::store::{Entity, MemoryStore, OrderBy, Record, RecordId, Store, StoreError, Version};
use identity_core::values::FoldedText;
use identity_core::{Timestamp, for_each_record};
use std::collections::{BTreeSet, HashMap};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize};

/// The reference store with one fault.
#[derive(Default)]
pub(super) struct Sabotaged {
    pub(super) inner: MemoryStore,
    pub(super) fault: Option<Fault>,
    /// Keys that the saboteur thinks of as taken.
    pub(super) taken: Mutex<BTreeSet<String>>,
    pub(super) stuck: AtomicBool,
    pub(super) in_flight: AtomicUsize,
    pub(super) counts: Mutex<HashMap<String, (Timestamp, u64)>>,
    /// Keys of every kind, with the record that had each first.
    pub(super) owners: Mutex<HashMap<String, RecordId>>,
    /// Held by one commit at a time, where a fault needs it.
    pub(super) turn: tokio::sync::Mutex<()>,
    /// The names that records had first.
    pub(super) first_names: Mutex<HashMap<uuid::Uuid, FoldedText>>,
    pub(super) offsets: Mutex<HashMap<uuid::Uuid, usize>>,
}

impl Sabotaged {
    pub(super) fn with(fault: Fault) -> Self {
        Self { fault: Some(fault), ..Self::default() }
    }

    pub(super) fn is(&self, fault: Fault) -> bool {
        self.fault == Some(fault)
    }
}

/// Lets every other task take its turn.
pub(super) async fn let_others_go_first() {
    for _ in 0..8 {
        tokio::task::yield_now().await;
    }
}

pub(super) fn failed(why: &str) -> StoreError {
    StoreError::Failed(why.into())
}

macro_rules! by_kind {
    ($($(#[$doc:meta])* $kind:ident($id:ty) $accessor:ident $name:literal),+ $(,)?) => {
        impl Sabotaged {
            /// The record as it stands.
            pub(super) async fn stored(&self, id: RecordId) -> Option<(Record, Version)> {
                match id {
                    $(RecordId::$kind(id) => {
                        let read = self.inner.$accessor().get(id).await.unwrap()?;
                        Some((read.record.into(), read.version))
                    })+
                }
            }
        }

        /// What a record is sorted by in a list by name.
        pub(super) fn name(record: &Record) -> Option<FoldedText> {
            match record { $(Record::$kind(record) => record.order_key(OrderBy::Name),)+ }
        }

        /// The unique keys of a record, as text.
        pub(super) fn keys(record: &Record) -> Vec<String> {
            match record {
                $(Record::$kind(record) => record.keys().iter().map(|key| format!("{} {key:?}", $name)).collect(),)+
            }
        }
    };
}

for_each_record!(by_kind);
