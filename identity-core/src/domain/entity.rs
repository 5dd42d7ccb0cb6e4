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

/// The key type of records without a unique key beside their id; it has no values.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoKey {}
