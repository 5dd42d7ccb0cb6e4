//! One exchange with a mail server (RFC 5321).

use lettre::address::Envelope;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use std::time::Duration;
use tokio::time::timeout;

/// A server may take longer to judge a whole message than to answer a command (RFC 5321 section 4.5.3.2).
const STEPS_FOR_THE_MESSAGE: u32 = 3;

/// How the connection is protected.
pub(crate) enum Protection {
    /// TLS from the first octet.
    Wrapped(TlsParameters),
    /// TLS by STARTTLS, or nothing.
    StartTls(TlsParameters),
    /// None, to this machine.
    Loopback,
}

/// A mail server, and how to speak with it.
///
/// Each message has a connection of its own: one that was given up in the middle of a message must not
/// carry the next. The steps are timed here, since the library times the connecting alone.
pub(crate) struct SmtpServer {
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) protection: Protection,
    pub(crate) credentials: Option<Credentials>,
    pub(crate) step: Duration,
}

/// Why the server did not take a message.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SmtpFailure {
    #[error(transparent)]
    Smtp(#[from] Error),
    #[error("the mail server did not answer in time while {0}")]
    Silent(&'static str),
    /// Seen before anything of the message was sent, such as an international address (RFC 6531) that the
    /// server does not know how to take.
    #[error("the mail server cannot carry this message: {0}")]
    CannotCarry(#[source] Error),
}

impl SmtpServer {
    /// Hands over one message. What happens after the server took it does not count any more.
    pub(crate) async fn send(&self, envelope: &Envelope, mail: &[u8]) -> Result<(), SmtpFailure> {
        let mut connection = in_time(self.step, "connecting", self.connect()).await?;
        let patience = self.step * STEPS_FOR_THE_MESSAGE;
        in_time(patience, "taking the message", connection.send(envelope, mail))
            .await
            .map_err(about_message)?;
        let step = self.step;
        tokio::spawn(async move { timeout(step, connection.quit()).await.map(|_| ()) });
        Ok(())
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Error> {
        let (address, name) = ((self.host.as_str(), self.port), ClientId::default());
        let wrapped = match &self.protection {
            Protection::Wrapped(parameters) => Some(parameters.clone()),
            Protection::StartTls(_) | Protection::Loopback => None,
        };
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(address, Some(self.step), &name, wrapped, None).await?;
        if let Protection::StartTls(parameters) = &self.protection {
            connection.starttls(parameters.clone(), &name).await?;
        }
        if let Some(credentials) = &self.credentials {
            connection.auth(DEFAULT_MECHANISMS, credentials).await?;
        }
        Ok(connection)
    }
}

/// Once connected, the library's own refusals are about the message.
fn about_message(failure: SmtpFailure) -> SmtpFailure {
    match failure {
        SmtpFailure::Smtp(error) if error.is_client() => SmtpFailure::CannotCarry(error),
        other => other,
    }
}

async fn in_time<T>(
    patience: Duration,
    doing: &'static str,
    step: impl Future<Output = Result<T, Error>>,
) -> Result<T, SmtpFailure> {
    match timeout(patience, step).await {
        Ok(result) => Ok(result?),
        Err(_) => Err(SmtpFailure::Silent(doing)),
    }
}
