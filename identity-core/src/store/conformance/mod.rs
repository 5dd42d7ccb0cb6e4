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
//! And one that another process can open says where it is and how it is opened there, and gets the clauses about
//! processes that end without warning. Each of them starts the test's own program again, which commits and aborts;
//! see [`run_crashing`] for what that can show and what it cannot.
//!
//! ```no_run
//! # use identity_core::store::MemoryStore as MyStore;
//! mod contract {
//! #   use super::MyStore;
//!     identity_core::store_conformance!(
//!         async || MyStore::new(),
//!         reopen: async |store: MyStore| store,
//!         place: async || "/a/new/file".to_owned(),
//!         open: async |_file: String| MyStore::new(),
//!     );
//! }
//! # fn main() {}
//! ```
//!
//! # What is asked of a store beyond its signatures
//!
//! - Changes of a set apply in their order; what is required is looked at as it was before all of them. Each change
//!   finds ids, keys and versions as those before it in the set left them. So a set in which two records get one key
//!   is refused with `AlreadyExists`, and so is one that exchanges the keys of two records in two updates, the first
//!   of which comes to a key that is still taken. A key that was given up by an earlier change of the set is free.
//! - Ids and keys belong to their kind: two records of different kinds may have the same id, or keys with the same
//!   content.
//! - A change set may be large: thousands of changes are one commit.
//! - A commit that loses against another is refused with `Conflict` or `AlreadyExists`. Deadlocks and
//!   serialisation failures of the database are tried again inside the store.
//! - One call of `get`, `find` or `list` sees each commit whole or not at all, and what a call saw, every later call
//!   sees as well. `gather` may be several calls.
//! - The future of a commit may be dropped at any time. The commit has then taken effect whole or not at all, perhaps
//!   a moment later, and the store goes on working.
//! - A commit that succeeded, and a counted hit, outlive the process, whatever ends it.
//! - Records may name records that do not exist: the store checks no references.
//! - Text is any Unicode without U+0000; it is kept, compared and found letter by letter, without
//!   normalisation, case folding or trimming. Times are kept to the microsecond, from year 1 to year 9999.
//! - Ids are any 128 bits and are ordered as unsigned octets.
//!
//! Every record is made from a fixed seed, so that a failure comes again.

mod clause;
mod clauses;
mod crash;
#[cfg(test)]
mod entities;
mod failure;
mod kind;
mod large_set;
mod polling;
mod run;
mod samples;
mod scenario;
mod steps;
mod subject;
mod suite;

pub use clause::{CLAUSES, Clause};
pub use crash::{Place, run_crashing};
pub use failure::Failure;
pub use run::{run, run_reopening};
pub use subject::Subject;
