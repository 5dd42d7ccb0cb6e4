//! Clauses: counting for limits.

use crate::Timestamp;
use crate::store::conformance::failure::Failure;
use crate::store::conformance::steps::Outcome;
use crate::store::conformance::subject::Subject;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;

pub(crate) const WINDOW: Timestamp = Timestamp::from_unix_seconds(1_800_000_000);

/// The number is the expected one.
pub(crate) fn is(what: &str, found: u64, expected: u64) -> Outcome {
    Failure::unless(found == expected, || format!("{what} gave {found}, expected {expected}"))
}

pub(crate) async fn counter_counts_up(subject: Arc<dyn Subject>) -> Outcome {
    let counters = subject.store().counters();
    is("the count of a counter that was never hit", counters.count("a", WINDOW).await?, 0)?;
    for expected in 1..=5 {
        is("a hit", counters.hit("a", WINDOW).await?, expected)?;
        is("the count after a hit", counters.count("a", WINDOW).await?, expected)?;
        is("asking again, which adds nothing,", counters.count("a", WINDOW).await?, expected)?;
    }
    Ok(())
}

pub(crate) async fn counters_are_apart(subject: Arc<dyn Subject>) -> Outcome {
    let counters = subject.store().counters();
    let mut keys = crate::store::conformance::samples::hard_texts();
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

pub(crate) async fn counter_of_a_new_window_starts_again(subject: Arc<dyn Subject>) -> Outcome {
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

/// A node whose clock lags hits the window before: were the counter to start again, the lag would give new tries.
pub(crate) async fn hit_of_an_earlier_window_counts_in_the_stored_one(subject: Arc<dyn Subject>) -> Outcome {
    let counters = subject.store().counters();
    let minutes = |count: u64| WINDOW.plus(Duration::from_mins(count));
    let (before, stored) = (minutes(14), minutes(15));
    for _ in 0..2 {
        counters.hit("a", before).await?;
    }
    for _ in 0..3 {
        counters.hit("a", stored).await?;
    }
    is("a hit of the window before the stored one", counters.hit("a", before).await?, 4)?;
    is("the count of the stored window after it", counters.count("a", stored).await?, 4)?;
    is(
        "the count of the window before, which is that of the stored one,",
        counters.count("a", before).await?,
        4,
    )?;
    is("a hit of a window long before", counters.hit("a", WINDOW).await?, 5)?;
    is("a hit of the stored window after those", counters.hit("a", stored).await?, 6)?;
    is("the first hit of the window behind it", counters.hit("a", minutes(30)).await?, 1)?;
    counters.reset("a").await?;
    is("the count of the first window after a reset", counters.count("a", WINDOW).await?, 0)?;
    is("the count of the window before after a reset", counters.count("a", before).await?, 0)
}

pub(crate) async fn counter_reset_forgets(subject: Arc<dyn Subject>) -> Outcome {
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

/// The stored window counts, wherever a counter began.
pub(crate) async fn purge_forgets_the_counters_of_earlier_windows(subject: Arc<dyn Subject>) -> Outcome {
    let counters = subject.store().counters();
    let minutes = |count: u64| WINDOW.plus(Duration::from_mins(count));
    for (key, minute) in
        [("old", 0), ("old", 0), ("older", 14), ("kept", 0), ("kept", 15), ("new", 15), ("newer", 30)]
    {
        counters.hit(key, minutes(minute)).await?;
    }
    is("a purge that concerns two counters", counters.purge(minutes(15)).await?, 2)?;
    for (key, expected) in [("old", 0), ("older", 0), ("kept", 1), ("new", 1), ("newer", 1)] {
        is(&format!("the count of {key:?} after a purge"), counters.count(key, WINDOW).await?, expected)?;
    }
    is("a hit of a purged counter", counters.hit("old", WINDOW).await?, 1)?;
    is("a hit of a counter that was not purged", counters.hit("kept", minutes(15)).await?, 2)?;
    is("a purge of the times before all counters", counters.purge(WINDOW).await?, 0)
}

/// Each hit gets a number of its own, so that a limit of five lets five through.
pub(crate) async fn parallel_hits_are_all_counted(subject: Arc<dyn Subject>) -> Outcome {
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
