//! A database of the first release, with what people kept in it, brought up to date: on SQLite and on PostgreSQL.

use anyhow::{Context as _, Result};
use identity_core::domain::{GrantFilter, GrantPath, Holder};
use identity_core::ids::GrantId;
use identity_core::store::{Page, Store as _};
use identity_store_sql::SqlStore;
use identity_tests::postgres::fresh_database;
use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, DbBackend};
use std::fmt::Write as _;
use tempfile::TempDir;

/// The schema of the first release, which is never changed.
const FIRST: &str = include_str!("../../../identity-store-sql/src/migration/first.sql");

/// Ids with digits and letters, and with zeros where a number would lose them.
const GRANTS: [&str; 3] = [
    "0190a1b2c3d47e5f8091a2b3c4d5e6f7",
    "00000000000070008000000000000001",
    "ffffffffffff7fffbfffffffffffffff",
];
const OTHER: &str = "0190a1b2c3d47e5f80910000000000aa";

fn spelt(sql: &str, backend: DbBackend) -> String {
    let names = match backend {
        DbBackend::Sqlite => ["BLOB", "BLOB", "INTEGER", "INTEGER", "TEXT", "STRICT"],
        _ => ["UUID", "BYTEA", "BIGINT", "BOOLEAN", "TEXT COLLATE \"C\"", ""],
    };
    let words = ["{uuid}", "{bytes}", "{int}", "{bool}", "{path}", "{strict}"];
    words.iter().zip(names).fold(sql.to_owned(), |sql, (word, name)| sql.replace(word, name))
}

/// What the first release left behind: three grants, one of them taken back, their role and an invitation.
async fn first_release(host: &DatabaseConnection) -> Result<()> {
    let backend = host.get_database_backend();
    host.execute_unprepared(&spelt(FIRST, backend)).await?;
    let (no, yes) = if backend == DbBackend::Sqlite { ("0", "1") } else { ("FALSE", "TRUE") };
    let octets = |hex: &str| match backend {
        DbBackend::Sqlite => format!("x'{hex}'"),
        _ => format!("'{hex}'"),
    };
    let other = octets(OTHER);
    let token = if backend == DbBackend::Sqlite {
        format!("x'{}'", "07".repeat(32))
    } else {
        format!("'\\x{}'", "07".repeat(32))
    };
    let mut sql = format!(
        "CREATE TABLE identity_migrations (version VARCHAR(255) NOT NULL PRIMARY KEY, applied_at BIGINT NOT NULL);
         INSERT INTO identity_migrations VALUES ('m20261123_000001_first', 0);
         INSERT INTO identity_roles (id, version, key, name, description, permissions, application_roles, enabled,
             created_at, updated_at) VALUES ({other}, 3, 'admin', 'Admin', '', '[]', '{{}}', {yes}, 1, 1);
         INSERT INTO identity_services VALUES ({other}, 1, 'app', 'App', {no}, NULL, {yes}, 1);
         INSERT INTO identity_invitations (id, version, organization_id, email, roles, token, state, invited_by_id,
             created_at, sent_at, expires_at, email_canonical)
             VALUES ({other}, 1, {other}, 'a@b.example', '[]', {token}, 'pending', {other}, 1, 1, 2, 'a@b.example');"
    );
    for (number, id) in GRANTS.iter().enumerate() {
        let (id, revoked) = (octets(id), if number == 1 { "5" } else { "NULL" });
        writeln!(
            sql,
            "INSERT INTO identity_grants (id, version, holder_kind, holder_id, role_id, organization_id, scope, rights,
                 given_by_kind, created_at, revoked_at)
                 VALUES ({id}, 2, 'user', {other}, {other}, {other}, 'subtree', 'act_and_grant', 'system', 1, {revoked});"
        )?;
    }
    host.execute_unprepared(&sql).await?;
    Ok(())
}

async fn comes_up_to_date(url: &str) -> Result<()> {
    let host = Database::connect(url).await?;
    first_release(&host).await?;
    let store = SqlStore::connect(url).await?;
    assert_eq!(store.migrate().await?, ["m20261125_000002_mandates"]);
    store.check().await?;
    for (number, id) in GRANTS.iter().enumerate() {
        let id = GrantId::parse(id)?;
        let grant = store.grants().get(id).await?.context("the grant stays")?;
        assert_eq!(grant.path, GrantPath::root(id));
        assert_eq!((&grant.mandate, grant.version.number()), (&None, 2));
        assert_eq!(grant.revoked_at.is_some(), number == 1);
        let within = GrantFilter { within: Some(GrantPath::root(id)), ..GrantFilter::default() };
        let found = store.grants().list(&within, &Page::first(10)).await?.items;
        assert_eq!(found, [grant]);
    }
    let mandates = GrantFilter { mandates: true, ..GrantFilter::default() };
    assert!(store.grants().list(&mandates, &Page::first(10)).await?.items.is_empty());
    let held = GrantFilter {
        holders: Some(vec![Holder::User(GrantId::parse(OTHER)?.as_uuid().into())]),
        ..GrantFilter::default()
    };
    assert_eq!(store.grants().list(&held, &Page::first(10)).await?.items.len(), 3);
    let other = GrantId::parse(OTHER)?.as_uuid();
    let role = store.roles().get(other.into()).await?.context("the role stays")?;
    assert!(role.enabled && !role.mandate_only);
    let invitation = store.invitations().get(other.into()).await?.context("the invitation stays")?;
    assert_eq!(invitation.mandate, None);
    Ok(())
}

#[tokio::test]
async fn a_database_of_the_first_release_is_brought_up_to_date_on_sqlite() -> Result<()> {
    let folder = TempDir::new()?;
    comes_up_to_date(&format!("sqlite:{}?mode=rwc", folder.path().join("identity.db").display())).await
}

#[tokio::test]
async fn a_database_of_the_first_release_is_brought_up_to_date_on_postgres() -> Result<()> {
    comes_up_to_date(fresh_database().await?.as_str()).await
}
