//! The published suite of the store contract.

use identity_store_sql::SqlStore;
use tempfile::TempDir;

mod in_memory {
    use crate::samples::memory;

    identity_core::store_conformance!(async || memory().await);
}

mod in_a_transaction_of_the_host {
    use crate::samples::memory;
    use identity_store_sql::SqlStore;
    use std::sync::Arc;

    identity_core::store_conformance!(async || {
        let transaction = memory().await.begin().await.unwrap();
        SqlStore::in_transaction(Arc::new(transaction))
    });
}

mod in_a_file {
    use super::{TempDir, file, open, opened};

    identity_core::store_conformance!(
        async || {
            let folder = TempDir::new().unwrap();
            (open(&folder).await, folder)
        },
        reopen: async |(store, folder)| {
            drop(store);
            (open(&folder).await, folder)
        },
        place: async || {
            let folder = TempDir::new().unwrap();
            (file(&folder), folder)
        },
        open: async |url: String| opened(&url).await,
    );
}

/// The URL of a database in a folder.
pub(crate) fn file(folder: &TempDir) -> String {
    format!("sqlite:{}?mode=rwc", folder.path().join("identity.db").display())
}

pub(crate) async fn opened(url: &str) -> SqlStore {
    let store = SqlStore::connect(url).await.unwrap();
    store.migrate().await.unwrap();
    store
}

async fn open(folder: &TempDir) -> SqlStore {
    opened(&file(folder)).await
}
