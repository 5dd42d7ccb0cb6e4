//! The published suite of the store contract.

mod by_itself {
    use crate::store_postgres::{database, opened, store};
    use identity_store_sql::SqlStore;
    use url::Url;

    identity_core::store_conformance!(
        async || store().await.unwrap(),
        reopen: async |(store, url): (SqlStore, Url)| {
            drop(store);
            (SqlStore::connect(url.as_str()).await.unwrap(), url)
        },
        place: async || database().await.unwrap().to_string(),
        open: async |url: String| opened(&url).await.unwrap(),
    );
}

mod in_a_transaction_of_the_host {
    use crate::store_postgres::store;
    use identity_store_sql::SqlStore;
    use std::sync::Arc;

    identity_core::store_conformance!(async || {
        let (store, _url) = store().await.unwrap();
        SqlStore::in_transaction(Arc::new(store.begin().await.unwrap()))
    });
}
