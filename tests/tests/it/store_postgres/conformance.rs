use super::store;
use identity_store_sql::SqlStore;
use url::Url;

identity_core::store_conformance!(
    async || store().await.unwrap(),
    reopen: async |(store, url): (SqlStore, Url)| {
        drop(store);
        (SqlStore::connect(url.as_str()).await.unwrap(), url)
    }
);
