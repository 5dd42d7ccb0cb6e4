//! The SQL store on PostgreSQL: the published suite of the store contract, and what only a server has.

mod conformance;
mod faults;
mod host;
mod migrating;

use anyhow::Result;
use identity_core::domain::{Service, ServiceFilter, ServiceKeyed};
use identity_core::ids::ServiceId;
use identity_core::store::{Page, Store};
use identity_core::values::{DisplayName, ServiceKey};
use identity_core::{OsEntropy, SystemClock, Timestamp};
use identity_store_sql::SqlStore;
use identity_tests::postgres::fresh_database;
use sea_orm::{ConnectionTrait as _, Database};
use url::Url;

/// A new database that sorts as a language does and not by octets, as those of many hosts do.
async fn database() -> Result<Url> {
    let plain = fresh_database().await?;
    let name = format!("{}_in_english", plain.path().trim_start_matches('/'));
    let host = Database::connect(plain.as_str()).await?;
    let create = format!(
        "CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' \
         LOCALE_PROVIDER icu ICU_LOCALE 'en-US' LOCALE 'C.UTF-8'"
    );
    host.execute_unprepared(&create).await?;
    host.close().await?;
    let mut url = plain;
    url.set_path(&name);
    Ok(url)
}

/// A migrated store in a new database.
async fn store() -> Result<(SqlStore, Url)> {
    let url = database().await?;
    Ok((opened(url.as_str()).await?, url))
}

/// The store in a database, migrated.
async fn opened(url: &str) -> Result<SqlStore> {
    let store = SqlStore::connect(url).await?;
    store.migrate().await?;
    Ok(store)
}

fn service(key: &str) -> Service {
    Service {
        id: ServiceId::generate(&SystemClock::default(), &OsEntropy),
        key: ServiceKey::parse(key).unwrap(),
        name: DisplayName::parse("SmartPlan").unwrap(),
        needs_contract: true,
        start_url: None,
        enabled: true,
        created_at: Timestamp::from_unix_micros(1_800_000_000_123_456),
    }
}

async fn has(store: &SqlStore, key: &str) -> Result<bool> {
    let key = ServiceKeyed::Key(ServiceKey::parse(key)?);
    Ok(store.services().find(&key).await?.is_some())
}

async fn how_many(store: &SqlStore) -> Result<usize> {
    Ok(store.services().list(&ServiceFilter::default(), &Page::first(1_000)).await?.items.len())
}
