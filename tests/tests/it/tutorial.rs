//! The tutorial for embedders, done from its text: its dependency lines and its program in a fresh project, then each step
//! as a reader takes it.

use anyhow::{Context as _, Result};
use identity_tests::http::client;
use identity_tests::inbox::Message;
use identity_tests::person::{Eyes, Person};
use identity_tests::process::Program;
use identity_tests::shown::{Shown, tutorial_address};
use identity_tests::wait;
use std::process::Command;

const ADA: &str = "ada@example.com";
const GRACE: &str = "grace@example.com";

/// Starts the program in a folder of its own; gives its address too.
async fn portal(folder: &tempfile::TempDir) -> Result<(Program, String)> {
    let mut command = Command::new(Shown::Tutorial.binary()?);
    command.current_dir(folder.path());
    let mut program = Program::start("company-portal", folder.path(), &command)?;
    let (client, portal) = (client()?, format!("http://{}", tutorial_address()?));
    wait::until(&portal, async || match program.must_run() {
        Err(ended) => Some(Err(ended)),
        Ok(()) => client.get(&portal).send().await.ok().map(|_| Ok(())),
    })
    .await??;
    Ok((program, portal))
}

/// The link in the invitation, once the housekeeper has sent it.
async fn invitation(portal: &str) -> Result<String> {
    let (client, messages) = (client()?, format!("{portal}/identity/dev/messages"));
    let message = wait::until("the invitation", async || {
        let answer = client.get(&messages).send().await.ok()?;
        let sent: Vec<Message> = answer.json().await.ok()?;
        sent.into_iter().find(|message| message.to == GRACE)
    })
    .await?;
    Ok(message.link("/invitations/")?.into())
}

#[tokio::test]
async fn the_tutorial_leads_from_a_new_project_to_the_first_invited_person() -> Result<()> {
    let folder = tempfile::TempDir::with_prefix("identity-tutorial")?;
    let (_program, portal) = portal(&folder).await?;
    for file in ["portal.db", "identity.key"] {
        std::fs::metadata(folder.path().join(file)).with_context(|| file.to_owned())?;
    }
    let mut ada = Person::sits_down(Eyes::Http).await?;
    ada.open(&format!("{portal}/")).await?;
    ada.reads("Welcome. Please sign in at /identity/login").await?;

    ada.open(&format!("{portal}/team")).await?;
    ada.fill("identifier", ADA).await?;
    ada.fill("password", "velvet-otter-compass").await?;
    ada.press("Sign in").await?;
    ada.is_at("/team").await?;
    ada.reads("For people who manage others").await?;
    ada.open(&format!("{portal}/")).await?;
    ada.reads("Welcome back, Ada").await?;

    ada.open(&format!("{portal}/identity/organizations")).await?;
    ada.press("Example Ltd").await?;
    let people = ada.address().await?;
    ada.press("Invite a person").await?;
    ada.fill("email", GRACE).await?;
    ada.fill("given_name", "Grace").await?;
    ada.fill("family_name", "Hopper").await?;
    ada.choose("Administrator").await?;
    ada.press("Send the invitation").await?;

    let mut grace = Person::sits_down(Eyes::Http).await?;
    grace.open(&invitation(&portal).await?).await?;
    for words in ["Ada Lovelace", "Example Ltd", "Administrator"] {
        grace.reads(words).await?;
    }
    grace.fill("password", "harbour-lantern-otter").await?;
    grace.press("Create account and accept").await?;
    grace.open(&format!("{portal}/team")).await?;
    grace.reads("For people who manage others").await?;

    ada.open(&people).await?;
    ada.reads("Grace Hopper").await?;
    Ok(())
}
