//! Mail by SMTP.

use crate::delivery::remote::{is_loopback, shortened};
use crate::delivery::smtp::{Protection, SmtpFailure, SmtpServer};
use crate::delivery::templates::{Letter, MessageTemplates, named};
use async_trait::async_trait;
use identity_core::Clock;
use identity_core::brands::ShownBrand;
use identity_core::delivery::{Message, Transport, TransportError};
use identity_core::ids::MessageId;
use identity_core::secrets::Secret;
use identity_core::values::EmailAddress;
use lettre::address::{Address, Envelope};
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, TlsParameters};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use serde::Deserialize;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// How the connection to the mail server is protected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TlsMode {
    /// TLS from the first octet (RFC 8314 section 3.3), port 465.
    #[default]
    Required,
    /// TLS by STARTTLS (RFC 3207), port 587; without it nothing is sent.
    StartTls,
    /// No TLS, port 25; for a mail server on this machine only.
    None,
}

/// The mail server to hand mail to.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EmailConfig {
    /// Its name, which its certificate must carry.
    pub host: String,
    /// Its port; by default that of the TLS mode.
    #[serde(default)]
    pub port: Option<u16>,
    /// How the connection is protected.
    #[serde(default)]
    pub tls: TlsMode,
    /// The name to sign in with.
    #[serde(default)]
    pub username: Option<String>,
    /// The password to sign in with.
    #[serde(default)]
    pub password: Option<Secret>,
    /// The address that mail comes from.
    pub from: EmailAddress,
    /// The name that mail comes from.
    pub from_name: String,
    /// Where answers go, if not to `from`.
    #[serde(default)]
    pub reply_to: Option<EmailAddress>,
    /// A certificate authority of one's own, in PEM, to trust beside the public ones.
    #[serde(default)]
    pub root_certificate: Option<String>,
    /// How long connecting and signing in may take, in seconds, 1 to 10; taking the message may take three
    /// times as long, so that all ends within the outbox worker's 45 seconds.
    #[serde(default = "ten")]
    pub timeout_seconds: u64,
}

const fn ten() -> u64 {
    10
}

/// Settings with which no mail can be sent.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidEmailConfig {
    /// Mail in the clear to another machine.
    #[error("tls = \"none\" is for a mail server on this machine; use \"required\" or \"starttls\" for {0}")]
    NotLoopback(String),
    /// One half of the credentials.
    #[error("give both username and password of the mail server, or neither")]
    HalfCredentials,
    /// The address of the sender.
    #[error("the mail server cannot take {0} as a sender's address: use one of ASCII characters")]
    Sender(EmailAddress),
    /// The certificate authority cannot be read.
    #[error("root_certificate is not a certificate in PEM")]
    Certificate,
    /// TLS cannot be set up.
    #[error("TLS cannot be set up for this mail server: {0}")]
    Tls(#[source] SmtpError),
}

/// Hands mail to a mail server.
pub struct EmailTransport {
    server: SmtpServer,
    from: Mailbox,
    reply_to: Option<Mailbox>,
    templates: Arc<MessageTemplates>,
    clock: Arc<dyn Clock>,
}

impl std::fmt::Debug for EmailTransport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EmailTransport").field("from", &self.from).finish_non_exhaustive()
    }
}

impl EmailTransport {
    /// Checks the settings; does not connect.
    pub fn new(
        config: EmailConfig,
        templates: Arc<MessageTemplates>,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, InvalidEmailConfig> {
        let timeout = Duration::from_secs(config.timeout_seconds.clamp(1, 10));
        Self::with_timeout(config, timeout, templates, clock)
    }

    // Public for tests of servers that never answer, which need a shorter wait than any setting allows.
    #[doc(hidden)]
    pub fn with_timeout(
        config: EmailConfig,
        timeout: Duration,
        templates: Arc<MessageTemplates>,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, InvalidEmailConfig> {
        let (protection, default_port) = protection(&config)?;
        let from = Mailbox::new(Some(shortened(&config.from_name)), sender(&config.from)?);
        let reply_to = config.reply_to.as_ref().map(sender).transpose()?;
        let credentials = match (config.username, config.password) {
            (Some(name), Some(password)) => Some(Credentials::new(name, password.expose().to_owned())),
            (None, None) => None,
            _ => return Err(InvalidEmailConfig::HalfCredentials),
        };
        let port = config.port.unwrap_or(default_port);
        let server = SmtpServer { host: config.host, port, protection, credentials, step: timeout };
        let reply_to = reply_to.map(|address| Mailbox::new(None, address));
        Ok(Self { server, from, reply_to, templates, clock })
    }

    /// The sender: its name may be that of a brand, its address is always the deployment's.
    fn sender(&self, brand: &ShownBrand) -> Mailbox {
        let own = self.from.name.clone().unwrap_or_default();
        let name = named(&own, brand.look.sender_name.as_ref(), brand.sends_for_another);
        Mailbox::new(Some(shortened(&name)), self.from.email.clone())
    }

    fn compose(
        &self,
        id: MessageId,
        to: Address,
        letter: Letter,
        brand: &ShownBrand,
    ) -> Result<lettre::Message, lettre::error::Error> {
        let micros = u64::try_from(self.clock.now().unix_micros()).unwrap_or(0);
        let envelope = Envelope::new(Some(self.from.email.clone()), vec![to.clone()])?;
        let mut builder = lettre::Message::builder()
            .envelope(envelope)
            .from(self.sender(brand))
            .to(Mailbox::new(None, to))
            .subject(letter.subject)
            .date(SystemTime::UNIX_EPOCH + Duration::from_micros(micros))
            .message_id(Some(format!("<{id}@{}>", self.from.email.domain())))
            // RFC 3834 section 5: no holiday answers to these.
            .raw_header(header("Auto-Submitted", "auto-generated"))
            .raw_header(header("Content-Language", &letter.language));
        if let Some(reply_to) = &self.reply_to {
            builder = builder.reply_to(reply_to.clone());
        }
        builder.multipart(MultiPart::alternative_plain_html(letter.text, letter.html))
    }
}

#[async_trait]
impl Transport for EmailTransport {
    async fn send(&self, id: MessageId, message: &Message) -> Result<(), TransportError> {
        let permanent = |reason: String| TransportError::Permanent(shortened(&reason));
        let address =
            EmailAddress::parse(&message.recipient).map_err(|error| permanent(error.to_string()))?;
        let to = smtp_address(&address)
            .ok_or_else(|| permanent("not an address that SMTP can carry".to_owned()))?;
        let letter = self.templates.letter(message).map_err(|error| permanent(error.to_string()))?;
        let mail =
            self.compose(id, to, letter, &message.brand).map_err(|error| permanent(error.to_string()))?;
        let sent = self.server.send(mail.envelope(), &mail.formatted()).await;
        sent.map_err(|failure| judge(&failure))
    }
}

fn sender(address: &EmailAddress) -> Result<Address, InvalidEmailConfig> {
    let ascii = Some(address).filter(|address| address.as_str().is_ascii());
    ascii.and_then(smtp_address).ok_or_else(|| InvalidEmailConfig::Sender(address.clone()))
}

fn protection(config: &EmailConfig) -> Result<(Protection, u16), InvalidEmailConfig> {
    if config.tls == TlsMode::None {
        if is_loopback(&config.host) {
            return Ok((Protection::Loopback, 25));
        }
        return Err(InvalidEmailConfig::NotLoopback(config.host.clone()));
    }
    let mut parameters = TlsParameters::builder(config.host.clone());
    if let Some(pem) = &config.root_certificate {
        let der =
            CertificateDer::from_pem_slice(pem.as_bytes()).map_err(|_| InvalidEmailConfig::Certificate)?;
        let certificate = Certificate::from_der(der.to_vec()).map_err(|_| InvalidEmailConfig::Certificate)?;
        parameters = parameters.add_root_certificate(certificate);
    }
    let parameters = parameters.build().map_err(InvalidEmailConfig::Tls)?;
    Ok(match config.tls {
        TlsMode::StartTls => (Protection::StartTls(parameters), 587),
        TlsMode::Required | TlsMode::None => (Protection::Wrapped(parameters), 465),
    })
}

fn smtp_address(address: &EmailAddress) -> Option<Address> {
    Address::new(address.local_part(), address.domain().as_str()).ok()
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// Which failures are for good (RFC 5321 section 4.2.1). A 5yz answer is, unless it is about our own
/// signing in (RFC 4954 section 6): that is mended in the settings, and the mail can go out then.
fn judge(failure: &SmtpFailure) -> TransportError {
    let reason = shortened(&failure.to_string());
    let error = match failure {
        SmtpFailure::Smtp(error) => error,
        SmtpFailure::Silent(_) => return TransportError::Temporary(reason),
        SmtpFailure::CannotCarry(_) => return TransportError::Permanent(reason),
    };
    let status = error.status().map(|code| code.to_string());
    let about_us = status.is_some_and(|code| matches!(code.as_str(), "530" | "534" | "535" | "538"));
    if error.is_tls() || error.is_client() || about_us {
        tracing::error!("the mail server is not trusted, or does not trust us: check the mail settings");
    }
    if error.is_permanent() && !about_us {
        TransportError::Permanent(reason)
    } else {
        TransportError::Temporary(reason)
    }
}
