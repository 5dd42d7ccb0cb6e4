//! The metadata of an identity provider elsewhere, as a deployment declares it.

use crate::delivery::outgoing_http::HttpClientError;
use crate::saml::metadata::MetadataError;
use crate::saml::web::metadata_source::{MetadataReader, Source, TakeError};
use identity_core::Timestamp;
use identity_core::domain::{SamlProvider, SubjectSource};
use url::Url;

/// Where the metadata of an identity provider comes from.
#[derive(Debug, Clone)]
pub enum ProviderMetadata {
    /// From a file or a text.
    Document(Vec<u8>),
    /// From the address where the provider publishes it.
    Address(String),
}

/// Why the metadata of an identity provider cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProviderMetadataError {
    /// It cannot be fetched; it may be there later.
    #[error("it cannot be fetched: {0}")]
    Fetch(String),
    /// It cannot be read, or is no identity provider that can be used.
    #[error(transparent)]
    Metadata(#[from] MetadataError),
    /// The HTTP client cannot be set up.
    #[error(transparent)]
    Client(#[from] HttpClientError),
}

/// Reads the metadata of an identity provider, for a deployment at this address.
pub async fn read_provider(
    base_url: &Url,
    metadata: ProviderMetadata,
    now: Timestamp,
) -> Result<SamlProvider, ProviderMetadataError> {
    let source = match metadata {
        ProviderMetadata::Document(document) => Source::Document(document),
        ProviderMetadata::Address(address) => Source::Address(address),
    };
    let taken =
        MetadataReader::new(base_url)?.take_provider(source, None, now).await.map_err(
            |error| match error {
                TakeError::Metadata(error) => ProviderMetadataError::Metadata(error),
                error => ProviderMetadataError::Fetch(error.to_string()),
            },
        )?;
    let read = taken.metadata;
    // What is shown on a page with a warning is refused in the settings, whose owner has a newer file.
    if read.valid_until.is_some_and(|until| until <= now) {
        return Err(MetadataError::Expired.into());
    }
    Ok(SamlProvider {
        entity_id: read.entity_id,
        sign_on_url: read.sign_on_url,
        logout_url: read.logout_url,
        certificates: read.certificates,
        subject: SubjectSource::default(),
    })
}
