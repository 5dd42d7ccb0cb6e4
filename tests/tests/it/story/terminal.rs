//! What whoever starts the server reads: lines for people on a terminal, JSON for programs elsewhere.

use super::{CITY_GROUP, JEREMY, Story};
use anyhow::{Context as _, Result};
use identity_tests::person::Eyes;
use identity_tests::server::{Settings, SmartPlan, binary};
use identity_tests::wait;
use std::os::unix::fs::PermissionsExt as _;
use tempfile::TempDir;

/// Gives the program a terminal of its own (`script` of util-linux) and passes on what it writes there.
const ON_A_TERMINAL: &str = "#!/bin/sh\nexec script -qefc \"$PROGRAM_UNDER_TEST $*\" /dev/null\n";

/// A server with an invitation that was sent, and what it printed.
async fn invites(settings: Settings) -> Result<(Story, String)> {
    let story = Story::begins(SmartPlan::start_with(settings).await?, Eyes::Http).await?;
    story.crm_feeds("crm-1001", CITY_GROUP, "enterprise").await?;
    story.scott_invites_jeremy().await?;
    let output = story.server.output();
    Ok((story, output))
}

#[tokio::test]
async fn u_14_people_on_a_terminal_read_lines_and_each_mail_with_its_link() -> Result<()> {
    let folder = TempDir::with_prefix("identity-terminal")?;
    let wrapper = folder.path().join("smartplan-on-a-terminal");
    std::fs::write(&wrapper, ON_A_TERMINAL)?;
    std::fs::set_permissions(&wrapper, std::fs::Permissions::from_mode(0o700))?;
    let under_test = ("PROGRAM_UNDER_TEST".to_owned(), binary()?.display().to_string());
    let settings = Settings { program: Some(wrapper), environment: vec![under_test], ..Settings::default() };
    let (story, _) = invites(settings).await?;
    let mails = |output: &str| -> Vec<String> {
        output.lines().filter(|line| line.contains("mail to ")).map(str::to_owned).collect()
    };
    let told = async || Some(mails(&story.server.output())).filter(|lines| !lines.is_empty());
    let mails = wait::until("the line of a mail", told).await?;
    let output = story.server.output();
    assert_eq!(mails.len(), 1, "{output}");
    let link = story.server.inbox()?.nth(JEREMY, 1).await?.link("/invitations/")?;
    assert!(mails[0].contains(&format!("mail to {JEREMY}: ")), "{output}");
    assert!(mails[0].trim_end().ends_with(link.as_str()), "{output}");
    for line in output.lines() {
        assert!(!line.starts_with('{') && !line.contains("func="), "no line for people: {line}");
    }
    Ok(())
}

#[tokio::test]
async fn u_14_programs_elsewhere_read_json() -> Result<()> {
    let (_story, output) = invites(Settings::default()).await?;
    assert!(!output.contains("mail to "), "{output}");
    let lines: Vec<_> = output.lines().filter(|line| line.starts_with('{')).collect();
    assert!(!lines.is_empty(), "{output}");
    for line in lines {
        let line: serde_json::Value = serde_json::from_str(line).with_context(|| line.to_owned())?;
        assert!(line["level"].is_string() && line["timestamp"].is_string(), "{line}");
    }
    Ok(())
}
