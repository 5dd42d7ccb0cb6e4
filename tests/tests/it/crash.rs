//! A crash between any two steps leaves both a change and its mail and audit row, or none of them.

use anyhow::{Context as _, Result, ensure};
use identity_core::domain::{Action, AuditFilter, InvitationFilter, OutboxFilter};
use identity_core::store::{Entity, Page, RecordId, Store as _, Table, Versioned};
use identity_store_sql::SqlStore;
use identity_tests::postgres;
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

const RUNS: u64 = 12;

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_leaves_an_invitation_with_its_mail_or_neither_on_sqlite() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let url = format!("sqlite://{}?mode=rwc", folder.path().join("crash.db").display());
    crash_and_look(&url).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_leaves_an_invitation_with_its_mail_or_neither_on_postgresql() -> Result<()> {
    crash_and_look(postgres::fresh_database().await?.as_str()).await
}

async fn crash_and_look(url: &str) -> Result<()> {
    for run in 0..RUNS {
        // Spread over the few milliseconds that a commit takes, so that runs die in different steps of it.
        run_and_kill(url, run, Duration::from_micros(20_000 + run * 3_700)).await?;
        let store = SqlStore::connect(url).await?;
        whole_or_absent(&store).await.with_context(|| format!("after run {run}"))?;
    }
    let store = SqlStore::connect(url).await?;
    let written = all(store.invitations(), &InvitationFilter::default()).await?.len();
    ensure!(written > 10, "only {written} invitations were written, so hardly a commit was hit");
    Ok(())
}

async fn run_and_kill(url: &str, run: u64, after: Duration) -> Result<()> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_endless_inviter"));
    let mut child = command.args([url, &run.to_string()]).stdout(Stdio::piped()).spawn()?;
    let mut output = BufReader::new(child.stdout.take().context("its output is a pipe")?);
    let mut line = String::new();
    output.read_line(&mut line)?;
    ensure!(line.trim() == "ready", "the inviter did not start");
    tokio::time::sleep(after).await;
    child.kill()?;
    child.wait()?;
    Ok(())
}

async fn whole_or_absent(store: &SqlStore) -> Result<()> {
    let invitations = all(store.invitations(), &InvitationFilter::default()).await?;
    let mut mails: BTreeMap<_, usize> = BTreeMap::new();
    for mail in all(store.outbox_messages(), &OutboxFilter::default()).await? {
        *mails.entry(mail.invitation.context("every mail here carries an invitation")?).or_default() += 1;
    }
    let mut rows: BTreeMap<_, usize> = BTreeMap::new();
    for event in all(store.audit_events(), &AuditFilter::default()).await? {
        if let (Action::InvitationSent, Some(RecordId::Invitation(id))) = (event.action, event.target) {
            *rows.entry(id).or_default() += 1;
        }
    }
    for invitation in &invitations {
        ensure!(mails.remove(&invitation.id) == Some(1), "invitation {} has not one mail", invitation.id);
        ensure!(rows.remove(&invitation.id) == Some(1), "invitation {} has not one audit row", invitation.id);
    }
    ensure!(mails.is_empty(), "mails of invitations that are not there: {mails:?}");
    ensure!(rows.is_empty(), "audit rows of invitations that are not there: {rows:?}");
    Ok(())
}

async fn all<T: Entity>(table: &dyn Table<T>, filter: &T::Filter) -> Result<Vec<Versioned<T>>> {
    let (mut found, mut page) = (Vec::new(), Page::first(Page::MAX_LIMIT));
    loop {
        let slice = table.list(filter, &page).await?;
        found.extend(slice.items);
        match slice.next {
            Some(next) => page = page.after(next),
            None => return Ok(found),
        }
    }
}
