//! A SAML identity provider made with pysaml2 (Python).

use crate::peers::pysaml2::PYTHON;
use crate::peers::{ServiceKey, listening};
use crate::ports;
use crate::process::{Program, installed, run, tests_folder};
use anyhow::Result;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// Jeremy Mills there: user name and password.
pub const JEREMY: (&str, &str) = ("jmills", "amber-kettle-window");

/// What of its responses it signs, and how.
#[derive(Clone, Copy, Debug)]
pub struct Signs {
    /// The response as a whole.
    pub response: bool,
    /// The assertion in it.
    pub assertion: bool,
    /// By SHA-1, as in old days, and not by SHA-256.
    pub sha1: bool,
}

impl Signs {
    /// The response, and the assertion in it.
    pub const BOTH: Self = Self { response: true, assertion: true, sha1: false };
    /// The assertion alone.
    pub const ASSERTION: Self = Self { response: false, ..Self::BOTH };
    /// Both, by SHA-1.
    pub const BY_SHA1: Self = Self { sha1: true, ..Self::BOTH };
}

/// The identity provider: first its metadata alone, and once it is started a program.
#[derive(Debug)]
pub struct Pysaml2Idp {
    // Ended before its folder is removed: fields are dropped in order.
    program: Option<Program>,
    task: Value,
    folder: TempDir,
}

impl Pysaml2Idp {
    /// Takes a port for it, and writes its metadata.
    pub fn new(signs: Signs) -> Result<Self> {
        let folder = TempDir::with_prefix("identity-pysaml2-idp")?;
        ServiceKey::generate("idp.peer.localhost")?.write(folder.path())?;
        let port = ports::one()?;
        let task = json!({
            "entity_id": format!("http://idp.peer.localhost:{port}/metadata"),
            "sso": format!("http://idp.peer.localhost:{port}/sso"),
            "port": port,
            "key": folder.path().join("sp-key.pem"),
            "cert": folder.path().join("sp-cert.pem"),
            "sign_response": signs.response, "sign_assertion": signs.assertion, "sha1": signs.sha1,
            "people": { JEREMY.0: {
                "password": JEREMY.1,
                "attributes": {
                    "givenName": ["Jeremy"], "sn": ["Mills"], "mail": ["jeremy.mills@citygroup.example"],
                },
            } },
        });
        let provider = Self { program: None, task, folder };
        let metadata = run(&mut provider.command("metadata")?)?;
        std::fs::write(provider.metadata(), metadata)?;
        Ok(provider)
    }

    /// The file with its metadata.
    pub fn metadata(&self) -> PathBuf {
        self.folder().join("idp.xml")
    }

    /// Starts it, with the metadata of the one service provider that it knows.
    pub async fn start(&mut self, service_provider: &str) -> Result<()> {
        let file = self.folder().join("sp.xml");
        std::fs::write(&file, service_provider)?;
        self.task["sp_metadata"] = json!(file);
        let python = self.command("serve")?;
        let started = listening::start("pysaml2", self.folder(), &python, "pysaml2 is ready.");
        self.program = Some(started.await?);
        Ok(())
    }

    /// What it printed.
    pub fn output(&self) -> String {
        self.program.as_ref().map(Program::output).unwrap_or_default()
    }

    fn folder(&self) -> &Path {
        self.folder.path()
    }

    fn command(&self, what: &str) -> Result<Command> {
        let task = self.folder().join("task.json");
        std::fs::write(&task, self.task.to_string())?;
        let mut python = Command::new(installed(PYTHON)?);
        python.arg(tests_folder().join("peers/pysaml2_idp.py")).arg(what).arg(task);
        python.env("TMPDIR", self.folder());
        Ok(python)
    }
}
