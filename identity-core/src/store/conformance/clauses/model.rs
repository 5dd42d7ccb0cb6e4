//! Clause: whatever is done, the store ends up like the reference store.

use crate::Timestamp;
use crate::store::conformance::failure::Failure;
use crate::store::conformance::kind::{Kind, Stored, kinds};
use crate::store::conformance::samples::Draw;
use crate::store::conformance::steps::{Outcome, everything};
use crate::store::conformance::subject::Subject;
use crate::store::{ChangeSet, MemoryStore, Page, RecordId, Store, StoreError, Version};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

const COMMITS: usize = 400;
const SEED: u64 = 0x5EED;

/// Commits random change sets, many of them refused, to the store and to the reference store.
pub(crate) async fn random_operations_agree_with_the_reference(subject: Arc<dyn Subject>) -> Outcome {
    let (store, reference) = (subject.store(), MemoryStore::new());
    let (mut draw, all) = (Draw::new(SEED), kinds());
    let mut refused = 0;
    for number in 0..COMMITS {
        let changes = random_set(&mut draw, &all, &reference).await?;
        let (expected, found) = (reference.commit(&changes).await, store.commit(&changes).await);
        refused += usize::from(expected.is_err());
        Failure::unless(agree(&changes, &expected, &found), || {
            format!("commit {number} of seed {SEED} gave {found:?}, the reference {expected:?}: {changes:?}")
        })?;
        if number % 40 == 7 {
            claim_alike(store, &reference, number).await?;
        }
        if number % 100 == 99 {
            compare(store, &reference, &all, number).await?;
        }
    }
    Failure::unless((COMMITS / 10..COMMITS * 9 / 10).contains(&refused), || {
        format!("the suite itself is at fault: {refused} of {COMMITS} random commits are refused")
    })
}

/// Up to four changes of different records.
async fn random_set(
    draw: &mut Draw,
    all: &[Box<dyn Kind>],
    reference: &MemoryStore,
) -> Result<ChangeSet, Failure> {
    let mut changes = ChangeSet::new();
    let mut touched: BTreeSet<RecordId> = BTreeSet::new();
    for _ in 0..=draw.below(4) {
        let Some(kind) = draw.among(all) else { continue };
        let rows = everything(reference, &**kind, Page::first(1_000)).await?;
        let free: Vec<&Stored> = rows.iter().filter(|row| !touched.contains(&row.record.id())).collect();
        let row = draw.among(&free).copied();
        touched.insert(add_change(draw, &mut changes, &**kind, row));
    }
    Ok(changes)
}

/// Adds one change of, or beside, a stored record, and names the record that it touches.
fn add_change(draw: &mut Draw, changes: &mut ChangeSet, kind: &dyn Kind, row: Option<&Stored>) -> RecordId {
    let Some(row) = row else {
        let record = kind.keyed(draw);
        changes.insert(record.clone());
        return record.id();
    };
    let version = if draw.chance(90) {
        row.version
    } else {
        Version::from_number(u64::try_from(draw.below(4)).unwrap_or(0))
    };
    let id = row.record.id();
    match draw.below(12) {
        0..=3 => {
            let record = kind.sample(draw);
            changes.insert(record);
        }
        4 => {
            let clash = kind.clashing(draw, &row.record).pop().unwrap_or_else(|| kind.sample(draw));
            changes.insert(clash);
        }
        5 => {
            let twin = kind.revised(draw, &row.record);
            changes.insert(twin);
        }
        6..=8 => {
            let record = kind.revised(draw, &row.record);
            changes.update(record, version);
        }
        9 => {
            let record = kind.sample(draw);
            changes.update(record, Version::FIRST);
        }
        10 => {
            changes.remove(id, version);
        }
        _ => {
            changes.require(id, version);
        }
    }
    id
}

/// Of several changes that cannot be committed, a store may name any.
fn agree(changes: &ChangeSet, expected: &Result<(), StoreError>, found: &Result<(), StoreError>) -> bool {
    use StoreError::{AlreadyExists, Conflict};
    let several = changes.changes().len() > 1;
    match (expected, found) {
        (Ok(()), Ok(())) | (Err(AlreadyExists { .. }), Err(AlreadyExists { .. })) => true,
        (Err(Conflict { record }), Err(Conflict { record: named })) => several || record == named,
        (Err(Conflict { .. }), Err(AlreadyExists { .. }))
        | (Err(AlreadyExists { .. }), Err(Conflict { .. })) => several,
        _ => false,
    }
}

async fn claim_alike(store: &dyn Store, reference: &MemoryStore, number: usize) -> Outcome {
    let now = Timestamp::from_unix_seconds(1_800_000_000).plus(Duration::from_hours(1));
    let lease = now.plus(Duration::from_mins(1));
    let expected = reference.claims().claim_messages(now, lease, 2).await?;
    let found = store.claims().claim_messages(now, lease, 2).await?;
    Failure::unless(found == expected, || {
        format!("a claim after commit {number} of seed {SEED} gave {found:?}, the reference {expected:?}")
    })
}

async fn compare(
    store: &dyn Store,
    reference: &MemoryStore,
    all: &[Box<dyn Kind>],
    number: usize,
) -> Outcome {
    for kind in all {
        for by in kind.orders() {
            let expected = everything(reference, &**kind, Page::first(1_000).in_order(*by)).await?;
            let found = everything(store, &**kind, Page::first(7).in_order(*by)).await?;
            let odd = expected.iter().find(|row| !found.contains(row));
            let odd = odd.or_else(|| found.iter().find(|row| !expected.contains(row)));
            Failure::unless(found == expected, || {
                format!(
                    "after commit {number} of seed {SEED} the store has {} records of {} by {by:?} and the reference \
                     {}; they differ in {odd:?}",
                    found.len(),
                    kind.name(),
                    expected.len()
                )
            })?;
        }
    }
    Ok(())
}
