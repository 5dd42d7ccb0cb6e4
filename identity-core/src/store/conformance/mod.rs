//! The suite that a store adapter runs against itself (feature `conformance`).
//!
//! It is the store contract as tests, one test a clause. An adapter that passes is right as far as this library
//! can tell: its unique keys, versions, requirements, atomicity, lists, counters and claims do what the use
//! cases rest on, also side by side.
//!
//! # In an adapter
//!
//! Put `identity-core` with the feature `conformance`, and `tokio` with `macros` and `rt-multi-thread`, among
//! the `[dev-dependencies]`, and write into a test:
//!
//! ```
//! # use identity_core::store::MemoryStore as MyStore;
//! mod contract {
//! #   use super::MyStore;
//!     identity_core::store_conformance!(async || MyStore::new());
//! }
//! # fn main() {}
//! ```
//!
//! Each clause becomes a `#[tokio::test]` of its name, so `cargo test stale_update_conflicts` runs one.
//! The closure opens a store that is **empty**: a new file, a new schema. What has to live as long as the
//! store, such as a temporary directory, goes beside it: `async || (store, directory)`; anything that is a
//! [`Subject`] will do.
//!
//! A store that outlives its process says how it is opened again, and gets the clause about that as well:
//!
//! ```
//! # use identity_core::store::MemoryStore as MyStore;
//! mod contract {
//! #   use super::MyStore;
//!     identity_core::store_conformance!(
//!         async || MyStore::new(),
//!         reopen: async |store: MyStore| store
//!     );
//! }
//! # fn main() {}
//! ```
//!
//! # What is asked of a store beyond its signatures
//!
//! - Changes of a set apply in their order; what is required is looked at as it was before all of them.
//! - A commit that loses against another is refused with `Conflict` or `AlreadyExists`. Deadlocks and
//!   serialisation failures of the database are tried again inside the store.
//! - Records may name records that do not exist: the store checks no references.
//! - Text is any Unicode without U+0000; it is kept, compared and found letter by letter, without
//!   normalisation, case folding or trimming. Times are kept to the microsecond, from year 1 to year 9999.
//! - Ids are any 128 bits and are ordered as unsigned octets.
//!
//! Every record is made from a fixed seed, so that a failure comes again.

mod atomicity;
mod claims;
mod clause;
mod counters;
mod draw;
mod durability;
mod failure;
mod gathering;
mod keys;
mod kind;
mod lists;
mod model;
mod parallel;
mod records;
mod sample;
mod steps;
mod texts;
mod versions;

pub use clause::{CLAUSES, Clause};
pub use failure::Failure;

use super::Store;
use clause::Check;
use std::sync::Arc;

/// What a clause is tried on: a store, perhaps with something that has to live as long as it does.
pub trait Subject: Send + Sync + 'static {
    /// The store.
    fn store(&self) -> &dyn Store;
}

impl<S: Store> Subject for S {
    fn store(&self) -> &dyn Store {
        self
    }
}

impl<S: Store, G: Send + Sync + 'static> Subject for (S, G) {
    fn store(&self) -> &dyn Store {
        &self.0
    }
}

/// Tries the clause of this name on the store that `fresh` opens.
///
/// The failure names the clause, what it promises, and what the store did instead. Clauses that open a store
/// again need [`run_reopening`].
pub async fn run<S: Subject>(clause: &str, fresh: impl AsyncFn() -> S) -> Result<(), Failure> {
    let clause = Clause::named(clause)?;
    match clause.check {
        Check::Fresh(check) => {
            check(Arc::new(fresh().await)).await.map_err(|failure| clause.broken(&failure))
        }
        Check::Reopened => Err(clause.broken(&Failure::new("it needs `reopen:`, which was not given"))),
    }
}

/// Tries the clause of this name, any clause, on the store that `fresh` opens and `reopen` opens again.
pub async fn run_reopening<S: Subject>(
    clause: &str,
    fresh: impl AsyncFn() -> S,
    reopen: impl AsyncFn(S) -> S,
) -> Result<(), Failure> {
    let clause = Clause::named(clause)?;
    let Check::Reopened = clause.check else { return run(clause.name, fresh).await };
    let subject = fresh().await;
    let committed = durability::write(subject.store()).await.map_err(|failure| clause.broken(&failure))?;
    let subject = reopen(subject).await;
    durability::verify(subject.store(), &committed).await.map_err(|failure| clause.broken(&failure))
}

/// Makes a test of each clause of the store contract; see the [module](crate::store::conformance).
#[macro_export]
macro_rules! store_conformance {
    ($fresh:expr $(,)?) => {
        $crate::store_clauses! { {$crate::store_clause_tests} $fresh }
    };
    ($fresh:expr, reopen: $reopen:expr $(,)?) => {
        $crate::store_clauses! { {$crate::store_clause_tests} $fresh }

        #[::tokio::test(flavor = "multi_thread")]
        async fn committed_changes_outlive_the_process() -> Result<(), $crate::store::conformance::Failure> {
            $crate::store::conformance::run_reopening(
                "committed_changes_outlive_the_process",
                $fresh,
                $reopen,
            )
            .await
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! store_clause_tests {
    ({$fresh:expr} $($module:ident $name:ident $promise:literal;)+) => {$(
        #[::tokio::test(flavor = "multi_thread")]
        async fn $name() -> Result<(), $crate::store::conformance::Failure> {
            $crate::store::conformance::run(stringify!($name), $fresh).await
        }
    )+};
}
