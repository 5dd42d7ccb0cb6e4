//! The master key: from the settings, or from a file that is made at the first start.

use crate::config::Config;
use anyhow::{Context as _, Result};
use identity_core::OsEntropy;
use identity_core::secrets::MasterKey;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;

/// The key that private keys and queued mails are sealed with.
pub(crate) fn master_key(config: &Config) -> Result<MasterKey> {
    if !config.master_key.is_empty() {
        return MasterKey::parse(&config.master_key).context("the setting `master_key`");
    }
    let file = config.data_dir.join("master.key");
    let made = MasterKey::generate(&OsEntropy);
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&file) {
        Ok(mut new) => {
            writeln!(new, "{}", made.expose_hex().as_str())?;
            new.sync_all()?;
            Ok(made)
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let text =
                std::fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
            MasterKey::parse(text.trim()).with_context(|| format!("the key in {}", file.display()))
        }
        Err(error) => Err(error).with_context(|| format!("writing {}", file.display())),
    }
}
