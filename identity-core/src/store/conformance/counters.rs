//! Clauses: counting for limits.

use super::Subject;
use super::failure::Failure;
use super::steps::Outcome;
use crate::Timestamp;
use std::sync::Arc;
use tokio::task::JoinSet;

const WINDOW: Timestamp = Timestamp::from_unix_seconds(1_800_000_000);

fn is(what: &str, found: u64, expected: u64) -> Outcome {
    Failure::unless(found == expected, || format!("{what} gave {found}, expected {expected}"))
}

pub(super) async fn counter_counts_up(subject: Arc<dyn Subject>) -> Outcome {
    let counters = subject.store().counters();
    is("the count of a counter that was never hit", counters.count("a", WINDOW).await?, 0)?;
    for expected in 1..=5 {
        is("a hit", counters.hit("a", WINDOW).await?, expected)?;
        is("the count after a hit", counters.count("a", WINDOW).await?, expected)?;
        is("asking again, which adds nothing,", counters.count("a", WINDOW).await?, expected)?;
    }
    Ok(())
}

pub(super) async fn counters_are_apart(subject: Arc<dyn Subject>) -> Outcome {
    let counters = subject.store().counters();
    let mut keys = super::texts::all();
    keys.retain(|key| key.len() < 1_000);
    keys.extend(["sign-in:jeremy", "sign-in:Jeremy", "sign-in:jerem_", "sign-in:jerem%"].map(str::to_owned));
    for (hits, key) in (1..).zip(&keys) {
        for _ in 0..hits % 4 {
            counters.hit(key, WINDOW).await?;
        }
    }
    for (hits, key) in (1..).zip(&keys) {
        is(&format!("the count of {key:?}"), counters.count(key, WINDOW).await?, hits % 4)?;
    }
    Ok(())
}

pub(super) async fn counter_of_a_new_window_starts_again(subject: Arc<dyn Subject>) -> Outcome {
    let counters = subject.store().counters();
    let next = Timestamp::from_unix_micros(WINDOW.unix_micros() + 1);
    for _ in 0..3 {
        counters.hit("a", WINDOW).await?;
    }
    is("the count in a window without a hit", counters.count("a", next).await?, 0)?;
    is("the count in the window of the hits", counters.count("a", WINDOW).await?, 3)?;
    is("the first hit of a window", counters.hit("a", next).await?, 1)?;
    is("the second hit of a window", counters.hit("a", next).await?, 2)?;
    is("the count of a window", counters.count("a", next).await?, 2)
}

pub(super) async fn counter_reset_forgets(subject: Arc<dyn Subject>) -> Outcome {
    let counters = subject.store().counters();
    counters.reset("never hit").await?;
    for key in ["a", "a", "b"] {
        counters.hit(key, WINDOW).await?;
    }
    counters.reset("a").await?;
    is("the count after a reset", counters.count("a", WINDOW).await?, 0)?;
    is("the count of another counter after a reset", counters.count("b", WINDOW).await?, 1)?;
    is("a hit after a reset", counters.hit("a", WINDOW).await?, 1)
}

/// Each hit gets a number of its own, so that a limit of five lets five through.
pub(super) async fn parallel_hits_are_all_counted(subject: Arc<dyn Subject>) -> Outcome {
    const WORKERS: u64 = 12;
    const EACH: u64 = 10;
    let mut tasks = JoinSet::new();
    for _ in 0..WORKERS {
        let subject = Arc::clone(&subject);
        tasks.spawn(async move {
            let mut counts = Vec::new();
            for _ in 0..EACH {
                counts.push(subject.store().counters().hit("a", WINDOW).await?);
            }
            Ok::<_, crate::store::StoreError>(counts)
        });
    }
    let mut counts = Vec::new();
    while let Some(done) = tasks.join_next().await {
        counts.extend(done??);
    }
    counts.sort_unstable();
    Failure::unless(counts.iter().copied().eq(1..=WORKERS * EACH), || {
        format!(
            "parallel hits of one counter gave {counts:?}, expected each number from 1 to {} once",
            WORKERS * EACH
        )
    })
}
