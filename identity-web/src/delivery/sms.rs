//! Text messages by an HTTP gateway.

use crate::delivery::outgoing_http::{HttpClientError, client};
use crate::delivery::remote::{is_loopback, shortened};
use crate::delivery::templates::MessageTemplates;
use async_trait::async_trait;
use identity_core::delivery::{Message, Transport, TransportError};
use identity_core::ids::MessageId;
use identity_core::secrets::Secret;
use identity_core::values::PhoneNumber;
use reqwest::{Client, Response, StatusCode};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use url::Url;

const TIMEOUT: Duration = Duration::from_secs(5);

/// More of an answer is not read.
const MAX_ANSWER_OCTETS: usize = 16 * 1024;

/// How the fields travel.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SmsBody {
    /// As a JSON object.
    #[default]
    Json,
    /// As `application/x-www-form-urlencoded`.
    Form,
    /// In the query of a GET, for gateways that take nothing else. The text then stands in the gateway's log of addresses.
    Query,
}

/// The gateway to hand text messages to, by one request for each.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmsConfig {
    /// Where to; `https`, or `http` on this machine.
    #[serde(deserialize_with = "absolute_url")]
    pub url: Url,
    /// How the fields travel.
    #[serde(default)]
    pub body: SmsBody,
    /// The fields that the gateway asks for; in their values `{to}` becomes the number, `{text}` the text and
    /// `{id}` an id that stays the same when a message is handed over again.
    pub fields: BTreeMap<String, String>,
    /// The token for `Authorization: Bearer`.
    #[serde(default)]
    pub bearer: Option<Secret>,
    /// A certificate authority of one's own, in PEM, to trust beside the public ones.
    #[serde(default)]
    pub root_certificate: Option<String>,
}

/// Settings with which no text message can be sent.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidSmsConfig {
    /// In the clear to another machine, or not HTTP at all.
    #[error("the SMS gateway must be reached by https:// (http:// is for this machine only)")]
    NotSecure,
    /// The gateway would not learn the number or the text.
    #[error("one of the fields must hold {{to}}, and one {{text}}")]
    MissingField,
    /// The token cannot stand in a header.
    #[error("the bearer token has characters that a header cannot carry")]
    Bearer,
    /// The client cannot be set up.
    #[error("the SMS gateway cannot be used: {0}")]
    Client(#[from] HttpClientError),
}

/// Hands text messages to a gateway.
#[derive(Debug)]
pub struct SmsTransport {
    client: Client,
    config: SmsConfig,
    templates: Arc<MessageTemplates>,
}

impl SmsTransport {
    /// Checks the settings; does not connect.
    pub fn new(config: SmsConfig, templates: Arc<MessageTemplates>) -> Result<Self, InvalidSmsConfig> {
        Self::with_timeout(config, templates, TIMEOUT)
    }

    // Public for tests of servers that never answer, which need a shorter wait than any setting allows.
    #[doc(hidden)]
    pub fn with_timeout(
        config: SmsConfig,
        templates: Arc<MessageTemplates>,
        timeout: Duration,
    ) -> Result<Self, InvalidSmsConfig> {
        let local = config.url.scheme() == "http" && config.url.host_str().is_some_and(is_loopback);
        if config.url.scheme() != "https" && !local {
            return Err(InvalidSmsConfig::NotSecure);
        }
        let has = |place: &str| config.fields.values().any(|value| value.contains(place));
        if !has("{to}") || !has("{text}") {
            return Err(InvalidSmsConfig::MissingField);
        }
        let visible = |secret: &Secret| secret.expose().bytes().all(|byte| byte.is_ascii_graphic());
        if !config.bearer.as_ref().is_none_or(visible) {
            return Err(InvalidSmsConfig::Bearer);
        }
        let client = client(config.root_certificate.as_deref(), timeout)?;
        Ok(Self { client, config, templates })
    }

    fn fields(&self, id: MessageId, to: &PhoneNumber, text: &str) -> BTreeMap<&str, String> {
        let id = id.to_string();
        let fill = |value: &str| fill(value, &[("{to}", to.as_str()), ("{text}", text), ("{id}", &id)]);
        self.config.fields.iter().map(|(name, value)| (name.as_str(), fill(value))).collect()
    }
}

#[async_trait]
impl Transport for SmsTransport {
    async fn send(&self, id: MessageId, message: &Message) -> Result<(), TransportError> {
        let permanent = |reason: String| TransportError::Permanent(shortened(&reason));
        let to = PhoneNumber::parse(&message.recipient).map_err(|error| permanent(error.to_string()))?;
        let text = self.templates.text_message(message).map_err(|error| permanent(error.to_string()))?;
        let fields = self.fields(id, &to, &text);
        let request = match self.config.body {
            SmsBody::Json => self.client.post(self.config.url.clone()).json(&fields),
            SmsBody::Form => self.client.post(self.config.url.clone()).form(&fields),
            SmsBody::Query => {
                let mut url = self.config.url.clone();
                url.query_pairs_mut().extend_pairs(&fields);
                self.client.get(url)
            }
        };
        let request = match &self.config.bearer {
            Some(token) => request.bearer_auth(token.expose()),
            None => request,
        };
        // Without the address, which may carry a key in its query.
        let sent = request.send().await.map_err(reqwest::Error::without_url);
        let response = sent.map_err(|error| TransportError::Temporary(shortened(&in_words(&error))))?;
        judge(response).await
    }
}

fn absolute_url<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Url, D::Error> {
    Url::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
}

/// Fills every place in one pass, so that a text that looks like a place stays a text.
fn fill(value: &str, places: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = value;
    while let Some((before, from)) = rest.find('{').and_then(|start| rest.split_at_checked(start)) {
        filled.push_str(before);
        let place = places.iter().find_map(|(place, with)| Some((from.strip_prefix(place)?, *with)));
        let (after, with) = place.unwrap_or((from.get(1..).unwrap_or_default(), "{"));
        filled.push_str(with);
        rest = after;
    }
    filled + rest
}

/// The client's own words say little; the reason is in what caused them.
fn in_words(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return "the SMS gateway did not answer in time".to_owned();
    }
    let mut deepest: &dyn std::error::Error = error;
    while let Some(source) = deepest.source() {
        deepest = source;
    }
    format!("the SMS gateway could not be reached: {deepest}")
}

/// Which answers are for good: a refusal of this message. Refused credentials, a wrong address and a limit
/// are mended elsewhere, and the message can go out then.
async fn judge(response: Response) -> Result<(), TransportError> {
    let status = response.status();
    if status.is_success() {
        return Ok(());
    }
    let reason = shortened(&format!("the SMS gateway answered {status}: {}", beginning(response).await));
    match status {
        StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY | StatusCode::GONE => {
            Err(TransportError::Permanent(reason))
        }
        _ => Err(TransportError::Temporary(reason)),
    }
}

async fn beginning(mut response: Response) -> String {
    let mut octets = Vec::new();
    while let Ok(Some(chunk)) = response.chunk().await {
        octets.extend(chunk.iter().take(MAX_ANSWER_OCTETS - octets.len()));
        if octets.len() >= MAX_ANSWER_OCTETS {
            break;
        }
    }
    String::from_utf8_lossy(&octets).into_owned()
}
