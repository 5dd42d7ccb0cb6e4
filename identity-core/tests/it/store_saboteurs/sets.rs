use super::fault::Fault;
use super::sabotaged::{Sabotaged, failed, keys, let_others_go_first};
use super::steps::{id_of, inserted, is_require, set_of};
use identity_core::store::{Change, ChangeSet, Record, RecordId, RecordKind, Store, StoreError, Version};
use std::collections::BTreeSet;
use std::sync::atomic::Ordering;
use tokio::sync::MutexGuard;

/// The id in every kind.
fn in_every_kind(id: RecordId) -> impl Iterator<Item = RecordId> {
    RecordKind::ALL.iter().filter_map(move |kind| RecordId::from_parts(kind.as_str(), id.as_uuid()))
}

/// The keys of a record without the kind that they belong to.
fn kindless_keys(record: &Record) -> Vec<String> {
    let keys = keys(record);
    keys.iter().filter_map(|key| key.split_once(' ')).map(|(_, key)| key.to_owned()).collect()
}

impl Sabotaged {
    pub(super) async fn turn_to_read(&self) -> Option<MutexGuard<'_, ()>> {
        if self.is(Fault::DroppedCommitLeavesHalf) { Some(self.turn.lock().await) } else { None }
    }

    /// A transaction for each hundred changes, as for a database with a bound on the size of one.
    pub(super) async fn in_batches(&self, changes: &ChangeSet) -> Result<(), StoreError> {
        let (required, steps): (Vec<_>, Vec<_>) = changes.changes().iter().cloned().partition(is_require);
        if steps.len() <= 100 {
            return self.inner.commit(changes).await;
        }
        self.inner.commit(&set_of(required)).await?;
        for batch in steps.chunks(100) {
            self.inner.commit(&set_of(batch.to_vec())).await?;
        }
        Ok(())
    }

    /// Looks whether everything can be committed, and keeps other commits away until each step is.
    pub(super) async fn step_by_step(&self, changes: &ChangeSet) -> Result<(), StoreError> {
        let _turn = self.turn.lock().await;
        self.dry_run(changes).await?;
        for step in changes.changes().iter().filter(|step| !is_require(step)) {
            self.inner.commit(&set_of([step.clone()])).await?;
            let_others_go_first().await;
        }
        Ok(())
    }

    /// What the commit would come to. A removal that cannot succeed keeps it from being made.
    async fn dry_run(&self, changes: &ChangeSet) -> Result<(), StoreError> {
        let impossible = RecordId::User(uuid::Uuid::from_u128(u128::MAX).into());
        let mut probe = changes.clone();
        probe.remove(impossible, Version::FIRST);
        match self.inner.commit(&probe).await {
            Err(StoreError::Conflict { record }) if record == impossible => Ok(()),
            outcome => outcome,
        }
    }

    /// A lock that only the end of a commit opens.
    pub(super) async fn stuck_when_dropped(&self, changes: &ChangeSet) -> Result<(), StoreError> {
        let _turn = self.turn.lock().await;
        if self.stuck.swap(true, Ordering::SeqCst) {
            return Err(failed("database is locked"));
        }
        let_others_go_first().await;
        let outcome = self.inner.commit(changes).await;
        self.stuck.store(false, Ordering::SeqCst);
        outcome
    }

    /// What is refused for something else in the set, or for a record of another kind.
    pub(super) async fn refusal_in_set(&self, fault: Fault, steps: &[Change]) -> Result<(), StoreError> {
        match fault {
            Fault::KeyGivenUpInASetStaysTaken => {
                let mut before = BTreeSet::new();
                for step in steps {
                    let Change::Update(record, _) = step else { continue };
                    if let Some(key) = keys(record).into_iter().find(|key| before.contains(key)) {
                        return Err(StoreError::AlreadyExists { key });
                    }
                    before.extend(self.stored(record.id()).await.iter().flat_map(|(stored, _)| keys(stored)));
                }
            }
            Fault::OneIdForAllKinds => {
                for record in inserted(steps) {
                    for id in in_every_kind(record.id()).filter(|id| *id != record.id()) {
                        if self.stored(id).await.is_some() {
                            return Err(StoreError::AlreadyExists { key: id.to_string() });
                        }
                    }
                }
            }
            Fault::OneKeyForAllKinds => {
                let owners = self.owners.lock().unwrap();
                for record in inserted(steps) {
                    let elsewhere = |key: &String| {
                        owners.get(key).is_some_and(|owner| owner.kind() != record.id().kind())
                    };
                    if let Some(key) = kindless_keys(record).into_iter().find(elsewhere) {
                        return Err(StoreError::AlreadyExists { key });
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    pub(super) fn remember_owners(&self, steps: &[Change]) {
        let mut owners = self.owners.lock().unwrap();
        for record in inserted(steps).filter(|_| self.is(Fault::OneKeyForAllKinds)) {
            owners.extend(kindless_keys(record).into_iter().map(|key| (key, record.id())));
        }
    }

    /// The steps as a store with this fault takes them.
    pub(super) async fn rewritten(&self, fault: Fault, steps: Vec<Change>) -> Vec<Change> {
        match fault {
            Fault::KeyTwiceInASetPasses => only_first_of_a_key(steps),
            Fault::KeysSwappedInASetPass => self.swapped_at_once(steps).await,
            Fault::RemovalTakesEveryKind => {
                let mut all = Vec::new();
                for step in steps {
                    if let Change::Remove(id, _) = step {
                        for other in in_every_kind(id).filter(|other| *other != id) {
                            let stored = self.stored(other).await;
                            all.extend(stored.map(|(_, version)| Change::Remove(other, version)));
                        }
                    }
                    all.push(step);
                }
                all
            }
            _ => steps,
        }
    }

    /// Looks at the keys of updates when all are made, where two exchange theirs.
    async fn swapped_at_once(&self, steps: Vec<Change>) -> Vec<Change> {
        let [Change::Update(one, _), Change::Update(other, _)] = steps.as_slice() else { return steps };
        let (Some((first, _)), Some((second, _))) =
            (self.stored(one.id()).await, self.stored(other.id()).await)
        else {
            return steps;
        };
        let meets = |new: &Record, old: &Record| keys(new).iter().any(|key| keys(old).contains(key));
        if !meets(one, &second) || !meets(other, &first) {
            return steps;
        }
        let removals = steps.iter().map(|step| match step {
            Change::Update(record, version) => Change::Remove(record.id(), *version),
            step => Change::Require(id_of(step), Version::FIRST),
        });
        let inserts = [one, other].map(|record| Change::Insert(record.clone()));
        removals.chain(inserts).collect()
    }
}

/// Leaves insertions out whose key an earlier one of the set has.
fn only_first_of_a_key(steps: Vec<Change>) -> Vec<Change> {
    let mut seen = BTreeSet::new();
    let mut kept = Vec::new();
    for step in steps {
        let Change::Insert(record) = &step else {
            kept.push(step);
            continue;
        };
        let keys = keys(record);
        if !keys.iter().any(|key| seen.contains(key)) {
            seen.extend(keys);
            kept.push(step);
        }
    }
    kept
}
