//! How mail and text messages go out.

use crate::config::Config;
use crate::log;
use crate::texts::languages;
use anyhow::Result;
use async_trait::async_trait;
use identity_core::delivery::{Message, Transport, TransportError, Transports};
use identity_core::ids::MessageId;
use identity_core::{Identity, SystemClock};
use identity_web::delivery::{
    DevInbox, DevMessage, EditableSmsTransport, EmailTransport, Letterhead, MessageTemplates, SmsTransport,
};
use identity_web::page::Brand;
use std::io::IsTerminal as _;
use std::sync::Arc;

/// The ways out, and the development inbox if one of them leads there.
pub(crate) fn transports(
    config: &Config,
    identity: &Identity,
    brand: &Brand,
    clock: &Arc<SystemClock>,
) -> Result<(Transports, Option<DevInbox>)> {
    let templates = Arc::new(message_templates(config, brand)?);
    let inbox = DevInbox::new(Arc::clone(&templates), clock.clone());
    let mut transports = inbox.transports();
    if let Some(mail) = &config.mail {
        transports.email =
            Arc::new(EmailTransport::new(mail.clone(), Arc::clone(&templates), clock.clone())?);
    }
    if let Some(sms) = &config.sms {
        transports.sms = Some(Arc::new(SmsTransport::new(sms.clone(), Arc::clone(&templates))?));
    } else if !config.demo {
        transports.sms = None;
    }
    // An administrator can set another gateway on a page.
    let configured = transports.sms.take();
    transports.sms = Some(Arc::new(EditableSmsTransport::new(identity.clone(), templates, configured)?));
    if config.demo && config.mail.is_none() && log::for_people(config) && std::io::stdout().is_terminal() {
        transports.email = Arc::new(Told { inner: transports.email, inbox: inbox.clone() });
    }
    Ok((transports, config.demo.then_some(inbox)))
}

/// The templates of mails and text messages, each of which was rendered once in every language.
pub(crate) fn message_templates(config: &Config, brand: &Brand) -> Result<MessageTemplates> {
    let letterhead = Letterhead::of_brand(brand, config.base_url().parse()?);
    let letterhead = letterhead.languages(languages(config, brand)?);
    let folder = Some(config.templates.join("messages")).filter(|folder| folder.is_dir());
    Ok(MessageTemplates::new(letterhead, folder.as_deref())?)
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
