//! The conformance suite has teeth: copies of the reference store with one fault each, all of which it catches.

mod commit;
mod fault;
mod gather;
mod ports;
mod store;

use fault::{Fault, SABOTEURS};
use identity_core::store::conformance::{CLAUSES, Clause, Failure, run_reopening};
use std::collections::BTreeSet;
use store::Sabotaged;

/// On one thread, so that tasks take turns where a saboteur waits, and the outcome of a race is always the same.
async fn try_clause(fault: Fault, clause: &str) -> Result<(), Failure> {
    let reopen = async |store: Sabotaged| {
        if fault == Fault::ForgetsWhenClosed { Sabotaged::with(fault) } else { store }
    };
    run_reopening(clause, async || Sabotaged::with(fault), reopen).await
}

#[tokio::test]
async fn the_wrapper_without_a_fault_passes_every_clause() {
    for clause in CLAUSES {
        assert_eq!(try_clause(Fault::None, clause.name()).await, Ok(()));
    }
}

#[tokio::test]
async fn every_saboteur_is_caught() {
    for (fault, clauses) in SABOTEURS {
        for clause in *clauses {
            let caught = try_clause(*fault, clause).await;
            let failure = caught.expect_err(&format!("{fault:?} is not caught by {clause}"));
            assert!(failure.to_string().starts_with(&format!("clause `{clause}` (")), "{failure}");
        }
    }
}

#[test]
fn every_clause_has_a_saboteur_that_it_must_catch() {
    let named: BTreeSet<&str> = SABOTEURS.iter().flat_map(|(_, clauses)| clauses.iter().copied()).collect();
    let all: BTreeSet<&str> = CLAUSES.iter().map(Clause::name).collect();
    assert_eq!(named, all);
    assert_eq!(all.len(), CLAUSES.len());
}

#[tokio::test]
async fn an_unknown_clause_is_a_failure_that_says_where_to_look() {
    let failure = try_clause(Fault::None, "no_such_clause").await.unwrap_err();
    assert_eq!(failure.to_string(), "the store contract has no clause \"no_such_clause\"; see `CLAUSES`");
}
