//! How mail and text messages go out.

use crate::config::Config;
use crate::texts::languages;
use anyhow::Result;
use identity_core::SystemClock;
use identity_core::delivery::Transports;
use identity_web::delivery::{DevInbox, EmailTransport, Letterhead, MessageTemplates, SmsTransport};
use identity_web::page::Brand;
use std::sync::Arc;

/// The ways out, and the development inbox if one of them leads there.
pub(crate) fn transports(
    config: &Config,
    brand: &Brand,
    clock: &Arc<SystemClock>,
) -> Result<(Transports, Option<DevInbox>)> {
    let letterhead = Letterhead::of_brand(brand, config.base_url().parse()?);
    let letterhead = letterhead.languages(languages(config, brand)?);
    let folder = Some(config.templates.join("messages")).filter(|folder| folder.is_dir());
    let templates = Arc::new(MessageTemplates::new(letterhead, folder.as_deref())?);
    let inbox = DevInbox::new(Arc::clone(&templates), clock.clone());
    let mut transports = inbox.transports();
    if let Some(mail) = &config.mail {
        transports.email =
            Arc::new(EmailTransport::new(mail.clone(), Arc::clone(&templates), clock.clone())?);
    }
    if let Some(sms) = &config.sms {
        transports.sms = Some(Arc::new(SmsTransport::new(sms.clone(), templates)?));
    } else if !config.demo {
        transports.sms = None;
    }
    Ok((transports, config.demo.then_some(inbox)))
}
