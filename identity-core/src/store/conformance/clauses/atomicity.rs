//! Clauses: a change set is committed whole or not at all.

use crate::domain::{AuditEvent, Grant, OutboxMessage, Service, User};
use crate::store::conformance::failure::Failure;
use crate::store::conformance::kind::{kinds, version_after};
use crate::store::conformance::samples::{Draw, Sample};
use crate::store::conformance::steps::{
    Outcome, commit, found_by_keys, holds, insert, insertion, lacks, not_found_by_keys, update,
};
use crate::store::conformance::subject::Subject;
use crate::store::{Change, ChangeSet, Record, Version};
use std::sync::Arc;

/// What a use case writes: its effect, what that replaces, the audit event, the message.
struct Act {
    before: [Record; 2],
    after: Record,
    inserted: [Record; 3],
}

impl Act {
    async fn prepare(subject: &dyn Subject, draw: &mut Draw) -> Result<Self, Failure> {
        let user = User::sample(draw);
        let before = [Record::from(user.clone()), Grant::sample(draw).into()];
        for record in &before {
            insert(subject.store(), record).await?;
        }
        let after = Record::from(User { id: user.id, ..User::sample(draw) });
        let inserted = [
            Service::sample(draw).into(),
            AuditEvent::sample(draw).into(),
            OutboxMessage::sample(draw).into(),
        ];
        Ok(Self { before, after, inserted })
    }

    /// The steps with `extra` put in at a place.
    fn changes(&self, place: usize, extra: Option<Change>) -> ChangeSet {
        let [service, audit, message] = self.inserted.clone();
        let [_, grant] = &self.before;
        let mut steps = vec![
            Change::Insert(service),
            Change::Update(self.after.clone(), Version::FIRST),
            Change::Remove(grant.id(), Version::FIRST),
            Change::Insert(audit),
            Change::Insert(message),
        ];
        steps.splice(place..place, extra);
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

    async fn left_nothing(&self, subject: &dyn Subject, when: &str) -> Outcome {
        for record in &self.inserted {
            lacks(subject.store(), record.id(), when).await?;
        }
        for record in &self.before {
            holds(subject.store(), record, Version::FIRST, when).await?;
        }
        for kind in kinds() {
            if kind.name() == "user" {
                not_found_by_keys(subject.store(), &*kind, &self.after, when).await?;
                found_by_keys(subject.store(), &*kind, &self.before[0], Version::FIRST).await?;
            }
        }
        Ok(())
    }
}

/// Changes that cannot be committed, each for another reason.
fn failing(draw: &mut Draw, taken: &User) -> Vec<(&'static str, Change)> {
    let missing = User::sample(draw);
    let clash = User { email: taken.email.clone(), username: taken.username.clone(), ..User::sample(draw) };
    let twin = User { id: taken.id, ..User::sample(draw) };
    let stale = Version::from_number(7);
    vec![
        ("an update of a version that it is not in", Change::Update(taken.clone().into(), stale)),
        ("an update of an unknown record", Change::Update(missing.clone().into(), Version::FIRST)),
        ("a removal of a version that it is not in", Change::Remove(taken.id.into(), stale)),
        ("an insertion with a taken key", Change::Insert(clash.into())),
        ("an insertion with a taken id", Change::Insert(twin.into())),
        ("a requirement that does not hold", Change::Require(taken.id.into(), stale)),
        ("a requirement of an unknown record", Change::Require(missing.id.into(), Version::FIRST)),
    ]
}

pub(crate) async fn failing_change_leaves_nothing(subject: Arc<dyn Subject>) -> Outcome {
    let mut draw = Draw::new(40);
    let taken = User::sample(&mut draw);
    insert(subject.store(), &taken.clone().into()).await?;
    for (what, change) in failing(&mut draw, &taken) {
        for (place, words) in [(0, "first"), (2, "in the middle"), (5, "last")] {
            let act = Act::prepare(&*subject, &mut draw).await?;
            let outcome = subject.store().commit(&act.changes(place, Some(change.clone()))).await;
            let when = format!("after a commit with {what}, {words}");
            Failure::unless(outcome.is_err(), || format!("a commit with {what}, {words}, was not refused"))?;
            act.left_nothing(&*subject, &when).await?;
        }
    }
    holds(subject.store(), &taken.into(), Version::FIRST, "after refused commits").await
}

pub(crate) async fn every_change_of_a_set_is_committed(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(41));
    let act = Act::prepare(&*subject, &mut draw).await?;
    commit(store, &act.changes(0, None), "a change set of five steps").await?;
    holds(store, &act.after, version_after(1), "after its update in a larger commit").await?;
    lacks(store, act.before[1].id(), "after its removal in a larger commit").await?;
    for record in &act.inserted {
        holds(store, record, Version::FIRST, "after its insertion in a larger commit").await?;
    }
    Ok(())
}

/// An effect without its trace cannot be written, whatever the effect is.
pub(crate) async fn audit_row_is_committed_with_its_change(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(42));
    for kind in kinds() {
        let (record, event) = (kind.sample(&mut draw), Record::from(AuditEvent::sample(&mut draw)));
        let mut changes = ChangeSet::new();
        changes.insert(record.clone()).insert(event.clone());
        commit(store, &changes, "an effect with its audit event").await?;
        holds(store, &record, Version::FIRST, "after its commit").await?;
        holds(store, &event, Version::FIRST, "after the commit of what it tells of").await?;
    }
    Ok(())
}

/// One record changes hands several times in one commit, and a key passes on.
pub(crate) async fn changes_of_a_set_apply_in_order(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(43));
    for kind in kinds() {
        let first = kind.keyed(&mut draw);
        let (second, third) = (kind.revised(&mut draw, &first), kind.revised(&mut draw, &first));
        let mut changes = ChangeSet::new();
        changes.insert(first.clone()).update(second, Version::FIRST).update(third.clone(), version_after(1));
        commit(store, &changes, "an insertion and two updates of it").await?;
        holds(store, &third, version_after(2), "after an insertion and two updates in one commit").await?;
        let mut changes = ChangeSet::new();
        changes.remove(first.id(), version_after(2)).insert(first.clone());
        commit(store, &changes, "a removal and the insertion of the same id").await?;
        holds(store, &first, Version::FIRST, "after being removed and inserted again").await?;
        let heirs = kind.clashing(&mut draw, &first);
        if let Some(heir) = heirs.first() {
            let mut changes = ChangeSet::new();
            changes.remove(first.id(), Version::FIRST).insert(heir.clone());
            commit(store, &changes, "a removal and an insertion that takes over its key").await?;
            found_by_keys(store, &*kind, heir, Version::FIRST).await?;
        }
    }
    Ok(())
}

pub(crate) async fn store_works_on_after_a_refusal(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(44));
    let taken = User::sample(&mut draw);
    insert(store, &taken.clone().into()).await?;
    for (what, change) in failing(&mut draw, &taken) {
        let act = Act::prepare(&*subject, &mut draw).await?;
        let refused = store.commit(&act.changes(2, Some(change))).await;
        Failure::unless(refused.is_err(), || format!("a commit with {what} was not refused"))?;
        let what = format!("a commit right after one that was refused for {what}");
        commit(store, &act.changes(0, None), &what).await?;
        holds(store, &act.after, version_after(1), &what).await?;
    }
    let next = Record::from(User::sample(&mut draw));
    commit(store, &insertion(&next), "an insertion after refusals").await?;
    commit(store, &update(&next, Version::FIRST), "an update after refusals").await
}
