//! Faults from outside: the process is killed while it commits.

use crate::story::{CITY_GROUP, Story, signed_in};
use anyhow::{Context as _, Result, ensure};
use identity_tests::http::Visitor;
use identity_tests::page::Form;
use identity_tests::person::Eyes;
use identity_tests::server::{Settings, SmartPlan, demo};
use identity_tests::{postgres, wait};
use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, Statement};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many invitations are under way when the process is killed, in each round.
const AT_ONCE: usize = 8;
/// After how many answered requests the process is killed: at the first commit, and in the middle of many.
const ROUNDS: [usize; 3] = [0, 3, 17];

#[tokio::test]
async fn a_kill_during_commits_leaves_change_mail_and_audit_together_on_sqlite() -> Result<()> {
    survives_kills(SmartPlan::start().await?, None).await
}

#[tokio::test]
async fn a_kill_during_commits_leaves_change_mail_and_audit_together_on_postgres() -> Result<()> {
    let database = postgres::fresh_database().await?;
    let settings = Settings { database: Some(database.clone()), ..Settings::default() };
    survives_kills(SmartPlan::start_with(settings).await?, Some(database.into())).await
}

async fn survives_kills(server: SmartPlan, database: Option<String>) -> Result<()> {
    let file = server.data_folder().join("smartplan.db");
    let database = database.unwrap_or_else(|| format!("sqlite://{}", file.display()));
    let mut story = Story::begins(server, Eyes::Http).await?;
    story.crm_feeds("crm-1001", CITY_GROUP, "enterprise").await?;
    let mut acknowledged = 0;
    for (round, kill_after) in ROUNDS.into_iter().enumerate() {
        acknowledged += killed_while_inviting(&mut story, round, kill_after).await?;
        story.server.restart().await?;
        let rows = Rows::read(&Database::connect(&database).await?).await?;
        ensure!(
            rows.invitations >= acknowledged,
            "an acknowledged invitation is lost: {rows:?}, {acknowledged}"
        );
        assert_eq!(rows.mails, rows.invitations, "each invitation has its mail, each mail its invitation");
        assert_eq!(rows.unmatched_mails, 0, "{rows:?}");
        assert_eq!(rows.audited, rows.invitations, "each invitation is in the audit trail: {rows:?}");
    }
    Ok(())
}

/// Invites people on many connections until the process is killed under them; gives how many were acknowledged.
async fn killed_while_inviting(story: &mut Story, round: usize, kill_after: usize) -> Result<i64> {
    let (scott, form) = invitation_form(story).await?;
    let answered = Arc::new(AtomicUsize::new(0));
    let inviters: Vec<_> = (0..AT_ONCE)
        .map(|inviter| {
            let (scott, form, answered) = (scott.clone(), form.clone(), Arc::clone(&answered));
            tokio::spawn(async move { invites_until_killed(&scott, &form, round, inviter, &answered).await })
        })
        .collect();
    wait::until("the moment to kill", async || (answered.load(Ordering::SeqCst) >= kill_after).then_some(()))
        .await?;
    story.server.kill()?;
    let mut acknowledged = 0;
    for inviter in inviters {
        acknowledged += inviter.await??;
    }
    Ok(acknowledged)
}

async fn invites_until_killed(
    scott: &Visitor,
    form: &Form,
    round: usize,
    inviter: usize,
    answered: &AtomicUsize,
) -> Result<i64> {
    for number in 0.. {
        let email = format!("person-{round}-{inviter}-{number}@citygroup.example");
        let Ok(page) = scott.send(&form.clone().fill("email", &email)?).await else { return Ok(number) };
        ensure!(page.status == 303, "{email}: {} {}", page.status, page.body);
        answered.fetch_add(1, Ordering::SeqCst);
    }
    Ok(0)
}

async fn invitation_form(story: &Story) -> Result<(Visitor, Form)> {
    let scott = signed_in(&story.server, demo::SCOTT.0, demo::SCOTT.1).await?;
    let list = scott.open(&story.server.my("/organizations")).await?;
    let people = scott.click(&list, CITY_GROUP).await?;
    let invite = scott.click(&people, "Invite a person").await?;
    Ok((scott, invite.form_with_button("Send the invitation")?.choose("Consumption viewer")?))
}

/// What the database holds, read beside the server.
#[derive(Debug)]
struct Rows {
    invitations: i64,
    mails: i64,
    unmatched_mails: i64,
    audited: i64,
}

impl Rows {
    async fn read(database: &DatabaseConnection) -> Result<Self> {
        Ok(Self {
            invitations: count(database, "FROM identity_invitations").await?,
            mails: count(database, "FROM identity_outbox_messages WHERE invitation_id IS NOT NULL").await?,
            unmatched_mails: count(
                database,
                "FROM identity_outbox_messages o WHERE o.invitation_id IS NOT NULL \
                 AND NOT EXISTS (SELECT 1 FROM identity_invitations i WHERE i.id = o.invitation_id)",
            )
            .await?,
            audited: count(database, "FROM identity_audit_events WHERE action = 'invitation.sent'").await?,
        })
    }
}

async fn count(database: &DatabaseConnection, rest: &str) -> Result<i64> {
    let statement =
        Statement::from_string(database.get_database_backend(), format!("SELECT COUNT(*) AS n {rest}"));
    let row = database.query_one_raw(statement).await?.context("no row")?;
    Ok(row.try_get("", "n")?)
}
