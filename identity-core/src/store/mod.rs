//! The store contract: read, decide, commit once.
//!
//! A use case reads what it needs, decides, and hands the store **one** [`ChangeSet`]. There are no interactive
//! transactions. A store is pure persistence: ids, times, digests and folded texts are made in core, so it needs no clock,
//! no random numbers and no rules of its own.
//!
//! What follows is what a store has to keep to beyond the signatures of its traits. The feature `conformance` brings a
//! suite that tries all of it: `store_conformance!`.
//!
//! # Records
//!
//! - Every kind of record is an [`Entity`]: it has an id, unique keys, conditions for lists, orders, and a stored form. Which
//!   kinds there are is named in one place, [`for_each_record!`](crate::for_each_record), so an adapter is written once and
//!   generically, and a kind that comes later needs no line of it.
//! - Ids and keys belong to their kind: two records of different kinds may have the same id, or keys with the same octets.
//! - Records may name records that do not exist: a store checks no references.
//! - Text is any Unicode without U+0000. It is kept, compared and found letter by letter, without normalisation, case
//!   folding or trimming. Times are kept to the microsecond, from year 1 to year 9999. Ids are any 128 bits.
//!
//! # Commit
//!
//! - A change set is committed whole or not at all. What it [requires](ChangeSet::require) is looked at as it was before all
//!   of its changes, and stays so until the commit is done, whatever runs beside it.
//! - Changes apply in their order, and each finds ids, keys and versions as those before it in the set left them. So a set in
//!   which two records get one key is refused with [`AlreadyExists`](StoreError::AlreadyExists), and so is one that exchanges
//!   the keys of two records in two updates, the first of which comes to a key that is still taken. A key that an earlier
//!   change of the set gave up is free.
//! - A commit that loses against another is refused with [`Conflict`](StoreError::Conflict) or `AlreadyExists`. Deadlocks and
//!   serialisation failures of the database are tried again inside the store.
//! - A commit that succeeded, and a counted hit, outlive the process, whatever ends it.
//!
//! # Reading
//!
//! - One call of [`get`](Table::get), [`find`](Table::find) or [`list`](Table::list) sees each commit whole or not at all,
//!   and what a call saw, every later call sees as well. [`load_facts`](Store::load_facts) may be several calls.
//! - A list shows exactly the records that [`Entity::matches`] lets through. A store that cannot evaluate a condition inside
//!   its query builds indexes from the [marks](Entity::marks) of records and asks `matches` about each record that it finds;
//!   [`Entries`] are such indexes for a database of sorted keys and values.
//! - Lists go by the octets of the ids, unless the page asks for an [order](Entity::ORDERS) that the kind has: then by the
//!   octets of the [sort key](Entity::order_key), and where these are equal by the octets of the ids. An order that the kind
//!   does not have means by id. Sort keys and search texts are folded in core; a store folds nothing and uses no collation
//!   but that of octets (`COLLATE "C"` in PostgreSQL, `BINARY` in SQLite).
//! - A page begins behind its [`Cursor`], whatever became of the record that the cursor was made of.
//!
//! # Sizes
//!
//! | what | a store takes at least |
//! |---|---|
//! | a record | 256 KiB as JSON; most have less than 2 KiB |
//! | a unique key | 2 KiB as [octets](UniqueKey::to_bytes) |
//! | a mark | [128 octets](Mark::MAX_OCTETS) |
//! | a sort key | [400 octets](crate::values::FoldedText::MAX_SORT_OCTETS) |
//! | a search text | 16 KiB |
//! | a counter's key | 512 octets |
//! | a change set | 5,000 changes, 16 MiB as JSON; most have less than 20 changes. The largest move a tree of organisations, which changes every organisation below the one that moves |
//! | a page | [1,000 records](Page::MAX_LIMIT) |
//! | the values in one condition of a list | 1,000 |
//!
//! What is larger a store may refuse with [`Failed`](StoreError::Failed), and has then written nothing.
//!
//! # Runtime, blocking and cancellation
//!
//! - Every future is `Send` and is polled on a Tokio runtime of one or more threads. A store may spawn tasks there.
//! - No call blocks the thread that polls it: a database with a blocking interface is called within
//!   `tokio::task::spawn_blocking`, or on a thread of its own. A lock may be held for a moment, but not across an `await`.
//! - A caller may drop any future at any time. A dropped commit has then taken effect whole or not at all, perhaps a moment
//!   later, and the store goes on working. A dropped hit of a counter may have been counted or not.
//! - Core waits without a limit of its own. A store that can hang has timeouts, and answers with
//!   [`Unavailable`](StoreError::Unavailable).
//!
//! # Counters and housekeeping
//!
//! Counters are created by anonymous requests, so they have to go again: [`Counters::purge`] forgets those of windows that
//! are over. The housekeeper calls it, and removes expired records through ordinary commits; a store needs no job of its
//! own.

mod change_set;
mod claim_by_commits;
mod claims;
#[cfg(feature = "conformance")]
pub mod conformance;
mod contract;
mod counters;
mod cursor;
mod entries;
mod error;
mod fact_records;
mod memory;
mod page;
mod shelf;
mod table;

pub use crate::domain::{
    Entity, Expected, Mark, NoKey, OrderBy, Record, RecordId, RecordKind, UniqueKey, Version, Versioned,
};
pub use change_set::{Change, ChangeSet};
pub use claim_by_commits::claim_by_commits;
pub use claims::Claims;
pub use contract::{Store, load_facts_by_tables};
pub use counters::Counters;
pub use cursor::{Cursor, InvalidCursor};
pub use entries::Entries;
pub use error::StoreError;
pub use fact_records::{FactRecords, FactsQuery};
pub use memory::MemoryStore;
pub use page::{Direction, Page, Slice};
pub(crate) use table::all;
pub use table::{Count, Table};
