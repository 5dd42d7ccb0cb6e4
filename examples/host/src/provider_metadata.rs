//! The metadata of a SAML identity provider elsewhere: from a file, or from the address where it publishes it.

use anyhow::{Context as _, Result};
use identity_core::Identity;
use identity_core::domain::SamlProvider;
use identity_web::saml::web::{ProviderMetadata, read_provider};
use std::path::Path;

/// Reads it. An address begins with `http://` or `https://`; everything else is a file.
pub async fn provider(identity: &Identity, metadata: &str) -> Result<SamlProvider> {
    let source = if metadata.starts_with("http://") || metadata.starts_with("https://") {
        ProviderMetadata::Address(metadata.to_owned())
    } else {
        let file = Path::new(metadata);
        let document = std::fs::read(file).with_context(|| format!("reading {}", file.display()))?;
        ProviderMetadata::Document(document)
    };
    let now = identity.clock().now();
    let read = read_provider(&identity.settings().base_url, source, now).await;
    read.with_context(|| format!("the metadata {metadata}"))
}
