use identity_core::store::{Change, ChangeSet, Record, RecordId};

pub(super) fn set_of(steps: impl IntoIterator<Item = Change>) -> ChangeSet {
    let mut changes = ChangeSet::new();
    for step in steps {
        match step {
            Change::Insert(record) => changes.insert(record),
            Change::Update(record, version) => changes.update(record, version),
            Change::Remove(id, version) => changes.remove(id, version),
            Change::Require(id, version) => changes.require(id, version),
        };
    }
    changes
}

pub(super) fn is_require(step: &Change) -> bool {
    matches!(step, Change::Require(..))
}

pub(super) fn inserted(steps: &[Change]) -> impl Iterator<Item = &Record> {
    steps.iter().filter_map(|step| match step {
        Change::Insert(record) => Some(record),
        _ => None,
    })
}

pub(super) fn id_of(step: &Change) -> RecordId {
    match step {
        Change::Insert(record) | Change::Update(record, _) => record.id(),
        Change::Remove(id, _) | Change::Require(id, _) => *id,
    }
}
