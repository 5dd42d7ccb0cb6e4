//! Databases of earlier releases, with what people kept in them, brought up to date: on SQLite and on PostgreSQL.

mod lists;
mod releases;

use anyhow::{Context as _, Result};
use identity_core::Timestamp;
use identity_core::domain::{GrantFilter, GrantPath, Holder, MandateAnswer, MandateNotice};
use identity_core::ids::GrantId;
use identity_core::store::{Page, Store as _};
use identity_store_sql::SqlStore;
use identity_tests::postgres::fresh_database;
use identity_tests::sqlite::database_in;
use releases::{GRANTS, OTHER};
use sea_orm::Database;
use tempfile::TempDir;

async fn comes_up_to_date(url: &str) -> Result<()> {
    let host = Database::connect(url).await?;
    releases::first(&host).await?;
    let store = SqlStore::connect(url).await?;
    assert_eq!(store.migrate().await?[..2], ["m20261125_000002_mandates", "m20261128_000003_lists"]);
    store.check().await?;
    for (number, id) in GRANTS.iter().enumerate() {
        let id = GrantId::parse(id)?;
        let grant = store.grants().get(id).await?.context("the grant stays")?;
        assert_eq!(grant.path, GrantPath::root(id));
        assert_eq!((&grant.mandate, grant.version.number()), (&None, 2));
        assert_eq!(grant.revoked_at.is_some(), number == 1);
        assert_eq!(grant.period.ends_at, Some(Timestamp::from_unix_micros(9)));
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
    lists::are_as_core_makes_them(&store).await
}

async fn mandates_come_along(url: &str) -> Result<()> {
    let host = Database::connect(url).await?;
    releases::second(&host).await?;
    let store = SqlStore::connect(url).await?;
    assert_eq!(store.migrate().await?[..1], ["m20261128_000003_lists"]);
    let mandate = GrantId::parse(GRANTS[0])?;
    let ending = GrantFilter {
        ending: Some((MandateNotice::EndsSoon, Timestamp::from_unix_micros(10))),
        ..GrantFilter::default()
    };
    let found = store.grants().list(&ending, &Page::first(10)).await?.items;
    let [grant] = found.as_slice() else { panic!("not one mandate: {found:?}") };
    let terms = grant.mandate.as_ref().context("the grant stays a mandate")?;
    assert_eq!((grant.id, terms.max_delegation_depth, terms.answer), (mandate, 2, MandateAnswer::Accepted));
    let other = GrantId::parse(OTHER)?.as_uuid();
    assert!(store.roles().get(other.into()).await?.context("the role stays")?.mandate_only);
    let invitation = store.invitations().get(other.into()).await?.context("the invitation stays")?;
    let terms = invitation.mandate.as_ref().context("the offer stays")?;
    assert_eq!((terms.max_delegation_depth, terms.period.ends_at.is_some()), (1, true));
    lists::are_as_core_makes_them(&store).await
}

#[tokio::test]
async fn a_database_of_the_first_release_is_brought_up_to_date_on_sqlite() -> Result<()> {
    comes_up_to_date(&database_in(TempDir::new()?.path())).await
}

#[tokio::test]
async fn a_database_of_the_first_release_is_brought_up_to_date_on_postgres() -> Result<()> {
    comes_up_to_date(fresh_database().await?.as_str()).await
}

#[tokio::test]
async fn a_database_with_mandates_is_brought_up_to_date_on_sqlite() -> Result<()> {
    mandates_come_along(&database_in(TempDir::new()?.path())).await
}

#[tokio::test]
async fn a_database_with_mandates_is_brought_up_to_date_on_postgres() -> Result<()> {
    mandates_come_along(fresh_database().await?.as_str()).await
}
