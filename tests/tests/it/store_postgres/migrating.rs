//! Bringing the schema up to date.

use super::database;
use anyhow::Result;
use identity_core::store::{Store, StoreError};
use identity_store_sql::{SqlStore, SqlStoreError};
use sea_orm::{ConnectionTrait as _, Database};

#[tokio::test]
async fn nodes_that_start_together_migrate_once() -> Result<()> {
    let url = database().await?;
    let connect = || SqlStore::connect(url.as_str());
    let nodes = [connect().await?, connect().await?, connect().await?];
    assert!(nodes[0].check().await.is_err());
    let all = nodes[0].pending_migrations().await?.len();
    let [a, b, c] = [&nodes[0], &nodes[1], &nodes[2]];
    let (a, b, c) = tokio::join!(a.migrate(), b.migrate(), c.migrate());
    assert_eq!(a?.len() + b?.len() + c?.len(), all);
    for node in &nodes {
        node.check().await?;
        assert!(node.pending_migrations().await?.is_empty());
    }
    Ok(())
}

#[tokio::test]
async fn what_a_newer_release_migrated_is_refused() -> Result<()> {
    let (store, url) = super::store().await?;
    let host = Database::connect(url.as_str()).await?;
    let newer = "INSERT INTO identity_migrations (version, applied_at) VALUES ('m20991231_000001_later', 0)";
    host.execute_unprepared(newer).await?;
    let refused = SqlStore::connect(url.as_str()).await;
    assert!(matches!(refused, Err(SqlStoreError::NewerSchema { .. })), "{refused:?}");
    let check = store.check().await;
    assert!(matches!(&check, Err(StoreError::Failed(cause)) if cause.to_string().contains("newer release")));
    Ok(())
}

#[tokio::test]
async fn a_path_is_ordered_by_octets_in_every_database() -> Result<()> {
    let (_store, url) = super::store().await?;
    let host = Database::connect(url.as_str()).await?;
    for (table, column) in [
        ("organizations", "path"),
        ("organizations", "name_key"),
        ("organization_tree", "sort_key"),
        ("memberships", "name"),
    ] {
        let collation = format!(
            "SELECT collation_name::text FROM information_schema.columns \
             WHERE table_name = 'identity_{table}' AND column_name = '{column}'"
        );
        let statement = sea_orm::Statement::from_string(host.get_database_backend(), collation);
        let row = host.query_one_raw(statement).await?.expect("the column is there");
        assert_eq!(row.try_get_by_index::<String>(0)?, "C", "{table}.{column}");
    }
    Ok(())
}

#[tokio::test]
async fn whoever_connects_to_read_writes_nothing() -> Result<()> {
    let url = database().await?;
    let looking = SqlStore::connect_to_read(url.as_str()).await?;
    let pending = looking.pending_migrations().await?;
    assert!(!pending.is_empty());
    assert!(looking.migrate().await.is_err(), "a schema that is behind stays behind");
    SqlStore::connect(url.as_str()).await?.migrate().await?;
    let looking = SqlStore::connect_to_read(url.as_str()).await?;
    let hit = looking.counters().hit("looked", identity_core::Timestamp::from_unix_seconds(0)).await;
    assert!(hit.is_err(), "{hit:?}");
    assert!(looking.pending_migrations().await?.is_empty());
    Ok(())
}
