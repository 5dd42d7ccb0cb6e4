//! The store of [`identity_core`] on SQL databases: SQLite, embedded, and PostgreSQL.
//!
//! ```
//! use identity_core::store::Store;
//! use identity_store_sql::SqlStore;
//!
//! # tokio::runtime::Runtime::new()?.block_on(async {
//! let store = SqlStore::connect("sqlite::memory:").await?;
//! store.migrate().await?;
//! store.check().await?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | to | take |
//! |---|---|
//! | open a database | [`SqlStore::connect`], or [`SqlStore::with_connection`] for a connection that you opened |
//! | bring its tables up to date | [`SqlStore::migrate`]; [`SqlStore::pending_migrations`] says what that would do |
//! | write in one commit with your own tables | [`SqlStore::begin`] and [`SqlStore::in_transaction`] |
//! | do something of your own in each commit, such as a workspace for a new account | [`SqlStore::hook`] |
//! | read and write records | the [`Store`](identity_core::store::Store) that it implements |
//!
//! The tables, all of which begin with `identity_`, stand in the host's own database, and a store can be
//! bound to a transaction of the host ([`SqlStore::in_transaction`]), so that what both write is one commit.
//!
//! # How the contract is kept
//! A commit is one transaction. What the change set requires is read first, and held: `FOR SHARE` on
//! PostgreSQL, by being the one writer (`BEGIN IMMEDIATE`) on `SQLite`. Then the changes are made in their
//! order. An update names the version that it rests on, and an insert that finds its key taken does
//! nothing; both show in the number of rows. Rows are locked in the order of their kinds and ids, so that
//! commits that touch the same records wait for each other and do not deadlock; where they still do, or
//! where a database cannot serialise them, the commit is tried again. A commit whose future is dropped runs to
//! its end.

mod claims;
mod commit;
mod connect;
mod counters;
mod error;
mod handle;
mod hook;
mod hot;
#[cfg(test)]
mod index_use;
mod load_facts;
mod mapping;
mod migration;
mod obstacle;
mod patience;
mod plan;
mod retry;
mod row;
mod schema;
mod store;
mod table;
mod write;

pub use error::SqlStoreError;
pub use handle::SqlStore;
pub use hook::CommitHook;
