//! Clause: what was committed is there when the store is opened again.

use super::draw::Draw;
use super::failure::Failure;
use super::kind::{kinds, version_after};
use super::steps::{Outcome, commit, conflicts, found_by_keys, holds, insert, lacks, removal, update};
use crate::Timestamp;
use crate::store::{Record, RecordId, Store, Version};

const WINDOW: Timestamp = Timestamp::from_unix_seconds(1_800_000_000);

/// What has to be there after the store is opened again, and what has to be gone.
pub(super) struct Committed {
    kept: Vec<(Record, Version)>,
    gone: Vec<RecordId>,
}

pub(super) async fn write(store: &dyn Store) -> Result<Committed, Failure> {
    let mut draw = Draw::new(90);
    let mut committed = Committed { kept: Vec::new(), gone: Vec::new() };
    for kind in kinds() {
        let (inserted, updated, removed) =
            (kind.sample(&mut draw), kind.sample(&mut draw), kind.keyed(&mut draw));
        for record in [&inserted, &updated, &removed] {
            insert(store, record).await?;
        }
        let revised = kind.revised(&mut draw, &updated);
        commit(store, &update(&revised, Version::FIRST), "an update").await?;
        commit(store, &removal(removed.id(), Version::FIRST), "a removal").await?;
        committed.kept.extend([(inserted, Version::FIRST), (revised, version_after(1))]);
        committed.gone.push(removed.id());
    }
    store.counters().hit("a", WINDOW).await?;
    Ok(committed)
}

pub(super) async fn verify(store: &dyn Store, committed: &Committed) -> Outcome {
    store.check().await.map_err(|error| Failure::from(error).at("`check` after opening again"))?;
    for (record, version) in &committed.kept {
        holds(store, record, *version, "after opening again").await?;
        found_by_keys(store, &*super::kind::kind_of(record.id()), record, *version).await?;
        let stale = version_after(version.number());
        conflicts(store, &update(record, stale), record.id(), "a stale update after opening again").await?;
        commit(store, &update(record, *version), "an update after opening again").await?;
    }
    for id in &committed.gone {
        lacks(store, *id, "after opening again").await?;
    }
    let count = store.counters().hit("a", WINDOW).await?;
    Failure::unless(count == 2, || format!("after opening again, the second hit of a counter gave {count}"))
}
