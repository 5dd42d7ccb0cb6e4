//! Clauses: what is left when the process ends without warning.

use super::durability::{self, Written};
use crate::store::conformance::failure::Failure;
use crate::store::conformance::large_set::{LargeSet, Side};
use crate::store::conformance::polling::polled;
use crate::store::conformance::samples::Draw;
use crate::store::conformance::scenario::{Ending, Scenario, Stage};
use crate::store::conformance::steps::Outcome;
use crate::store::conformance::subject::Subject;
use std::sync::Arc;

/// The process ends as soon as the store has answered: to a commit, and to the hit of a counter.
pub(crate) const AFTER_COMMITS: Scenario = Scenario {
    stages: 2,
    act: |subject, stage| Box::pin(commit_and_crash(subject, stage)),
    verify: |subject, stage, _ending| Box::pin(verify_commits(subject, stage)),
};

/// The stage whose last act is a hit; that of the other is a commit.
const AFTER_A_HIT: usize = 1;

async fn commit_and_crash(subject: Arc<dyn Subject>, stage: Stage) -> Result<Ending, Failure> {
    Written::draw(94).write(subject.store()).await?;
    if stage.number == AFTER_A_HIT {
        durability::count(subject.store()).await?;
    }
    Ok(Ending::Crash)
}

async fn verify_commits(subject: Arc<dyn Subject>, stage: Stage) -> Outcome {
    let lost = "of what the store had answered to when the process ended, something is not there";
    Written::draw(94).verify(subject.store()).await.map_err(|failure| failure.at(lost))?;
    if stage.number == AFTER_A_HIT {
        durability::count_on(subject.store()).await.map_err(|failure| failure.at(lost))?;
    }
    Ok(())
}

/// One process commits and measures how long that takes; the others end in the middle, each a little later.
pub(crate) const WITHIN_A_COMMIT: Scenario = Scenario {
    stages: PARTS,
    act: |subject, stage| Box::pin(crash_in_a_commit(subject, stage)),
    verify: |subject, _stage, ending| Box::pin(verify_one_side(subject, ending)),
};

/// The commit is cut after each of these parts of its time but the last.
const PARTS: usize = 8;

fn set() -> LargeSet {
    LargeSet::draw(&mut Draw::new(96), 20)
}

async fn crash_in_a_commit(subject: Arc<dyn Subject>, stage: Stage) -> Result<Ending, Failure> {
    let (store, set) = (subject.store(), set());
    set.prepare(store).await?;
    let most =
        if stage.number == 0 { usize::MAX } else { stage.measured.saturating_mul(stage.number) / PARTS };
    let (ended, polls) = polled(store.commit(&set.changes), most).await;
    let Some(outcome) = ended else { return Ok(Ending::Crash) };
    outcome?;
    Ok(Ending::Done(polls))
}

async fn verify_one_side(subject: Arc<dyn Subject>, ending: Ending) -> Outcome {
    let side = set().side_in_list(subject.store(), "after the process ended during a commit").await?;
    Failure::unless(ending == Ending::Crash || side == Side::After, || {
        "a large commit that was acknowledged is not there when the store is opened again".to_owned()
    })
}
