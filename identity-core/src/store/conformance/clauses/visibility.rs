//! Clauses: what readers see of a large commit, and what is left of one that was given up.

use crate::domain::User;
use crate::store::conformance::failure::Failure;
use crate::store::conformance::large_set::{LargeSet, Side};
use crate::store::conformance::polling::polled;
use crate::store::conformance::samples::{Draw, Sample};
use crate::store::conformance::steps::{Outcome, commit, insert};
use crate::store::conformance::subject::Subject;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::Barrier;
use tokio::task::JoinSet;

const READERS: usize = 3;
const ROUNDS: usize = 6;

/// Reads again and again until the commit is done, and once more then. What was seen once stays.
async fn read_beside(subject: Arc<dyn Subject>, set: Arc<LargeSet>, done: Arc<AtomicBool>) -> Outcome {
    let (store, mut last, mut round) = (subject.store(), Side::Before, 0_usize);
    loop {
        let finished = done.load(Ordering::SeqCst);
        let mut seen = set.sides_in_records(store, round % 2 == 1).await?;
        seen.push(set.side_in_list(store, "beside a large commit").await?);
        round += 1;
        for side in seen {
            Failure::unless((last, side) != (Side::After, Side::Before), || {
                "a reader saw something of a large commit, and then something else as it was before it"
                    .to_owned()
            })?;
            last = side;
        }
        if finished {
            return Failure::unless(last == Side::After, || {
                "after a large commit a reader still saw what was before it".to_owned()
            });
        }
        tokio::task::yield_now().await;
    }
}

/// By `get`, `find` and a page of `list`, while the set is being committed.
pub(crate) async fn reader_sees_a_set_whole_or_not_at_all(subject: Arc<dyn Subject>) -> Outcome {
    let mut draw = Draw::new(100);
    for _ in 0..ROUNDS {
        let set = Arc::new(LargeSet::draw(&mut draw, 45));
        set.prepare(subject.store()).await?;
        let done = Arc::new(AtomicBool::new(false));
        let barrier = Arc::new(Barrier::new(READERS + 1));
        let mut readers = JoinSet::new();
        for _ in 0..READERS {
            let (subject, set, done, barrier) =
                (Arc::clone(&subject), Arc::clone(&set), Arc::clone(&done), Arc::clone(&barrier));
            readers.spawn(async move {
                barrier.wait().await;
                read_beside(subject, set, done).await
            });
        }
        barrier.wait().await;
        // The readers have begun before the commit does.
        tokio::task::yield_now().await;
        let outcome = commit(subject.store(), &set.changes, "a large commit beside readers").await;
        done.store(true, Ordering::SeqCst);
        while let Some(read) = readers.join_next().await {
            read??;
        }
        outcome?;
    }
    Ok(())
}

/// A caller that goes away, such as a browser that closes its connection, drops the future of its commit wherever it
/// waits: soon after its beginning, or after some part of the time that it takes.
pub(crate) async fn commit_that_is_dropped_is_whole_or_nothing(subject: Arc<dyn Subject>) -> Outcome {
    const PARTS: usize = 12;
    let (store, mut draw) = (subject.store(), Draw::new(101));
    let whole = LargeSet::draw(&mut draw, 10);
    whole.prepare(store).await?;
    let (ended, all) = polled(store.commit(&whole.changes), usize::MAX).await;
    ended.transpose().map_err(|error| Failure::from(error).at("a large commit"))?;
    let parts = (1..PARTS).map(|part| all.saturating_mul(part) / PARTS);
    for polls in [1, 2, 3, 5, 8, 13].into_iter().chain(parts) {
        let set = LargeSet::draw(&mut draw, 10);
        set.prepare(store).await?;
        drop(polled(store.commit(&set.changes), polls).await);
        let when = format!("after a commit was dropped when it was polled {polls} times");
        let first = set.side_in_list(store, &when).await?;
        let user = User::sample(&mut draw);
        insert(store, &user.into()).await.map_err(|failure| failure.at(&when))?;
        let second = set.side_in_list(store, &when).await?;
        Failure::unless((first, second) != (Side::After, Side::Before), || {
            format!("{when}, it was there and then gone")
        })?;
    }
    Ok(())
}
