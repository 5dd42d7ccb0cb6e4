//! Text messages by an HTTP gateway.

use crate::delivery::outgoing_http::{HttpClientError, client};
use crate::delivery::remote::{is_loopback, shortened};
use crate::delivery::sms_body::SmsBody;
use crate::delivery::sms_request::{SmsRequest, hand_over};
use crate::delivery::templates::MessageTemplates;
use async_trait::async_trait;
use identity_core::delivery::{Message, Transport, TransportError};
use identity_core::ids::MessageId;
use identity_core::secrets::Secret;
use identity_core::values::PhoneNumber;
use reqwest::Client;
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use url::Url;

const TIMEOUT: Duration = Duration::from_secs(5);

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
    /// The fields that the gateway asks for; in their values `{to}` or `{number}` becomes the number, `{text}` the text and
    /// `{id}` an id that stays the same when a message is handed over again. So they do in the query of `url`.
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
    #[error("one of the fields must hold {{to}} or {{number}}, and one {{text}}")]
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
        let has = |place: &str| {
            let in_query = config.url.query_pairs().any(|(_, value)| value.contains(place));
            in_query || config.fields.values().any(|value| value.contains(place))
        };
        if !(has("{to}") || has("{number}")) || !has("{text}") {
            return Err(InvalidSmsConfig::MissingField);
        }
        let visible = |secret: &Secret| secret.expose().bytes().all(|byte| byte.is_ascii_graphic());
        if !config.bearer.as_ref().is_none_or(visible) {
            return Err(InvalidSmsConfig::Bearer);
        }
        let client = client(config.root_certificate.as_deref(), timeout)?;
        Ok(Self { client, config, templates })
    }
}

#[async_trait]
impl Transport for SmsTransport {
    async fn send(&self, id: MessageId, message: &Message) -> Result<(), TransportError> {
        let permanent = |reason: String| TransportError::Permanent(shortened(&reason));
        let to = PhoneNumber::parse(&message.recipient).map_err(|error| permanent(error.to_string()))?;
        let text = self.templates.text_message(message).map_err(|error| permanent(error.to_string()))?;
        let SmsConfig { url, body, fields, bearer, .. } = &self.config;
        let bearer = bearer.as_ref();
        let request = SmsRequest { url, body: *body, fields, bearer, hidden: bearer };
        let id = id.to_string();
        let places = [("{to}", to.as_str()), ("{number}", to.as_str()), ("{text}", &text), ("{id}", &id)];
        hand_over(&self.client, &request, &places).await
    }
}

fn absolute_url<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Url, D::Error> {
    Url::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
}
