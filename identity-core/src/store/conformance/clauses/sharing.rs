//! Clauses: kinds of record do not get into each other.

use crate::domain::{AccessToken, ContactChange, Invitation, Recovery, ServiceSession, Session};
use crate::store::conformance::kind::{kind_of, kinds, version_after};
use crate::store::conformance::samples::{Draw, Sample};
use crate::store::conformance::steps::{
    Outcome, commit, conflicts, found_by_keys, holds, insert, lacks, removal, update,
};
use crate::store::conformance::subject::Subject;
use crate::store::{ChangeSet, Record, Store, Version};
use std::sync::Arc;

async fn are_all_there(store: &dyn Store, records: &[Record], version: Version, when: &str) -> Outcome {
    for record in records {
        holds(store, record, version, when).await?;
        found_by_keys(store, &*kind_of(record.id()), record, version).await?;
    }
    Ok(())
}

/// One UUID, a record of each kind: an id is an id of its kind.
pub(crate) async fn kinds_may_share_an_id(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(110));
    let model = kinds().first().map(|kind| kind.sample(&mut draw).id());
    let records: Vec<Record> = kinds()
        .iter()
        .map(|kind| {
            let record = kind.keyed(&mut draw);
            model.map_or(record.clone(), |id| kind.with_id(&record, id))
        })
        .collect();
    for record in &records {
        insert(store, record).await?;
    }
    are_all_there(store, &records, Version::FIRST, "beside records of other kinds with the same id").await?;
    let mut rest = records.as_slice();
    while let Some((record, others)) = rest.split_first() {
        let revised = kind_of(record.id()).revised(&mut draw, record);
        commit(store, &update(&revised, Version::FIRST), "an update").await?;
        are_all_there(store, others, Version::FIRST, "after an update of another kind with the same id")
            .await?;
        let mut changes = ChangeSet::new();
        for other in others {
            changes.require(other.id(), Version::FIRST);
        }
        changes.remove(record.id(), version_after(1));
        let what = "a removal that requires records of other kinds with the same id";
        commit(store, &changes, what).await?;
        lacks(store, record.id(), "after its removal").await?;
        are_all_there(store, others, Version::FIRST, "after a removal of another kind with the same id")
            .await?;
        let again = removal(record.id(), version_after(1));
        conflicts(store, &again, record.id(), "a second removal, beside other kinds with the same id,")
            .await?;
        rest = others;
    }
    Ok(())
}

/// One digest, a record of each kind that is found by one: a key is a key of its kind.
pub(crate) async fn kinds_may_share_a_key(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(111));
    let token = draw.digest();
    let records: [Record; 6] = [
        Session { token, ..Session::sample(&mut draw) }.into(),
        AccessToken { token, ..AccessToken::sample(&mut draw) }.into(),
        Invitation { token, ..Invitation::sample(&mut draw) }.into(),
        Recovery { token, ..Recovery::sample(&mut draw) }.into(),
        ContactChange { token, ..ContactChange::sample(&mut draw) }.into(),
        ServiceSession { token, ..ServiceSession::sample(&mut draw) }.into(),
    ];
    for record in &records {
        insert(store, record).await?;
    }
    are_all_there(store, &records, Version::FIRST, "beside records of other kinds with the same key").await?;
    let mut rest = records.as_slice();
    while let Some((record, others)) = rest.split_first() {
        commit(store, &removal(record.id(), Version::FIRST), "a removal").await?;
        are_all_there(store, others, Version::FIRST, "after a removal of another kind with the same key")
            .await?;
        rest = others;
    }
    Ok(())
}
