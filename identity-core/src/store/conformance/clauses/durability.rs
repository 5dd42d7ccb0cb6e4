//! Clause: what was committed is there when the store is opened again.

use super::counters::{WINDOW, is};
use crate::store::conformance::failure::Failure;
use crate::store::conformance::kind::{kind_of, kinds, version_after};
use crate::store::conformance::samples::Draw;
use crate::store::conformance::steps::{
    Outcome, commit, conflicts, found_by_keys, holds, insertion, lacks, removal, update,
};
use crate::store::{ChangeSet, Record, RecordId, Store, Version};

/// Commits of every sort, what has to be there after them, and what has to be gone.
pub(crate) struct Written {
    commits: Vec<ChangeSet>,
    kept: Vec<(Record, Version)>,
    gone: Vec<RecordId>,
}

impl Written {
    /// The same for the same seed, so that another process knows what this one wrote.
    pub(crate) fn draw(seed: u64) -> Self {
        let mut draw = Draw::new(seed);
        let mut written = Self { commits: Vec::new(), kept: Vec::new(), gone: Vec::new() };
        for kind in kinds() {
            let (inserted, updated, removed) =
                (kind.sample(&mut draw), kind.sample(&mut draw), kind.keyed(&mut draw));
            written.commits.extend([&removed, &updated, &inserted].map(insertion));
            let revised = kind.revised(&mut draw, &updated);
            written.commits.push(removal(removed.id(), Version::FIRST));
            written.commits.push(update(&revised, Version::FIRST));
            written.kept.extend([(inserted, Version::FIRST), (revised, version_after(1))]);
            written.gone.push(removed.id());
        }
        written
    }

    pub(crate) async fn write(&self, store: &dyn Store) -> Outcome {
        for changes in &self.commits {
            commit(store, changes, "a commit of one change").await?;
        }
        Ok(())
    }

    pub(crate) async fn verify(&self, store: &dyn Store) -> Outcome {
        store.check().await.map_err(|error| Failure::from(error).at("`check` after opening again"))?;
        for (record, version) in &self.kept {
            holds(store, record, *version, "after opening again").await?;
            found_by_keys(store, &*kind_of(record.id()), record, *version).await?;
            let stale = version_after(version.number());
            let what = "a stale update after opening again";
            conflicts(store, &update(record, stale), record.id(), what).await?;
            commit(store, &update(record, *version), "an update after opening again").await?;
        }
        for id in &self.gone {
            lacks(store, *id, "after opening again").await?;
        }
        Ok(())
    }
}

/// Counts once before the store is closed.
pub(crate) async fn count(store: &dyn Store) -> Outcome {
    is("the first hit of a counter", store.counters().hit("a", WINDOW).await?, 1)
}

/// Counts once more after it was opened again.
pub(crate) async fn count_on(store: &dyn Store) -> Outcome {
    is("after opening again, the second hit of a counter", store.counters().hit("a", WINDOW).await?, 2)
}
