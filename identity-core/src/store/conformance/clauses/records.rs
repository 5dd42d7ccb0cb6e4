//! Clauses: what is written is read, whole and exactly.

use crate::domain::{OutboxMessage, Session, User};
use crate::store::conformance::failure::Failure;
use crate::store::conformance::kind::{kinds, version_after};
use crate::store::conformance::samples::{Draw, Sample};
use crate::store::conformance::steps::{
    Outcome, commit, everything, found_by_keys, holds, insert, insertion, lacks, not_found_by_keys, removal,
    update,
};
use crate::store::conformance::subject::Subject;
use crate::store::{ChangeSet, Page, Record, Version};
use std::sync::Arc;

pub(crate) async fn fresh_store_is_empty_and_ready(subject: Arc<dyn Subject>) -> Outcome {
    let store = subject.store();
    store.check().await.map_err(|error| Failure::from(error).at("`check` of a fresh store"))?;
    for kind in kinds() {
        let rows = everything(store, &*kind, Page::first(10)).await?;
        Failure::unless(rows.is_empty(), || {
            format!(
                "a fresh store lists {} records of {}: each clause needs an empty one",
                rows.len(),
                kind.name()
            )
        })?;
    }
    Ok(())
}

pub(crate) async fn inserted_record_is_read(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(1));
    for kind in kinds() {
        let (record, bystander) = (kind.sample(&mut draw), kind.sample(&mut draw));
        insert(store, &bystander).await?;
        insert(store, &record).await?;
        holds(store, &record, Version::FIRST, "after its insertion").await?;
        holds(store, &bystander, Version::FIRST, "after another insertion").await?;
    }
    Ok(())
}

pub(crate) async fn unknown_id_is_none(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(2));
    for kind in kinds() {
        let record = kind.sample(&mut draw);
        lacks(store, record.id(), "in an empty table").await?;
        insert(store, &kind.sample(&mut draw)).await?;
        lacks(store, record.id(), "though only another record was inserted").await?;
    }
    Ok(())
}

pub(crate) async fn unknown_key_is_none(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(3));
    for kind in kinds() {
        let record = kind.keyed(&mut draw);
        not_found_by_keys(store, &*kind, &record, "in an empty table").await?;
        for near in kind.alike(&mut draw, &record) {
            insert(store, &near).await?;
        }
        not_found_by_keys(store, &*kind, &record, "though only other keys were inserted").await?;
    }
    Ok(())
}

pub(crate) async fn every_key_finds_its_record(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(4));
    for kind in kinds() {
        for _ in 0..3 {
            let record = kind.keyed(&mut draw);
            insert(store, &kind.sample(&mut draw)).await?;
            insert(store, &record).await?;
            found_by_keys(store, &*kind, &record, Version::FIRST).await?;
            let revised = kind.revised(&mut draw, &record);
            commit(store, &update(&revised, Version::FIRST), "an update").await?;
            found_by_keys(store, &*kind, &revised, version_after(1)).await?;
        }
    }
    Ok(())
}

pub(crate) async fn removed_record_is_gone(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(5));
    for kind in kinds() {
        let (record, bystander) = (kind.keyed(&mut draw), kind.sample(&mut draw));
        insert(store, &bystander).await?;
        insert(store, &record).await?;
        commit(store, &removal(record.id(), Version::FIRST), "a removal").await?;
        lacks(store, record.id(), "after its removal").await?;
        not_found_by_keys(store, &*kind, &record, "after its removal").await?;
        holds(store, &bystander, Version::FIRST, "after the removal of another").await?;
        let rows = everything(store, &*kind, Page::first(10)).await?;
        Failure::unless(rows.len() == 1, || {
            format!(
                "after the removal of one of two, the list of {} shows {} records",
                kind.name(),
                rows.len()
            )
        })?;
    }
    Ok(())
}

pub(crate) async fn version_starts_at_one_and_grows_by_one(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(6));
    for kind in kinds() {
        let mut record = kind.sample(&mut draw);
        insert(store, &record).await?;
        holds(store, &record, Version::FIRST, "after its insertion").await?;
        for updates in 1..=3 {
            record = kind.revised(&mut draw, &record);
            commit(store, &update(&record, version_after(updates - 1)), "an update").await?;
            holds(store, &record, version_after(updates), "after an update").await?;
        }
    }
    Ok(())
}

/// By every way of reading.
pub(crate) async fn record_read_is_record_written(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(7));
    for kind in kinds() {
        let mut written = std::collections::BTreeMap::new();
        for _ in 0..12 {
            let record = kind.sample(&mut draw);
            insert(store, &record).await?;
            let record = if draw.chance(50) {
                let revised = kind.revised(&mut draw, &record);
                commit(store, &update(&revised, Version::FIRST), "an update").await?;
                holds(store, &revised, version_after(1), "after an update").await?;
                found_by_keys(store, &*kind, &revised, version_after(1)).await?;
                revised
            } else {
                holds(store, &record, Version::FIRST, "after its insertion").await?;
                found_by_keys(store, &*kind, &record, Version::FIRST).await?;
                record
            };
            written.insert(record.id(), record);
        }
        for row in everything(store, &*kind, Page::first(5)).await? {
            let expected = written.get(&row.record.id());
            Failure::unless(expected == Some(&row.record), || {
                format!("`list` gave {:?}, written was {expected:?}", row.record)
            })?;
        }
    }
    Ok(())
}

pub(crate) async fn time_is_kept_to_the_microsecond(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(8));
    for at in Draw::extreme_times() {
        let records: [Record; 3] = [
            User { created_at: at, email_verified_at: Some(at), ..User::sample(&mut draw) }.into(),
            Session { expires_at: at, ended_at: Some(at), ..Session::sample(&mut draw) }.into(),
            OutboxMessage { next_attempt_at: at, ..OutboxMessage::sample(&mut draw) }.into(),
        ];
        for record in &records {
            insert(store, record).await?;
            holds(store, record, Version::FIRST, &format!("with the time {at}")).await?;
        }
    }
    Ok(())
}

pub(crate) async fn text_is_kept_letter_by_letter(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(9));
    for text in crate::store::conformance::samples::hard_texts() {
        let message = OutboxMessage::sample(&mut draw);
        let message = OutboxMessage { recipient: text.clone(), last_error: Some(text), ..message };
        let record = Record::from(message);
        insert(store, &record).await?;
        holds(store, &record, Version::FIRST, "with this text").await?;
    }
    Ok(())
}

pub(crate) async fn empty_change_set_commits(subject: Arc<dyn Subject>) -> Outcome {
    commit(subject.store(), &ChangeSet::new(), "a change set without changes").await
}

/// One of each kind in one commit, and then many of one.
pub(crate) async fn large_change_set_commits(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(10));
    let mut records: Vec<Record> = kinds().iter().map(|kind| kind.sample(&mut draw)).collect();
    records.extend((0..600).map(|_| Record::from(OutboxMessage::sample(&mut draw))));
    let mut changes = ChangeSet::new();
    for record in &records {
        changes.insert(record.clone());
    }
    let what = format!("a change set of {} insertions", records.len());
    commit(store, &changes, &what).await?;
    for record in &records {
        holds(store, record, Version::FIRST, "after a large commit").await?;
    }
    let next = Record::from(OutboxMessage::sample(&mut draw));
    commit(store, &insertion(&next), "an insertion after a large commit").await
}
