//! What programs read that start the server: JSON.

use super::{CITY_GROUP, Story};
use anyhow::{Context as _, Result};
use identity_tests::person::Eyes;
use identity_tests::server::{Settings, SmartPlan};

/// A server with an invitation that was sent, and what it printed.
async fn invites(settings: Settings) -> Result<(Story, String)> {
    let story = Story::begins(SmartPlan::start_with(settings).await?, Eyes::Http).await?;
    story.crm_feeds("crm-1001", CITY_GROUP, "enterprise").await?;
    story.scott_invites_jeremy().await?;
    let output = story.server.output();
    Ok((story, output))
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
