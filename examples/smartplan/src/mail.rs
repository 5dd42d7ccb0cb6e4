//! How mail and text messages go out.

use crate::config::Config;
use crate::texts::languages;
use anyhow::Result;
use example_host::inbox::shown_on_terminal;
use example_host::log;
use identity_core::delivery::Transports;
use identity_core::{Identity, SystemClock};
use identity_web::delivery::{
    DevInbox, EditableSmsTransport, EmailTransport, Letterhead, MessageTemplates, SmsTransport,
};
use identity_web::page::Brand;
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
    if config.demo && config.mail.is_none() && log::for_people(config.log_format) {
        transports = shown_on_terminal(transports, &inbox);
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
