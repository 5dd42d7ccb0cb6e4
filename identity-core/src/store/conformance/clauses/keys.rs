//! Clauses: unique keys and ids.

use crate::store::Version;
use crate::store::conformance::kind::{kinds, version_after};
use crate::store::conformance::samples::Draw;
use crate::store::conformance::steps::{
    Outcome, commit, found_by_keys, holds, insert, insertion, is_taken, lacks, not_found_by_keys, removal,
    update,
};
use crate::store::conformance::subject::Subject;
use std::sync::Arc;

/// Several records of a kind, since some keys have parts that may be absent.
const ROUNDS: usize = 4;

pub(crate) async fn duplicate_id_is_refused(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(20));
    for kind in kinds() {
        let record = kind.sample(&mut draw);
        insert(store, &record).await?;
        let twin = kind.revised(&mut draw, &record);
        is_taken(store, &insertion(&twin), &format!("inserting a second {}", record.id())).await?;
        holds(store, &record, Version::FIRST, "after its id was refused to another").await?;
    }
    Ok(())
}

pub(crate) async fn taken_key_is_refused_on_insert(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(21));
    for kind in kinds() {
        // Some kinds have keys of several forms, of which each is to come up.
        for _ in 0..4 * ROUNDS {
            let record = kind.keyed(&mut draw);
            insert(store, &record).await?;
            for clash in kind.clashing(&mut draw, &record) {
                let what = format!("inserting {clash:?} beside {record:?}, with which it shares a key,");
                is_taken(store, &insertion(&clash), &what).await?;
                lacks(store, clash.id(), "after its insertion was refused").await?;
            }
            found_by_keys(store, &*kind, &record, Version::FIRST).await?;
            commit(store, &removal(record.id(), Version::FIRST), "a removal").await?;
        }
    }
    Ok(())
}

pub(crate) async fn taken_key_is_refused_on_update(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(22));
    for kind in kinds() {
        for _ in 0..ROUNDS {
            let (record, other) = (kind.keyed(&mut draw), kind.sample(&mut draw));
            insert(store, &other).await?;
            insert(store, &record).await?;
            for clash in kind.clashing(&mut draw, &record) {
                let clash = kind.with_id(&clash, other.id());
                let what =
                    format!("updating a record to {clash:?} beside {record:?}, with which it shares a key,");
                is_taken(store, &update(&clash, Version::FIRST), &what).await?;
                holds(store, &other, Version::FIRST, "after its update was refused").await?;
            }
            found_by_keys(store, &*kind, &record, Version::FIRST).await?;
            commit(store, &removal(record.id(), Version::FIRST), "a removal").await?;
        }
    }
    Ok(())
}

/// Case, other owners, and blanks at the end make another key.
pub(crate) async fn keys_that_are_alike_are_not_the_same(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(23));
    for kind in kinds() {
        let record = kind.keyed(&mut draw);
        insert(store, &record).await?;
        for near in kind.alike(&mut draw, &record) {
            let what = format!("inserting {near:?} beside {record:?}, with which it shares no key,");
            commit(store, &insertion(&near), &what).await?;
            found_by_keys(store, &*kind, &near, Version::FIRST).await?;
        }
        found_by_keys(store, &*kind, &record, Version::FIRST).await?;
    }
    Ok(())
}

pub(crate) async fn record_may_keep_its_keys(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(24));
    for kind in kinds() {
        let record = kind.keyed(&mut draw);
        insert(store, &record).await?;
        commit(store, &update(&record, Version::FIRST), "an update that changes no key").await?;
        found_by_keys(store, &*kind, &record, version_after(1)).await?;
    }
    Ok(())
}

pub(crate) async fn key_is_free_after_remove(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(25));
    for kind in kinds() {
        let record = kind.keyed(&mut draw);
        for next in kind.clashing(&mut draw, &record) {
            insert(store, &record).await?;
            commit(store, &removal(record.id(), Version::FIRST), "a removal").await?;
            commit(store, &insertion(&next), "taking the key of a removed record").await?;
            found_by_keys(store, &*kind, &next, Version::FIRST).await?;
            commit(store, &removal(next.id(), Version::FIRST), "a removal").await?;
        }
    }
    Ok(())
}

pub(crate) async fn key_is_free_after_update(subject: Arc<dyn Subject>) -> Outcome {
    let (store, mut draw) = (subject.store(), Draw::new(26));
    for kind in kinds() {
        let record = kind.keyed(&mut draw);
        for next in kind.clashing(&mut draw, &record) {
            insert(store, &record).await?;
            let revised = kind.revised(&mut draw, &record);
            commit(store, &update(&revised, Version::FIRST), "an update to other keys").await?;
            not_found_by_keys(store, &*kind, &record, "after an update to other keys").await?;
            commit(store, &insertion(&next), "taking a key that an update gave up").await?;
            found_by_keys(store, &*kind, &next, Version::FIRST).await?;
            found_by_keys(store, &*kind, &revised, version_after(1)).await?;
            commit(store, &removal(next.id(), Version::FIRST), "a removal").await?;
            commit(store, &removal(record.id(), version_after(1)), "a removal").await?;
        }
    }
    Ok(())
}
