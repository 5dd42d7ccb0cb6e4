//! The store contract on the handle: each call goes to the file that answers it.

use crate::error::{SqlStoreError, store_error};
use crate::handle::SqlStore;
use crate::migration::{self, SchemaStatus};
use async_trait::async_trait;
use identity_core::for_each_record;
use identity_core::store::{ChangeSet, Claims, Counters, FactRecords, FactsQuery, Store, StoreError, Table};

macro_rules! store {
    ($($(#[$doc:meta])* $kind:ident($id:ty) $accessor:ident $name:literal),+ $(,)?) => {
        #[async_trait]
        impl Store for SqlStore {
            async fn commit(&self, changes: &ChangeSet) -> Result<(), StoreError> {
                crate::commit::commit(self, changes).await
            }

            $(fn $accessor(&self) -> &dyn Table<identity_core::domain::$kind> { self })+

            async fn load_facts(&self, wanted: &FactsQuery) -> Result<FactRecords, StoreError> {
                crate::load_facts::load_facts(self, wanted).await
            }

            fn counters(&self) -> &dyn Counters { self }

            fn claims(&self) -> &dyn Claims { self }

            fn is_in_host_transaction(&self) -> bool { self.is_hosted() }

            async fn check(&self) -> Result<(), StoreError> {
                let _turn = self.turn_to_read().await?;
                let status = migration::status(self.reader()).await.map_err(store_error)?;
                let fault = match status {
                    SchemaStatus { unknown, .. } if !unknown.is_empty() => SqlStoreError::NewerSchema { unknown },
                    SchemaStatus { pending, .. } if !pending.is_empty() => SqlStoreError::OlderSchema { pending },
                    SchemaStatus { .. } => return Ok(()),
                };
                Err(StoreError::Failed(Box::new(fault)))
            }
        }
    };
}

for_each_record!(store);
