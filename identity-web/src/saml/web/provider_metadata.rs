//! The metadata of an identity provider elsewhere, as a deployment declares it.

use crate::delivery::outgoing_http::HttpClientError;
use crate::saml::metadata::{MetadataError, read_identity_provider};
use crate::saml::web::key_ring::reading;
use crate::saml::web::metadata_source::{MetadataReader, Source, TakeError};
use identity_core::Timestamp;
use identity_core::domain::SamlProvider;
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
    let failed = |error: TakeError| ProviderMetadataError::Fetch(error.to_string());
    let document = MetadataReader::new(base_url)?.document(source).await.map_err(failed)?;
    let read = reading(move || read_identity_provider(&document, now)).await;
    let read = read.map_err(|busy| failed(busy.into()))??;
    Ok(read.provider()?)
}
