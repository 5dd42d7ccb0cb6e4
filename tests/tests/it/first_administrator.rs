//! A deployment without the demo, from its first command to its first administrator.

use anyhow::{Context as _, Result, ensure};
use identity_tests::person::{Eyes, Person};
use identity_tests::server::{Settings, SmartPlan};

const ADA: &str = "ada.king@smartplan.example";
const PASSWORD: &str = "violet-tractor-82-lantern";

/// What `admin create` prints, its status, and why it refused.
fn create(server: &SmartPlan) -> Result<(Option<i32>, String, String)> {
    let output = server.command(&["admin", "create", "--email", ADA])?.output()?;
    let text = |octets: &[u8]| String::from_utf8_lossy(octets).into_owned();
    Ok((output.status.code(), text(&output.stdout), text(&output.stderr)))
}

fn link(printed: &str) -> Result<&str> {
    printed.split_whitespace().find(|word| word.contains("/invitations/")).context("a link")
}

#[tokio::test]
async fn v_02_the_first_administrator_is_made_by_a_command_once() -> Result<()> {
    let server = SmartPlan::start_with(Settings { without_demo: true, ..Settings::default() }).await?;
    let (status, lost, said) = create(&server)?;
    ensure!(status == Some(0), "{said}");
    let (_, printed, _) = create(&server)?;
    let mut late = Person::sits_down(Eyes::Http).await?;
    late.open(link(&lost)?).await?;
    late.reads("This invitation was cancelled").await?;

    let mut ada = Person::sits_down(Eyes::Http).await?;
    ada.open(link(&printed)?).await?;
    ada.reads("You become the first administrator of SmartPlan Group").await?;
    ada.reads_nothing_of("Invited by").await?;
    ada.fill("given_name", "Ada").await?;
    ada.fill("family_name", "King").await?;
    ada.fill("password", PASSWORD).await?;
    ada.press("Create account and accept").await?;
    ada.open(&server.my("/organizations")).await?;
    ada.press("SmartPlan Group").await?;
    ada.reads("Ada King").await?;

    let (status, printed, said) = create(&server)?;
    ensure!(status == Some(1) && printed.is_empty(), "{printed}");
    ensure!(said.contains("there is an administrator already"), "{said}");
    Ok(())
}

#[tokio::test]
async fn the_demo_brings_its_own_people() -> Result<()> {
    let server = SmartPlan::start().await?;
    let (status, printed, said) = create(&server)?;
    ensure!(status == Some(1) && printed.is_empty(), "{printed}");
    ensure!(said.contains("demo = false"), "{said}");
    Ok(())
}
