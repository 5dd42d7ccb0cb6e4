//! Trying one clause.

use super::clause::{Check, Clause};
use super::clauses::durability::{self, Written};
use super::failure::Failure;
use super::steps::Outcome;
use super::subject::Subject;
use std::sync::Arc;

/// Tries the clause of this name on the store that `fresh` opens.
///
/// The failure names the clause, what it promises, and what the store did instead. Clauses that open a store
/// again need [`run_reopening`], and those that end the process [`run_crashing`](super::run_crashing).
pub async fn run<S: Subject>(clause: &str, fresh: impl AsyncFn() -> S) -> Result<(), Failure> {
    let clause = Clause::named(clause)?;
    match clause.check {
        Check::Fresh(check) => {
            check(Arc::new(fresh().await)).await.map_err(|failure| clause.broken(&failure))
        }
        Check::Reopened => Err(clause.broken(&Failure::new("it needs `reopen:`, which was not given"))),
        Check::Crashed(_) => {
            Err(clause.broken(&Failure::new("it needs `place:` and `open:`, which were not given")))
        }
    }
}

/// Tries the clause of this name on the store that `fresh` opens and `reopen` opens again. Clauses that end the
/// process need [`run_crashing`](super::run_crashing).
pub async fn run_reopening<S: Subject>(
    clause: &str,
    fresh: impl AsyncFn() -> S,
    reopen: impl AsyncFn(S) -> S,
) -> Result<(), Failure> {
    let clause = Clause::named(clause)?;
    let Check::Reopened = clause.check else { return run(clause.name, fresh).await };
    outlives(&fresh, &reopen).await.map_err(|failure| clause.broken(&failure))
}

async fn outlives<S: Subject>(fresh: &impl AsyncFn() -> S, reopen: &impl AsyncFn(S) -> S) -> Outcome {
    let (subject, written) = (fresh().await, Written::draw(90));
    written.write(subject.store()).await?;
    durability::count(subject.store()).await?;
    let subject = reopen(subject).await;
    written.verify(subject.store()).await?;
    durability::count_on(subject.store()).await
}
