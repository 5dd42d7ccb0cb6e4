//! Refusals and limits within a transaction of the host (V-13), on both databases.

use anyhow::{Context as _, Result};
use identity_core::domain::{Action, AuditFilter, OrganizationClass};
use identity_core::organizations::ProvisionOrganization;
use identity_core::sign_on::{PasswordSignIn, SignInError};
use identity_core::store::{Page, Store as _};
use identity_core::testing::{CONTACT_PERSON, PASSWORD, TestIdentity};
use identity_core::{Caller, Identity};
use identity_store_sql::SqlStore;
use identity_tests::postgres::fresh_database;
use identity_tests::sqlite::database_in;
use identity_tests::wait::until;
use sea_orm::DatabaseTransaction;
use std::sync::Arc;
use tempfile::TempDir;

struct Host {
    store: SqlStore,
    test: TestIdentity,
    jeremy: Caller,
}

impl Host {
    async fn new(url: &str) -> Result<Self> {
        let store = SqlStore::connect(url).await?;
        store.migrate().await?;
        let test = TestIdentity::builder().on(store.clone()).start().await?;
        let jeremy = test.sign_in(CONTACT_PERSON).await?.caller;
        Ok(Self { store, test, jeremy })
    }

    async fn events(&self, action: Action) -> Result<usize> {
        let page = Page::first(Page::MAX_LIMIT);
        let events = self.store.audit_events().list(&AuditFilter::default(), &page).await?;
        Ok(events.items.iter().filter(|event| event.record.action == action).count())
    }

    /// A transaction of the host in which one act is refused, and passwords are guessed until sign-in pauses.
    async fn refused_within(&self) -> Result<(Arc<DatabaseTransaction>, Identity)> {
        let transaction = Arc::new(self.store.begin().await?);
        let bound = self.test.identity().with_store(SqlStore::in_transaction(Arc::clone(&transaction)));
        let wanted = ProvisionOrganization::new("CRM-9".parse()?, "Mine".parse()?, OrganizationClass::Sme);
        assert!(bound.provision_organization(&self.jeremy, &wanted).await.is_err());
        for _ in 0..bound.settings().sign_in_tries {
            assert!(bound.sign_in(PasswordSignIn::new(CONTACT_PERSON, "wrong")).await.is_err());
        }
        let paused = bound.sign_in(PasswordSignIn::new(CONTACT_PERSON, PASSWORD)).await;
        assert!(
            matches!(paused, Err(SignInError::Refused)),
            "the limit holds within the transaction: {paused:?}"
        );
        Ok((transaction, bound))
    }

    fn refused_tries(&self) -> Result<usize> {
        Ok(usize::try_from(self.test.identity().settings().sign_in_tries)? + 1)
    }
}

fn end(transaction: Arc<DatabaseTransaction>) -> Result<DatabaseTransaction> {
    Arc::into_inner(transaction).context("the transaction is still in use")
}

async fn outlive_a_rollback(url: &str) -> Result<()> {
    let host = Host::new(url).await?;
    let (transaction, bound) = host.refused_within().await?;
    let left = bound.leave_transaction();
    end(transaction)?.rollback().await?;
    assert_eq!(host.events(Action::AccessDenied).await?, 0);
    left.write().await?;
    assert_eq!(host.events(Action::AccessDenied).await?, 1);
    assert_eq!(host.events(Action::SignInRefused).await?, host.refused_tries()?);
    let paused = host.test.identity().sign_in(PasswordSignIn::new(CONTACT_PERSON, PASSWORD)).await;
    assert!(matches!(paused, Err(SignInError::Refused)), "{paused:?}");
    host.test.advance(host.test.identity().settings().sign_in_window);
    host.test.sign_in(CONTACT_PERSON).await?;
    Ok(())
}

/// Who does not write it gets it written.
async fn are_written_without_being_asked_for(url: &str) -> Result<()> {
    let host = Host::new(url).await?;
    let (transaction, bound) = host.refused_within().await?;
    drop(bound);
    end(transaction)?.rollback().await?;
    let wanted = host.refused_tries()?;
    until("the refusals", async || {
        let found = host.events(Action::SignInRefused).await.ok()?;
        (found == wanted).then_some(())
    })
    .await?;
    // They are written in the order in which they came.
    assert_eq!(host.events(Action::AccessDenied).await?, 1);
    Ok(())
}

/// What is committed is there once, and so is what was refused beside it.
async fn are_there_once_after_a_commit(url: &str) -> Result<()> {
    let host = Host::new(url).await?;
    let feed = host.test.feed().await?;
    let (transaction, bound) = host.refused_within().await?;
    let wanted = ProvisionOrganization::new("CRM-9".parse()?, "Theirs".parse()?, OrganizationClass::Sme);
    bound.provision_organization(&feed, &wanted).await?;
    let left = bound.leave_transaction();
    end(transaction)?.commit().await?;
    left.write().await?;
    assert!(host.test.organization("CRM-9").await.is_ok());
    assert_eq!(host.events(Action::AccessDenied).await?, 1);
    assert_eq!(host.events(Action::SignInRefused).await?, host.refused_tries()?);
    Ok(())
}

#[tokio::test]
async fn v_13_refusals_and_counts_outlive_a_rollback_on_sqlite() -> Result<()> {
    let folder = TempDir::new()?;
    outlive_a_rollback(&database_in(folder.path())).await
}

#[tokio::test]
async fn v_13_refusals_and_counts_outlive_a_rollback_on_postgres() -> Result<()> {
    outlive_a_rollback(fresh_database().await?.as_str()).await
}

#[tokio::test]
async fn v_13_refusals_are_written_without_being_asked_for_on_sqlite() -> Result<()> {
    let folder = TempDir::new()?;
    are_written_without_being_asked_for(&database_in(folder.path())).await
}

#[tokio::test]
async fn v_13_refusals_are_written_without_being_asked_for_on_postgres() -> Result<()> {
    are_written_without_being_asked_for(fresh_database().await?.as_str()).await
}

#[tokio::test]
async fn v_13_refusals_are_there_once_after_a_commit() -> Result<()> {
    let folder = TempDir::new()?;
    are_there_once_after_a_commit(&database_in(folder.path())).await
}
