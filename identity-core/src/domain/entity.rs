use super::mark::Mark;
use super::order::OrderBy;
use super::record_id::{RecordId, RecordKind};
use super::unique_key::UniqueKey;
use crate::values::FoldedText;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Debug;
use std::hash::Hash;
use std::ops::Deref;

/// A kind of record that a store keeps, with everything that a store has to know about it.
///
/// # The stored form
///
/// A store may keep a record as the JSON that its serde implementation writes. That form is part of the contract: a
/// field that a later release adds has `#[serde(default)]`, so that it reads what earlier releases wrote; a field is
/// never renamed or given another meaning; a field that an earlier release does not know is ignored by it. While two
/// releases run side by side, a record that the earlier one writes loses the fields that only the later one knows.
pub trait Entity: Clone + Debug + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static {
    /// The kind of record.
    const KIND: RecordKind;
    /// The orders in which lists of this kind can be read. A list that asks for another comes by id.
    const ORDERS: &'static [OrderBy] = &[OrderBy::Id];

    /// The type of its ids.
    type Id: Copy
        + Debug
        + Ord
        + Hash
        + Send
        + Sync
        + Into<uuid::Uuid>
        + From<uuid::Uuid>
        + Into<RecordId>
        + 'static;
    /// The type of its unique keys: of two records with an equal key, only one can be stored.
    type Key: UniqueKey;
    /// The conditions of a list; [`matches`](Self::matches) defines what they mean.
    type Filter: Clone + Debug + Default + Send + Sync + 'static;

    /// The record's id.
    fn id(&self) -> Self::Id;

    /// All unique keys that this record holds.
    fn keys(&self) -> Vec<Self::Key>;

    /// Whether a list with this filter shows the record. Adapters evaluate the same inside the query.
    fn matches(&self, filter: &Self::Filter) -> bool;

    /// The key by which the record is sorted in an order that [`ORDERS`](Self::ORDERS) declares, at most
    /// [`FoldedText::MAX_SORT_OCTETS`] octets long; `None` where the id alone sorts. A store that has an index for the
    /// order keeps this text in it.
    fn order_key(&self, _by: OrderBy) -> Option<FoldedText> {
        None
    }

    /// The labels of the record, from which a store can build indexes. A store without such indexes ignores them.
    fn marks(&self) -> Vec<Mark> {
        Vec::new()
    }

    /// Marks of which every record that the filter shows carries at least one: reading the records with these marks,
    /// and asking [`matches`](Self::matches) about each, gives the list. An empty list of marks means that no record
    /// can match. `None` means that the filter can only be answered from the whole table.
    fn narrow(_filter: &Self::Filter) -> Option<Vec<Mark>> {
        None
    }
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

/// The version of a record that a caller saw, and on which a change of theirs rests (`If-Match`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Expected {
    version: Version,
    record: Option<uuid::Uuid>,
}

impl Expected {
    /// This version of this record, and of no other.
    pub const fn of(record: uuid::Uuid, version: Version) -> Self {
        Self { version, record: Some(record) }
    }

    /// The same record in another version.
    pub(crate) const fn at(self, version: Version) -> Self {
        Self { version, ..self }
    }

    /// Whether the record is the one that the caller saw, as they saw it.
    pub fn holds<T: Entity>(self, stored: &Versioned<T>) -> bool {
        let id: uuid::Uuid = stored.record.id().into();
        self.version == stored.version && self.record.is_none_or(|record| record == id)
    }
}

/// This version of whatever record is changed.
impl From<Version> for Expected {
    fn from(version: Version) -> Self {
        Self { version, record: None }
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
