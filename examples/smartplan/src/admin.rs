//! The first administrator of a deployment that has no demo.

use crate::config::Config;
use crate::{serve, setup};
use anyhow::{Result, ensure};
use identity_core::SystemClock;
use identity_core::invitations::FirstAdministrator;
use identity_core::values::EmailAddress;
use std::sync::Arc;

/// Prints the link by which the first administrator makes their account; refuses when one is there, or was.
pub(crate) async fn create(config: &Config, email: EmailAddress) -> Result<()> {
    ensure!(
        !config.demo,
        "the demo brings its own people: set `demo = false`, and `data_dir` or `database_url` to a place of its own"
    );
    serve::make_data_folder(config)?;
    let store = serve::store(config).await?;
    let identity = serve::identity(config, store.clone(), Arc::new(SystemClock::default()))?;
    identity.apply(&setup::setup(&config.application_url(), Vec::new(), false)?).await?;
    let made =
        identity.invite_first_administrator(&FirstAdministrator::new(email, setup::administrator()?)).await?;
    println!("Open this link once the server runs, and set your name and password:\n");
    println!("  {}\n", made.link.expose());
    println!(
        "It works once, until {}. Whoever opens it becomes the administrator: do not pass it on.\n\
         If it gets lost, run this command again; the earlier link then no longer works.",
        made.expires_at.to_rfc3339()
    );
    Ok(store.close().await?)
}
