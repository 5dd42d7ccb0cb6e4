//! The languages of pages and mails.

use crate::config::Config;
use anyhow::Result;
use identity_web::language::Languages;
use identity_web::page::Brand;

/// The languages of the settings: those that are built in, and those in the folder `texts` of the configured templates.
pub(crate) fn languages(config: &Config, brand: &Brand) -> Result<Languages> {
    let folder = Some(config.templates.join("texts")).filter(|folder| folder.is_dir());
    Ok(brand.languages(folder.as_deref())?)
}
