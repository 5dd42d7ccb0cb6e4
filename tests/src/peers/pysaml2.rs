//! A service provider made with pysaml2 (Python).

use crate::page::Form;
use crate::peers::ServiceKey;
use crate::process::{installed, tests_folder};
use anyhow::{Context as _, Result, bail};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// Debian's interpreter, the one that the package `python3-pysaml2` is for.
pub(super) const PYTHON: &str = "/usr/bin/python3";

/// A service provider that keeps no state but its key; the test plays its web server.
#[derive(Debug)]
pub struct Pysaml2 {
    folder: TempDir,
    entity_id: String,
    acs: String,
    metadata: String,
}

/// A request for a sign-on that it made.
#[derive(Clone, Debug, Deserialize)]
pub struct Request {
    /// The request's id, to which the response must refer.
    pub id: String,
    /// Where the browser is sent with it.
    pub url: String,
}

/// What it made of a response.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Verdict {
    /// The person is signed in.
    SignedIn(SignedIn),
    /// The response was refused.
    Refused {
        /// In the words of pysaml2.
        why: String,
    },
}

/// What the service provider knows of a person.
#[derive(Clone, Debug, Deserialize)]
pub struct SignedIn {
    /// The name that the identity provider gave.
    pub name_id: String,
    /// The kind of that name.
    pub name_id_format: String,
    /// The entity id of the identity provider.
    pub issuer: String,
    /// Attributes by name.
    pub attributes: BTreeMap<String, Vec<String>>,
    /// The classes of authentication.
    pub authn_context: Vec<String>,
}

impl Pysaml2 {
    /// Sets it up with a key of its own.
    pub fn new() -> Result<Self> {
        let folder = TempDir::with_prefix("identity-pysaml2")?;
        ServiceKey::generate("pysaml2.localhost")?.write(folder.path())?;
        let (entity_id, acs) = ("http://pysaml2.localhost/metadata", "http://pysaml2.localhost/acs");
        let mut provider =
            Self { folder, entity_id: entity_id.to_owned(), acs: acs.to_owned(), metadata: String::new() };
        let made = provider.ask("metadata", json!({}))?;
        made["metadata"].as_str().context("no metadata")?.clone_into(&mut provider.metadata);
        Ok(provider)
    }

    /// Its entity id.
    pub fn entity_id(&self) -> &str {
        &self.entity_id
    }

    /// Where it takes responses.
    pub fn acs(&self) -> &str {
        &self.acs
    }

    /// The metadata that it makes of itself.
    pub fn metadata(&self) -> &str {
        &self.metadata
    }

    /// Takes the metadata of the identity provider that it shall trust.
    pub fn trust(&self, metadata: &str) -> Result<()> {
        Ok(std::fs::write(self.idp_metadata(), metadata)?)
    }

    /// Makes a signed request for a sign-on, by redirect.
    pub fn request(&self, relay_state: &str) -> Result<Request> {
        let trusting = json!({ "idp_metadata": self.idp_metadata(), "relay_state": relay_state });
        Ok(serde_json::from_value(self.ask("request", trusting)?)?)
    }

    /// Judges the response in a form that was about to be posted to it, as the answer to one of these requests.
    pub fn judge(&self, form: &Form, requests: &[&Request]) -> Result<Verdict> {
        if form.action.as_str() != self.acs {
            bail!("the response would go to {} and not to {}", form.action, self.acs);
        }
        let response = form.value("SAMLResponse").context("the form has no SAMLResponse")?;
        let ids: Vec<&str> = requests.iter().map(|request| request.id.as_str()).collect();
        let task = json!({ "idp_metadata": self.idp_metadata(), "saml_response": response, "requests": ids });
        Ok(serde_json::from_value(self.ask("response", task)?)?)
    }

    fn idp_metadata(&self) -> PathBuf {
        self.folder.path().join("idp.xml")
    }

    fn ask(&self, what: &str, mut task: Value) -> Result<Value> {
        task["do"] = json!(what);
        task["entity_id"] = json!(self.entity_id);
        task["acs"] = json!(self.acs);
        task["key"] = json!(self.folder.path().join("sp-key.pem"));
        task["cert"] = json!(self.folder.path().join("sp-cert.pem"));
        let mut python = Command::new(installed(PYTHON)?)
            .arg(tests_folder().join("peers/pysaml2_sp.py"))
            .env("TMPDIR", self.folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        python.stdin.take().context("no standard input")?.write_all(task.to_string().as_bytes())?;
        let output = python.wait_with_output()?;
        if !output.status.success() {
            bail!("pysaml2 failed to make a {what}: {}", String::from_utf8_lossy(&output.stderr));
        }
        serde_json::from_slice(&output.stdout).with_context(|| format!("pysaml2 on {what}"))
    }
}
