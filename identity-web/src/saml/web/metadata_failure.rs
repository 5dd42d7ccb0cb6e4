//! Why metadata of our own cannot be served.

use crate::saml::messages::response::BuildError;
use crate::saml::web::key_ring::KeyRingError;

/// Why the metadata could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MetadataFailure {
    /// The keys are not available.
    #[error(transparent)]
    Keys(#[from] KeyRingError),
    /// Writing or signing failed.
    #[error(transparent)]
    Build(#[from] BuildError),
}
