//! Clauses: keys and large numbers within one change set.

use crate::domain::Membership;
use crate::store::conformance::failure::Failure;
use crate::store::conformance::kind::{kinds, version_after};
use crate::store::conformance::large_set::{LargeSet, Side};
use crate::store::conformance::samples::{Draw, Sample};
use crate::store::conformance::steps::{
    Outcome, commit, found_by_keys, holds, insert, is_taken, lacks, not_found_by_keys,
};
use crate::store::conformance::subject::Subject;
use crate::store::{Change, ChangeSet, Record, Version};
use std::sync::Arc;

fn set_of(steps: impl IntoIterator<Item = Change>) -> ChangeSet {
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

/// Both insert the key, or one inserts it and the other's update comes to it, in either order.
pub(crate) async fn key_twice_in_a_set_is_refused(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(27));
    for kind in kinds() {
        let record = kind.keyed(&mut draw);
        for clash in kind.clashing(&mut draw, &record) {
            let other = kind.sample(&mut draw);
            insert(store, &other).await?;
            let moved = Change::Update(kind.with_id(&clash, other.id()), Version::FIRST);
            let (first, second) = (Change::Insert(record.clone()), Change::Insert(clash.clone()));
            for steps in [[first.clone(), second], [first.clone(), moved.clone()], [moved, first]] {
                let what = format!("a change set in which two records get one key, {steps:?},");
                is_taken(store, &set_of(steps), &what).await?;
                lacks(store, record.id(), "after its key was refused").await?;
                lacks(store, clash.id(), "after its key was refused").await?;
                holds(store, &other, Version::FIRST, "after its update was refused").await?;
                not_found_by_keys(store, &*kind, &record, "after it was refused").await?;
            }
        }
    }
    Ok(())
}

/// Each change finds the keys as those before it left them, so the first half of an exchange meets a taken key.
pub(crate) async fn keys_swapped_in_a_set_are_refused(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(28));
    for kind in kinds() {
        let (one, other) = (kind.keyed(&mut draw), kind.keyed(&mut draw));
        let shared = kind.keys(&one).iter().any(|key| kind.keys(&other).contains(key));
        if kind.keys(&one).is_empty() || shared {
            continue;
        }
        insert(store, &one).await?;
        insert(store, &other).await?;
        let swapped = set_of([
            Change::Update(kind.with_id(&other, one.id()), Version::FIRST),
            Change::Update(kind.with_id(&one, other.id()), Version::FIRST),
        ]);
        is_taken(store, &swapped, "a change set in which two records exchange their keys").await?;
        for record in [&one, &other] {
            holds(store, record, Version::FIRST, "after an exchange of keys was refused").await?;
            found_by_keys(store, &*kind, record, Version::FIRST).await?;
        }
    }
    Ok(())
}

/// A key that one change gives up is free for the next; so two records exchange theirs in three steps.
pub(crate) async fn key_given_up_in_a_set_can_be_taken_in_it(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(29));
    for kind in kinds() {
        let (one, other, between) = (kind.keyed(&mut draw), kind.keyed(&mut draw), kind.sample(&mut draw));
        let shared = kind.keys(&one).iter().any(|key| kind.keys(&other).contains(key));
        if kind.keys(&one).is_empty() || shared {
            continue;
        }
        insert(store, &one).await?;
        insert(store, &other).await?;
        let (first, second) = (kind.with_id(&other, one.id()), kind.with_id(&one, other.id()));
        let exchange = set_of([
            Change::Update(kind.with_id(&between, one.id()), Version::FIRST),
            Change::Update(second.clone(), Version::FIRST),
            Change::Update(first.clone(), version_after(1)),
        ]);
        commit(store, &exchange, "an exchange of keys by way of a third").await?;
        for (record, version) in [(&first, version_after(2)), (&second, version_after(1))] {
            holds(store, record, version, "after an exchange of keys").await?;
            found_by_keys(store, &*kind, record, version).await?;
        }
    }
    Ok(())
}

/// More insertions than a store may put into one statement, and a change that cannot be committed.
pub(crate) async fn large_set_with_a_bad_change_leaves_nothing(subject: Arc<dyn Subject>) -> Outcome {
    const INSERTIONS: usize = 1_150;
    let (store, mut draw) = (subject.store(), Draw::new(45));
    let taken = Membership::sample(&mut draw);
    insert(store, &taken.clone().into()).await?;
    for (place, words) in [(150, "in the middle"), (INSERTIONS, "last")] {
        let set = LargeSet::draw(&mut draw, 30);
        set.prepare(store).await?;
        let clash = Membership {
            user: taken.user,
            organization: taken.organization,
            ..Membership::sample(&mut draw)
        };
        for bad in [Change::Insert(clash.into()), Change::Update(taken.clone().into(), version_after(6))] {
            let inserted: Vec<Record> =
                (0..INSERTIONS).map(|_| Membership::sample(&mut draw).into()).collect();
            let mut steps: Vec<Change> = inserted.iter().cloned().map(Change::Insert).collect();
            steps.insert(place, bad);
            let steps = set.changes.changes().iter().cloned().chain(steps);
            let refused = store.commit(&set_of(steps)).await;
            let when = format!("after a large commit whose bad change stands {words}");
            Failure::unless(refused.is_err(), || format!("{when}: it was not refused"))?;
            let side = set.side_in_list(store, &when).await?;
            Failure::unless(side == Side::Before, || format!("{when}, its other changes are there"))?;
            for record in inserted.iter().step_by(50) {
                lacks(store, record.id(), &when).await?;
            }
        }
    }
    holds(store, &taken.into(), Version::FIRST, "after refused commits").await
}
