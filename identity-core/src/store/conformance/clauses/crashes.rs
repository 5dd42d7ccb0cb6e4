//! Clauses: what is left when the process ends without warning.

use super::durability::{self, Written};
use crate::store::conformance::failure::Failure;
use crate::store::conformance::large_set::{LargeSet, Side};
use crate::store::conformance::polling::polled;
use crate::store::conformance::samples::Draw;
use crate::store::conformance::scenario::{Ending, Scenario};
use crate::store::conformance::steps::Outcome;
use crate::store::conformance::subject::Subject;
use std::sync::Arc;

/// The process ends as soon as the store has answered: to a commit, and to the hit of a counter.
pub(crate) const AFTER_COMMITS: Scenario = Scenario {
    stages: &[AFTER_A_COMMIT, AFTER_A_HIT],
    act: |subject, stage| Box::pin(commit_and_crash(subject, stage)),
    verify: |subject, stage, ending| Box::pin(verify_commits(subject, stage, ending)),
};

const AFTER_A_COMMIT: usize = 0;
const AFTER_A_HIT: usize = 1;

fn written(stage: usize) -> Written {
    Written::draw(if stage == AFTER_A_COMMIT { 94 } else { 95 })
}

async fn commit_and_crash(subject: Arc<dyn Subject>, stage: usize) -> Result<Ending, Failure> {
    let written = written(stage);
    written.write(subject.store()).await?;
    if stage == AFTER_A_HIT {
        durability::count(subject.store()).await?;
    }
    Ok(Ending::Crash)
}

async fn verify_commits(subject: Arc<dyn Subject>, stage: usize, ending: Ending) -> Outcome {
    Failure::unless(ending == Ending::Crash, || {
        "the process that was to end had nothing to do: is the test known to its program by another name?"
            .to_owned()
    })?;
    written(stage).verify(subject.store()).await.map_err(|failure| {
        failure.at("of what the store had answered to when the process ended, something is not there")
    })?;
    if stage == AFTER_A_HIT {
        durability::count_on(subject.store()).await?;
    }
    Ok(())
}

/// The process ends in the middle of a commit that was polled that often: each time later, until one is through.
pub(crate) const WITHIN_A_COMMIT: Scenario = Scenario {
    stages: &[1, 10, 100, 1_000, 5_000, 25_000, usize::MAX],
    act: |subject, stage| Box::pin(crash_in_a_commit(subject, stage)),
    verify: |subject, stage, ending| Box::pin(verify_one_side(subject, stage, ending)),
};

fn set_of(stage: usize) -> LargeSet {
    LargeSet::draw(&mut Draw::new(u64::try_from(stage).unwrap_or(u64::MAX)), 20)
}

async fn crash_in_a_commit(subject: Arc<dyn Subject>, polls: usize) -> Result<Ending, Failure> {
    let (store, set) = (subject.store(), set_of(polls));
    set.prepare(store).await?;
    let Some(outcome) = polled(store.commit(&set.changes), polls).await else { return Ok(Ending::Crash) };
    outcome?;
    Ok(Ending::Done)
}

async fn verify_one_side(subject: Arc<dyn Subject>, polls: usize, ending: Ending) -> Outcome {
    let (store, set) = (subject.store(), set_of(polls));
    let side = set.side_in_list(store, "after the process ended during a commit").await?;
    Failure::unless(ending == Ending::Crash || side == Side::After, || {
        "a large commit that was acknowledged is not there when the store is opened again".to_owned()
    })
}
