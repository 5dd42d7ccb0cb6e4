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
//! What the clauses ask of a store beyond the signatures of its traits is written in the [store contract](crate::store).
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
