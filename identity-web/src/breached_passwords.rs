//! Passwords that were found in breaches, asked about by the beginning of a digest.

use crate::delivery::outgoing_http::{HttpClientError, client};
use crate::delivery::remote::is_loopback;
use async_trait::async_trait;
use identity_core::secrets::{BreachedPasswords, LookupFailed, Secret};
use reqwest::{Client, Response};
use ring::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use serde::{Deserialize, Deserializer};
use std::fmt::Write as _;
use std::time::Duration;
use url::Url;

/// Who sets a password waits for this long at the most.
const TIMEOUT: Duration = Duration::from_secs(2);

/// How many hexadecimal digits of the digest are sent. Some thousand known passwords begin with each.
const PREFIX: usize = 5;

/// A padded answer has some 40 kB. More is not read.
const MAX_ANSWER_OCTETS: usize = 256 * 1024;

/// Where to ask: a service with the range interface of Pwned Passwords.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct BreachedPasswordsConfig {
    /// The address to which the beginning of the digest is added; `https`, or `http` on this machine.
    #[serde(deserialize_with = "absolute_url")]
    pub url: Url,
    /// A certificate authority of one's own, in PEM, to trust beside the public ones.
    #[serde(default)]
    pub root_certificate: Option<String>,
}

impl BreachedPasswordsConfig {
    /// A service at this address, to which the beginning of the digest is added.
    pub const fn new(url: Url) -> Self {
        Self { url, root_certificate: None }
    }
}

/// Settings with which nothing can be asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidBreachedPasswordsConfig {
    /// In the clear to another machine, or not HTTP at all.
    #[error("breached passwords must be asked about by https:// (http:// is for this machine only)")]
    NotSecure,
    /// Nothing can be added to the address.
    #[error("the address for breached passwords must end with a slash")]
    NoFolder,
    /// The client cannot be set up.
    #[error("breached passwords cannot be asked about: {0}")]
    Client(#[from] HttpClientError),
}

/// Asks a service with the range interface of Pwned Passwords. It gets the first five hexadecimal digits of the password's
/// SHA-1 digest, answers with the rest of every digest that it knows with this beginning, and so learns neither the password
/// nor whether it knows it (k-anonymity). `Add-Padding` keeps the length of the answer from telling the beginning to whoever
/// watches the connection.
///
/// ```
/// use identity_core::testing::TestIdentity;
/// use identity_web::{BreachedPasswordsApi, BreachedPasswordsConfig};
/// use std::sync::Arc;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let config = BreachedPasswordsConfig::new("https://api.pwnedpasswords.com/range/".parse()?);
/// let api = Arc::new(BreachedPasswordsApi::new(config)?);
/// let test = TestIdentity::builder().configure(|identity| identity.breached_passwords(api));
/// # let _ = test;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct BreachedPasswordsApi {
    client: Client,
    url: Url,
}

impl BreachedPasswordsApi {
    /// Checks the settings; does not connect.
    pub fn new(config: BreachedPasswordsConfig) -> Result<Self, InvalidBreachedPasswordsConfig> {
        Self::with_timeout(config, TIMEOUT)
    }

    // Public for tests of servers that never answer, which need a shorter wait than any setting allows.
    #[doc(hidden)]
    pub fn with_timeout(
        config: BreachedPasswordsConfig,
        timeout: Duration,
    ) -> Result<Self, InvalidBreachedPasswordsConfig> {
        let BreachedPasswordsConfig { url, root_certificate } = config;
        let local = url.scheme() == "http" && url.host_str().is_some_and(is_loopback);
        if url.scheme() != "https" && !local {
            return Err(InvalidBreachedPasswordsConfig::NotSecure);
        }
        if !url.path().ends_with('/') {
            return Err(InvalidBreachedPasswordsConfig::NoFolder);
        }
        Ok(Self { client: client(root_certificate.as_deref(), timeout)?, url })
    }
}

#[async_trait]
impl BreachedPasswords for BreachedPasswordsApi {
    async fn contains(&self, password: &Secret) -> Result<bool, LookupFailed> {
        let digest = hex_digest(password);
        let (prefix, suffix) = digest.split_at(PREFIX);
        // Without the address in errors, which holds the beginning of the digest.
        let failed = |error: reqwest::Error| LookupFailed(error.without_url().to_string());
        let url = self.url.join(prefix).map_err(|error| LookupFailed(error.to_string()))?;
        let sent = self.client.get(url).header("add-padding", "true").send().await;
        let response = sent.and_then(Response::error_for_status).map_err(failed)?;
        if !response.status().is_success() {
            return Err(LookupFailed(format!("answered {}", response.status())));
        }
        Ok(has(&bounded(response).await?, suffix))
    }
}

fn hex_digest(password: &Secret) -> String {
    let digest = digest(&SHA1_FOR_LEGACY_USE_ONLY, password.expose().as_bytes());
    digest.as_ref().iter().fold(String::new(), |mut text, octet| {
        let _ = write!(text, "{octet:02X}");
        text
    })
}

/// Whether an answer holds a digest with this end. Lines that pad it have the count 0.
fn has(answer: &str, suffix: &str) -> bool {
    let found = answer.lines().filter_map(|line| line.trim().split_once(':'));
    found.into_iter().any(|(end, count)| {
        end.eq_ignore_ascii_case(suffix) && count.trim().parse::<u64>().is_ok_and(|count| count > 0)
    })
}

async fn bounded(mut response: Response) -> Result<String, LookupFailed> {
    let failed = |error: reqwest::Error| LookupFailed(error.without_url().to_string());
    let mut octets = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(failed)? {
        if octets.len() + chunk.len() > MAX_ANSWER_OCTETS {
            return Err(LookupFailed(format!("answered with more than {MAX_ANSWER_OCTETS} octets")));
        }
        octets.extend_from_slice(&chunk);
    }
    String::from_utf8(octets).map_err(|_| LookupFailed("answered with what is no text".to_owned()))
}

fn absolute_url<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Url, D::Error> {
    Url::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
}
