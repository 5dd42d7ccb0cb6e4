use super::StoreError;
use async_trait::async_trait;
use std::fmt::Debug;
use std::hash::Hash;
use std::ops::Deref;

/// What the store keeps of one kind.
pub trait Entity: Clone + Debug + PartialEq + Send + Sync + 'static {
    /// Its id.
    type Id: Copy + Debug + Ord + Hash + Send + Sync + Into<uuid::Uuid> + From<uuid::Uuid> + 'static;
    /// Its unique keys; of two records with an equal key, one cannot be inserted.
    type Key: Clone + Debug + Ord + Hash + Send + Sync + 'static;
    /// Its list conditions; what they mean, [`matches`](Self::matches) tells.
    type Filter: Clone + Debug + Default + Send + Sync + 'static;

    /// The record's id.
    fn id(&self) -> Self::Id;
    /// All unique keys that this record holds.
    fn keys(&self) -> Vec<Self::Key>;
    /// Whether a list with this filter shows the record. Adapters evaluate the same inside the query.
    fn matches(&self, filter: &Self::Filter) -> bool;
}

/// How often a record was written; starts at 1, goes up by one with each update.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version(u64);

impl Version {
    /// The version of a record just inserted.
    pub const FIRST: Self = Self(1);

    /// The version of this number.
    pub const fn from_number(number: u64) -> Self {
        Self(number)
    }

    /// The number, as in `ETag: "7"`.
    pub const fn number(self) -> u64 {
        self.0
    }

    /// The version after one more update.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

/// A record as it was read, with the version that a change to it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versioned<T> {
    /// The record.
    pub record: T,
    /// The version that was read.
    pub version: Version,
}

impl<T> Versioned<T> {
    /// Pairs a record with its version.
    pub const fn new(record: T, version: Version) -> Self {
        Self { record, version }
    }
}

impl<T> Deref for Versioned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.record
    }
}

/// In which order of ids a list goes; ids of version 7 are ascending in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Oldest first.
    #[default]
    Ascending,
    /// Newest first.
    Descending,
}

/// Which part of a list is asked for (keyset pagination: no offset, no count).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    after: Option<uuid::Uuid>,
    limit: u16,
    order: Order,
}

impl Page {
    /// The most records that one page can have.
    pub const MAX_LIMIT: u16 = 1_000;

    /// The first page, of up to `limit` records (at least 1, at most [`Self::MAX_LIMIT`]).
    pub fn first(limit: u16) -> Self {
        Self { after: None, limit: limit.clamp(1, Self::MAX_LIMIT), order: Order::Ascending }
    }

    /// The page that begins behind the record with this id.
    #[must_use]
    pub fn after(self, id: impl Into<uuid::Uuid>) -> Self {
        Self { after: Some(id.into()), ..self }
    }

    /// The same page in the given order.
    #[must_use]
    pub fn in_order(self, order: Order) -> Self {
        Self { order, ..self }
    }

    /// The id behind which the page begins.
    pub fn start(&self) -> Option<uuid::Uuid> {
        self.after
    }

    /// How many records it has at most.
    pub fn limit(&self) -> u16 {
        self.limit
    }

    /// In which order.
    pub fn order(&self) -> Order {
        self.order
    }
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slice<T: Entity> {
    /// The records.
    pub items: Vec<Versioned<T>>,
    /// The id behind which the next page begins; `None` when this page is the last.
    pub next: Option<T::Id>,
}

/// Reading the records of one kind.
#[async_trait]
pub trait Table<T: Entity>: Send + Sync {
    /// The record with this id.
    async fn get(&self, id: T::Id) -> Result<Option<Versioned<T>>, StoreError>;
    /// The record that holds this unique key.
    async fn find(&self, key: &T::Key) -> Result<Option<Versioned<T>>, StoreError>;
    /// The records that the filter lets through, ordered by id, one page of them.
    async fn list(&self, filter: &T::Filter, page: &Page) -> Result<Slice<T>, StoreError>;
}
