//! Service providers made with node-saml and samlify (npm), each with the settings that it has by itself.

use crate::page::Form;
use crate::peers::ServiceKey;
use crate::process::tests_folder;
use anyhow::{Context as _, Result, bail};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::process::{Command, Stdio};

const ENTITY_ID: &str = "http://node.localhost/metadata";
const ACS: &str = "http://node.localhost/acs";

/// A service provider that keeps no state but its key; the test plays its web server.
#[derive(Debug)]
pub struct NodeProvider {
    library: &'static str,
    key: String,
    certificate: String,
    encrypted: bool,
}

/// What it made of a response.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum NodeVerdict {
    /// The response was refused.
    Refused {
        /// In the words of the library.
        refused: String,
    },
    /// The person is signed in.
    SignedIn {
        /// The name that the identity provider gave.
        name_id: String,
        /// The kind of that name, if the library tells it.
        format: String,
        /// Attributes by name: a text, or a list of them.
        attributes: BTreeMap<String, Value>,
    },
}

impl NodeProvider {
    /// A service provider made with a library, with a key of its own.
    pub fn new(library: &'static str) -> Result<Self> {
        let key = ServiceKey::generate("node.localhost")?;
        Ok(Self {
            library,
            key: String::from_utf8(key.key.private_key_to_pem_pkcs8()?)?,
            certificate: String::from_utf8(key.certificate.to_pem()?)?,
            encrypted: false,
        })
    }

    /// The same with a key for encryption in its metadata.
    #[must_use]
    pub fn encrypted(self) -> Self {
        Self { encrypted: true, ..self }
    }

    /// The metadata that it makes of itself.
    pub fn metadata(&self) -> Result<String> {
        let made = self.ask("metadata", json!({}))?;
        Ok(made["metadata"].as_str().context("no metadata")?.to_owned())
    }

    /// Makes a request for a sign-on: where the browser is sent with it.
    pub fn request(&self, idp_metadata: &str) -> Result<String> {
        let made = self.ask("request", json!({ "idp_metadata": idp_metadata }))?;
        Ok(made["url"].as_str().context("no address")?.to_owned())
    }

    /// Judges the response in a form that was about to be posted to it.
    pub fn judge(&self, idp_metadata: &str, form: &Form) -> Result<NodeVerdict> {
        if form.action.as_str() != ACS {
            bail!("the response would go to {} and not to {ACS}", form.action);
        }
        let response = form.value("SAMLResponse").context("the form has no SAMLResponse")?;
        let task = json!({ "idp_metadata": idp_metadata, "saml_response": response });
        Ok(serde_json::from_value(self.ask("response", task)?)?)
    }

    fn ask(&self, what: &str, mut task: Value) -> Result<Value> {
        task["do"] = json!(what);
        task["library"] = json!(self.library);
        task["entity_id"] = json!(ENTITY_ID);
        task["acs"] = json!(ACS);
        task["key"] = json!(self.key);
        task["cert"] = json!(self.certificate);
        task["encrypted"] = json!(self.encrypted);
        let mut node = Command::new("node")
            .arg(tests_folder().join("peers/saml_clients.mjs"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .context("node: tests/run installs it")?;
        node.stdin.take().context("no standard input")?.write_all(task.to_string().as_bytes())?;
        let output = node.wait_with_output()?;
        if !output.status.success() {
            bail!("{} failed to make a {what}: {}", self.library, String::from_utf8_lossy(&output.stderr));
        }
        serde_json::from_slice(&output.stdout).with_context(|| format!("{} on {what}", self.library))
    }
}
