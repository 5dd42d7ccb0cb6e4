//! The store contract: read, decide, commit once.
//!
//! A use case reads what it needs, decides, and hands the store **one** [`ChangeSet`]. There are no
//! interactive transactions. Adapters are pure persistence: ids, times and digests are made in core.

mod change_set;
mod claims;
#[cfg(feature = "conformance")]
pub mod conformance;
mod contract;
mod counters;
mod cursor;
mod error;
mod fact_records;
mod memory;
mod page;
mod shelf;
mod table;

pub use crate::domain::{
    Entity, Mark, NoKey, OrderBy, Record, RecordId, RecordKind, UniqueKey, Version, Versioned,
};
pub use change_set::{Change, ChangeSet};
pub use claims::Claims;
pub use contract::{Store, load_facts_by_tables};
pub use counters::Counters;
pub use cursor::{Cursor, InvalidCursor};
pub use error::StoreError;
pub use fact_records::{FactRecords, FactsQuery};
pub use memory::MemoryStore;
pub use page::{Direction, Page, Slice};
pub use table::Table;
pub(crate) use table::all;
