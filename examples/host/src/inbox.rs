//! Mails that stay on this machine, and a line on the terminal for each.

use async_trait::async_trait;
use identity_core::delivery::{Message, Transport, TransportError, Transports};
use identity_core::ids::MessageId;
use identity_web::delivery::{DevInbox, DevMessage};
use std::io::IsTerminal as _;
use std::sync::Arc;

/// Prints a line for each mail that reaches the inbox, if somebody watches the terminal.
#[must_use]
pub fn shown_on_terminal(transports: Transports, inbox: &DevInbox) -> Transports {
    if !std::io::stdout().is_terminal() {
        return transports;
    }
    let mut transports = transports;
    transports.email = Arc::new(Told { inner: transports.email, inbox: inbox.clone() });
    transports
}

/// Prints a line for each mail, with its link, for whoever watches the terminal.
#[derive(Debug)]
struct Told {
    inner: Arc<dyn Transport>,
    inbox: DevInbox,
}

#[async_trait]
impl Transport for Told {
    async fn send(&self, id: MessageId, message: &Message) -> Result<(), TransportError> {
        self.inner.send(id, message).await?;
        if let Some(mail) = self.inbox.message(id) {
            println!("{}", line(&mail));
        }
        Ok(())
    }
}

/// A mail in one line: whom it is to, its subject, and where it leads.
fn line(mail: &DevMessage) -> String {
    let is_link = |word: &&str| word.starts_with("http://") || word.starts_with("https://");
    let link = mail.text.split_whitespace().find(is_link).unwrap_or_default();
    format!("  mail to {}: {}  {link}", mail.to, mail.subject.as_deref().unwrap_or_default())
}
