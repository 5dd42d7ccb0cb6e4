//! What lies in the data folder of a running server: no secret in a form that whoever reads it could use.

use crate::story::{CITY_GROUP, JEREMY, PASSWORD, Story, signed_in};
use anyhow::{Result, ensure};
use identity_tests::person::Eyes;
use identity_tests::server::SmartPlan;
use std::path::Path;

/// Whether a file below the folder has these octets.
fn has(folder: &Path, text: &str) -> Result<bool> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let found = if path.is_dir() {
            has(&path, text)?
        } else {
            String::from_utf8_lossy(&std::fs::read(&path)?).contains(text)
        };
        if found {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The token of an invitation is hashed, before it is used and after, and the mail that holds it is sealed; so are the
/// password and the session.
#[tokio::test]
async fn i_16_neither_token_nor_password_nor_session_can_be_read_in_the_data_folder() -> Result<()> {
    let story = Story::begins(SmartPlan::start().await?, Eyes::Http).await?;
    story.crm_feeds("crm-1001", CITY_GROUP, "enterprise").await?;
    story.scott_invites_jeremy().await?;
    let link = story.server.inbox()?.nth(JEREMY, 1).await?.link("/invitations/")?;
    let token = link.path().rsplit('/').next().unwrap_or_default().to_owned();
    let folder = story.server.data_folder();
    ensure!(has(&folder, JEREMY)?, "the invitation is stored, and what is stored can be found");
    ensure!(!has(&folder, &token)?, "the token can be read before it is used");
    story.accepts(JEREMY).await?;
    ensure!(!has(&folder, &token)?, "the token can be read after it is used");
    ensure!(!has(&folder, PASSWORD)?, "the password can be read");
    let cookies = signed_in(&story.server, JEREMY, PASSWORD).await?.cookies(&story.server.my("/"))?;
    ensure!(!cookies.is_empty(), "there is a session");
    for cookie in cookies {
        ensure!(!has(&folder, &cookie.value)?, "the value of the cookie {} can be read", cookie.name);
    }
    Ok(())
}
