//! What a change set asks of the database, put into few statements.

use identity_core::store::{Change, ChangeSet, Record, RecordId, RecordKind, Version};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Rows of one statement. SQLite takes 32,766 values in one; no table has more than 30 columns.
const CHUNK: usize = 1_000;

/// How a row is held until the commit is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Hold {
    /// It stays as it is: others may read and require it.
    Share,
    /// It is going to be written.
    Write,
}

/// Rows of one table to read and hold.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Batch {
    pub(crate) kind: RecordKind,
    pub(crate) hold: Hold,
    pub(crate) ids: Vec<Uuid>,
}

/// One statement that writes.
pub(crate) enum WriteStep<'a> {
    /// New records of one kind, none twice.
    Insert(Vec<&'a Record>),
    Update(&'a Record, i64),
    Remove(RecordId, i64),
}

/// A change set as it is carried out.
pub(crate) struct Plan<'a> {
    /// What has to be in which version, in the order of the change set.
    pub(crate) facts: Vec<(RecordId, i64)>,
    /// What to read and hold first, in an order that is the same for every commit.
    pub(crate) holds: Vec<Batch>,
    /// What to write then.
    pub(crate) steps: Vec<WriteStep<'a>>,
}

impl<'a> Plan<'a> {
    pub(crate) fn of(changes: &'a ChangeSet) -> Self {
        let mut plan = Self { facts: Vec::new(), holds: Vec::new(), steps: Vec::new() };
        let mut held: BTreeMap<RecordId, Hold> = BTreeMap::new();
        for change in changes.changes() {
            match change {
                Change::Require(id, version) => {
                    plan.facts.push((*id, number(*version)));
                    held.entry(*id).or_insert(Hold::Share);
                }
                Change::Insert(record) => plan.insert(record),
                Change::Update(record, version) => {
                    plan.steps.push(WriteStep::Update(record, number(*version)));
                    held.insert(record.id(), Hold::Write);
                }
                Change::Remove(id, version) => {
                    plan.steps.push(WriteStep::Remove(*id, number(*version)));
                    held.insert(*id, Hold::Write);
                }
            }
        }
        // A single row that is written cannot be waited for crosswise.
        if !plan.facts.is_empty() || held.len() > 1 {
            plan.holds = batches(held);
        }
        plan
    }

    /// Inserts that follow each other become one statement, as long as they are of one kind.
    fn insert(&mut self, record: &'a Record) {
        if let Some(WriteStep::Insert(records)) = self.steps.last_mut()
            && records.len() < CHUNK
            && records
                .iter()
                .all(|other| other.id().kind() == record.id().kind() && other.id() != record.id())
        {
            records.push(record);
        } else {
            self.steps.push(WriteStep::Insert(vec![record]));
        }
    }
}

/// Neighbours that are held alike are read together; the order of kinds and ids stays.
fn batches(held: BTreeMap<RecordId, Hold>) -> Vec<Batch> {
    let mut batches: Vec<Batch> = Vec::new();
    for (id, hold) in held {
        match batches.last_mut() {
            Some(last) if last.kind == id.kind() && last.hold == hold && last.ids.len() < CHUNK => {
                last.ids.push(id.as_uuid());
            }
            _ => batches.push(Batch { kind: id.kind(), hold, ids: vec![id.as_uuid()] }),
        }
    }
    batches
}

/// A version as the column holds it. No row is in a version beyond the column's range.
fn number(version: Version) -> i64 {
    i64::try_from(version.number()).unwrap_or(-1)
}
