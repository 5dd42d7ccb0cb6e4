//! The conformance suite has teeth: copies of the reference store with one fault each, all of which it catches.

mod commit;
mod fault;
mod gather;
mod lists;
mod orders;
mod ports;
mod sabotaged;
mod sets;
mod steps;
mod store;

use fault::{Fault, SABOTEURS};
use identity_core::store::conformance::{CLAUSES, Clause, Failure, run_reopening};
use sabotaged::Sabotaged;
use std::collections::BTreeSet;

/// On one thread, so that tasks take turns where a saboteur waits, and the outcome of a race is always the same.
async fn try_clause(fault: Fault, clause: &str) -> Result<(), Failure> {
    let reopen = async |store: Sabotaged| {
        if fault == Fault::ForgetsWhenClosed { Sabotaged::with(fault) } else { store }
    };
    run_reopening(clause, async || Sabotaged::with(fault), reopen).await
}

#[tokio::test]
async fn the_wrapper_without_a_fault_passes_every_clause() {
    for clause in clauses_of_one_process() {
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
    let all: BTreeSet<&str> = clauses_of_one_process().map(Clause::name).collect();
    assert_eq!(named, all);
    assert_eq!(all.len(), clauses_of_one_process().count());
}

/// The saboteurs of the others write to a disk, and stand beside the SQL store.
fn clauses_of_one_process() -> impl Iterator<Item = &'static Clause> {
    CLAUSES.iter().filter(|clause| !clause.crashes())
}

#[tokio::test]
async fn a_clause_that_ends_processes_says_what_it_needs() {
    for clause in CLAUSES.iter().filter(|clause| clause.crashes()) {
        let failure = try_clause(Fault::None, clause.name()).await.unwrap_err();
        assert!(
            failure.to_string().ends_with("it needs `place:` and `open:`, which were not given"),
            "{failure}"
        );
    }
}

#[tokio::test]
async fn counters_tell_what_was_found_and_what_was_expected() {
    for (fault, clause, told) in [
        (
            Fault::EarlierWindowStartsAgain,
            "hit_of_an_earlier_window_counts_in_the_stored_one",
            "gave 1, expected 4",
        ),
        (Fault::CountAdds, "counter_counts_up", "gave 2, expected 1"),
        (Fault::WindowIgnored, "counter_of_a_new_window_starts_again", "gave 3, expected 0"),
        (Fault::ResetIgnored, "counter_reset_forgets", "gave 2, expected 0"),
        (Fault::HitNotAtomic, "parallel_hits_are_all_counted", "expected each number from 1 to 120 once"),
        (Fault::ForgetsWhenClosed, "committed_changes_outlive_the_process", "expected"),
    ] {
        let failure = try_clause(fault, clause).await.unwrap_err().to_string();
        assert!(failure.contains(told), "{failure}");
    }
}

#[tokio::test]
async fn an_unknown_clause_is_a_failure_that_says_where_to_look() {
    let failure = try_clause(Fault::None, "no_such_clause").await.unwrap_err();
    assert_eq!(failure.to_string(), "the store contract has no clause \"no_such_clause\"; see `CLAUSES`");
}
