use super::change_set::ChangeSet;
use super::claims::Claims;
use super::counters::Counters;
use super::error::StoreError;
use super::fact_records::{FactRecords, FactTables, FactsQuery, load_from};
use super::table::Table;
use crate::for_each_record;
use async_trait::async_trait;

macro_rules! store {
    ($($(#[$doc:meta])* $kind:ident($id:ty) $accessor:ident $name:literal),+ $(,)?) => {
        /// Where the records live. See the [module](super) for the rules, and
        /// [`MemoryStore`](super::MemoryStore) for a complete adapter.
        #[async_trait]
        pub trait Store: Send + Sync + 'static {
            /// Applies every change or none.
            ///
            /// [`StoreError::Conflict`] when a version moved or a record is gone,
            /// [`StoreError::AlreadyExists`] when a unique key or id is taken. What is required stays as it
            /// is until the commit is done, whatever runs beside it.
            ///
            /// Each change finds keys as those before it in the set left them, so a set in which two records get
            /// one key, or in which two updates exchange the keys of two records, is refused with
            /// `AlreadyExists`. Ids and keys belong to their kind: records of two kinds may have the same.
            ///
            /// One call of [`get`](Table::get), [`find`](Table::find) or [`list`](Table::list) beside it sees all
            /// of the set or nothing of it. When the future is dropped before it is ready, all of the set is
            /// applied or nothing, perhaps a moment later.
            async fn commit(&self, changes: &ChangeSet) -> Result<(), StoreError>;

            $($(#[$doc])* fn $accessor(&self) -> &dyn Table<crate::domain::$kind>;)+

            /// Reads together what decisions rest on. A store that can read across tables does it in few
            /// round trips; the others need not care.
            async fn load_facts(&self, wanted: &FactsQuery) -> Result<FactRecords, StoreError> {
                load_facts_by_tables(self, wanted).await
            }

            /// Counting for limits.
            fn counters(&self) -> &dyn Counters;

            /// Claiming of outgoing messages.
            fn claims(&self) -> &dyn Claims;

            /// Whether what is committed is part of a transaction of the host, which can still be rolled back. What must not be
            /// taken away then is written elsewhere.
            fn is_in_host_transaction(&self) -> bool {
                false
            }

            /// Whether the store answers and its schema fits this program; `/readyz` asks it.
            async fn check(&self) -> Result<(), StoreError>;
        }
    };
}

for_each_record!(store);

/// Reads what decisions rest on table after table: what [`Store::load_facts`] does unless the store knows a shorter way.
pub async fn load_facts_by_tables<S: Store + ?Sized>(
    store: &S,
    wanted: &FactsQuery,
) -> Result<FactRecords, StoreError> {
    let tables = FactTables {
        sessions: store.sessions(),
        users: store.users(),
        clients: store.api_clients(),
        grants: store.grants(),
        roles: store.roles(),
        memberships: store.memberships(),
        organizations: store.organizations(),
        contracts: store.contracts(),
        services: store.services(),
    };
    load_from(&tables, wanted).await
}
