//! What both roles need on the web: the keys in use, the form of the POST binding, and pages for people.

pub(crate) mod endpoints;
pub(crate) mod key_ring;
pub(crate) mod message_form;
pub(crate) mod metadata_failure;
pub(crate) mod metadata_source;
pub(crate) mod metadata_words;
pub(crate) mod plain_pages;
pub mod presenter;
mod provider_metadata;

pub use key_ring::{KeyRingError, KeyRotationError};
pub use metadata_failure::MetadataFailure;
pub use plain_pages::PlainPages;
pub use provider_metadata::{ProviderMetadata, ProviderMetadataError, read_provider};
