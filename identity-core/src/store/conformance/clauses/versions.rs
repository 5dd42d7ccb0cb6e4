//! Clauses: versions, and what a commit requires.

use crate::store::conformance::kind::{kinds, version_after};
use crate::store::conformance::samples::Draw;
use crate::store::conformance::steps::{Outcome, commit, conflicts, holds, insert, lacks, removal, update};
use crate::store::conformance::subject::Subject;
use crate::store::{ChangeSet, Version};
use std::sync::Arc;

pub(crate) async fn stale_update_conflicts(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(30));
    for kind in kinds() {
        let record = kind.sample(&mut draw);
        insert(store, &record).await?;
        let (second, third) = (kind.revised(&mut draw, &record), kind.revised(&mut draw, &record));
        commit(store, &update(&second, Version::FIRST), "an update").await?;
        for stale in [0, 1, 3].map(Version::from_number) {
            let what = format!("an update of version {}, while it is in version 2,", stale.number());
            conflicts(store, &update(&third, stale), record.id(), &what).await?;
        }
        holds(store, &second, version_after(1), "after refused updates").await?;
    }
    Ok(())
}

pub(crate) async fn update_of_missing_record_conflicts(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(31));
    for kind in kinds() {
        let record = kind.sample(&mut draw);
        conflicts(store, &update(&record, Version::FIRST), record.id(), "an update, while it is unknown,")
            .await?;
        lacks(store, record.id(), "after a refused update").await?;
        insert(store, &record).await?;
        commit(store, &removal(record.id(), Version::FIRST), "a removal").await?;
        conflicts(store, &update(&record, Version::FIRST), record.id(), "an update after the removal")
            .await?;
        lacks(store, record.id(), "after a refused update").await?;
    }
    Ok(())
}

pub(crate) async fn stale_remove_conflicts(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(32));
    for kind in kinds() {
        let record = kind.sample(&mut draw);
        insert(store, &record).await?;
        let second = kind.revised(&mut draw, &record);
        commit(store, &update(&second, Version::FIRST), "an update").await?;
        conflicts(store, &removal(record.id(), Version::FIRST), record.id(), "removing the earlier version")
            .await?;
        conflicts(store, &removal(record.id(), version_after(2)), record.id(), "removing a later version")
            .await?;
        holds(store, &second, version_after(1), "after a refused removal").await?;
    }
    Ok(())
}

pub(crate) async fn remove_of_missing_record_conflicts(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(33));
    for kind in kinds() {
        let record = kind.sample(&mut draw);
        let remove = removal(record.id(), Version::FIRST);
        conflicts(store, &remove, record.id(), "a removal, while it is unknown,").await?;
        insert(store, &record).await?;
        commit(store, &remove, "a removal").await?;
        conflicts(store, &remove, record.id(), "a second removal").await?;
    }
    Ok(())
}

pub(crate) async fn requirement_that_holds_lets_commit(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(34));
    for kind in kinds() {
        let (fact, effect) = (kind.sample(&mut draw), kind.sample(&mut draw));
        insert(store, &fact).await?;
        let mut changes = ChangeSet::new();
        changes.require(fact.id(), Version::FIRST).insert(effect.clone());
        commit(store, &changes, "a commit that requires what holds").await?;
        holds(store, &effect, Version::FIRST, "after a commit that requires another").await?;
        holds(store, &fact, Version::FIRST, "after being required, which changes nothing").await?;
    }
    Ok(())
}

pub(crate) async fn stale_requirement_conflicts(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(35));
    for kind in kinds() {
        let (fact, effect) = (kind.sample(&mut draw), kind.sample(&mut draw));
        insert(store, &fact).await?;
        commit(store, &update(&kind.revised(&mut draw, &fact), Version::FIRST), "an update").await?;
        for stale in [Version::FIRST, version_after(2)] {
            let mut first = ChangeSet::new();
            first.require(fact.id(), stale).insert(effect.clone());
            let mut last = ChangeSet::new();
            last.insert(effect.clone()).require(fact.id(), stale);
            for changes in [first, last] {
                conflicts(store, &changes, fact.id(), "a commit that requires another version").await?;
                lacks(store, effect.id(), "after what its commit requires did not hold").await?;
            }
        }
    }
    Ok(())
}

pub(crate) async fn missing_requirement_conflicts(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(36));
    for kind in kinds() {
        let (fact, effect) = (kind.sample(&mut draw), kind.sample(&mut draw));
        let mut changes = ChangeSet::new();
        changes.insert(effect.clone()).require(fact.id(), Version::FIRST);
        conflicts(store, &changes, fact.id(), "a commit that requires what was never there").await?;
        insert(store, &fact).await?;
        commit(store, &removal(fact.id(), Version::FIRST), "a removal").await?;
        conflicts(store, &changes, fact.id(), "a commit that requires what was removed").await?;
        lacks(store, effect.id(), "after what its commit requires was missing").await?;
    }
    Ok(())
}

/// A use case reads a record, requires it as a fact, and changes it, in whichever order it adds the two.
pub(crate) async fn requirements_are_about_the_state_before(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(37));
    for kind in kinds() {
        let record = kind.sample(&mut draw);
        insert(store, &record).await?;
        let revised = kind.revised(&mut draw, &record);
        let mut changes = ChangeSet::new();
        changes.update(revised.clone(), Version::FIRST).require(record.id(), Version::FIRST);
        commit(store, &changes, "a commit that changes a record and requires it as it was before").await?;
        holds(store, &revised, version_after(1), "after it").await?;
        let created = kind.sample(&mut draw);
        let mut changes = ChangeSet::new();
        changes.insert(created.clone()).require(created.id(), Version::FIRST);
        conflicts(store, &changes, created.id(), "a commit that requires what only it inserts").await?;
    }
    Ok(())
}
