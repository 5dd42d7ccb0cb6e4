//! The master key: from the settings, or from a file that is created at the first start.

use crate::config::Config;
use anyhow::{Context as _, Result};
use identity_core::MasterKey;
use std::path::PathBuf;

/// Whether the key is set, or its file is there; the file is made at the first start.
pub(crate) fn is_there(config: &Config) -> bool {
    !config.master_key.is_empty() || file(config).exists()
}

fn file(config: &Config) -> PathBuf {
    config.data_dir.join("master.key")
}

/// The key that private keys and queued mails are sealed with.
pub(crate) fn master_key(config: &Config) -> Result<MasterKey> {
    if config.master_key.is_empty() {
        return Ok(MasterKey::from_file(file(config))?);
    }
    MasterKey::parse(&config.master_key).context("the setting `master_key`")
}
