//! An OpenID Provider made with oidc-provider (npm), which signs people in on the pages that it brings along.

use crate::peers::listening;
use crate::ports;
use crate::process::{Program, tests_folder};
use anyhow::Result;
use serde_json::json;
use std::process::Command;
use tempfile::TempDir;

/// The name by which it knows its one client, and the secret that it gave it.
pub const CLIENT: (&str, &str) = ("mysmartplan", "7mW2kZtC0pQxV9sLr4bYhE6uNf1dGaJ3");

/// The name that its one person signs in with; it takes every password.
pub const KARL: &str = "karl.kearnes";

/// The provider: first its address alone, which is needed to be known to others, and once it is started a program.
#[derive(Debug)]
pub struct OidcProvider {
    // Ended before its folder is removed: fields are dropped in order.
    program: Option<Program>,
    issuer: String,
    folder: TempDir,
}

impl OidcProvider {
    /// Takes a port for it.
    pub fn new() -> Result<Self> {
        let issuer = format!("http://accounts.peer.localhost:{}", ports::one()?);
        Ok(Self { program: None, issuer, folder: TempDir::with_prefix("identity-oidc-provider")? })
    }

    /// Its issuer.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// Starts it, with the address to which it sends people back.
    pub async fn start(&mut self, redirect_uri: &str) -> Result<()> {
        let karl = json!({
            "given_name": "Karl", "family_name": "Kearnes",
            "email": "karl.kearnes@kokomedia.example", "email_verified": true,
        });
        let task = json!({
            "issuer": self.issuer, "people": { KARL: karl },
            "client_id": CLIENT.0, "client_secret": CLIENT.1, "redirect_uri": redirect_uri,
        });
        let file = self.folder.path().join("task.json");
        std::fs::write(&file, task.to_string())?;
        let mut node = Command::new("node");
        node.arg(tests_folder().join("peers/oidc_provider.mjs")).arg(file);
        let started = listening::start("oidc-provider", self.folder.path(), &node, "oidc-provider is ready.");
        self.program = Some(started.await?);
        Ok(())
    }

    /// What it printed: each sign-in, and each request that it refused.
    pub fn output(&self) -> String {
        self.program.as_ref().map(Program::output).unwrap_or_default()
    }
}
