use crate::domain::{Entity, Record, RecordId, Version, Versioned};

/// One step of a [`ChangeSet`].
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Write a new record.
    Insert(Record),
    /// Write over the record that was read in this version.
    Update(Record, Version),
    /// Take away the record that was read in this version.
    Remove(RecordId, Version),
    /// Commit only if the record is still in the version that was read: a fact that the decision rests on.
    Require(RecordId, Version),
}

/// Everything that one use case wants written, together with the facts that it decided on.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ChangeSet {
    changes: Vec<Change>,
}

impl ChangeSet {
    /// An empty change set.
    pub fn new() -> Self {
        Self::default()
    }

    /// Writes a new record.
    pub fn insert(&mut self, record: impl Into<Record>) -> &mut Self {
        self.changes.push(Change::Insert(record.into()));
        self
    }

    /// Writes over the record that was read in `version`.
    pub fn update(&mut self, record: impl Into<Record>, version: Version) -> &mut Self {
        self.changes.push(Change::Update(record.into(), version));
        self
    }

    /// Takes away the record that was read in `version`.
    pub fn remove(&mut self, id: impl Into<RecordId>, version: Version) -> &mut Self {
        self.changes.push(Change::Remove(id.into(), version));
        self
    }

    /// Commits only if the record is still as it was read. Asking twice for the same is asking once.
    pub fn require(&mut self, id: impl Into<RecordId>, version: Version) -> &mut Self {
        let change = Change::Require(id.into(), version);
        if !self.changes.contains(&change) {
            self.changes.push(change);
        }
        self
    }

    /// [`require`](Self::require) for a record as it was read.
    pub fn require_read<T: Entity>(&mut self, read: &Versioned<T>) -> &mut Self {
        self.require(read.record.id(), read.version)
    }

    /// The steps, in the order in which they were added.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// What it requires: a store looks at all of it before it makes the first change.
    pub fn requirements(&self) -> impl Iterator<Item = (RecordId, Version)> {
        self.changes.iter().filter_map(|change| match change {
            Change::Require(id, version) => Some((*id, *version)),
            Change::Insert(_) | Change::Update(..) | Change::Remove(..) => None,
        })
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}
