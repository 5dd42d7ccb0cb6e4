//! A store adapter for redb, an embedded key-value database: what an adapter for a database of your own looks like.
//!
//! | file | what it does |
//! |---|---|
//! | `tables.rs` | the tables: records, unique keys, the index of lists, counters |
//! | `write.rs` | one change set in one transaction |
//! | `read.rs` | `get`, `find` and `list`, once for all kinds of record |
//! | `store.rs` | the traits of the contract, by `for_each_record!` |
//!
//! The how-to "Write a store adapter" in the book goes through them.

mod read;
mod store;
mod tables;
mod write;

pub use store::KeyValueStore;
