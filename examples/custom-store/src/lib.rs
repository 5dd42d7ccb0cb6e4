//! A store adapter for redb, an embedded key-value database, as a model for a database of your own: `rows.rs` keeps
//! records of any kind, `store.rs` implements the traits. The book's how-to "Write a store adapter" explains both.

mod rows;
mod store;

pub use store::KeyValueStore;
