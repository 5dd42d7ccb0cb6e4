//! What can go wrong with the deployment's own keys.

use crate::Timestamp;
use crate::authority::carries_store_errors;
use crate::secrets::OpenError;
use crate::store::StoreError;

/// Why a signing key cannot be loaded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// The stored key does not open with this master key.
    #[error("the stored signing key does not open with the configured master key")]
    Sealed(#[from] OpenError),
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a key was not rotated.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RotationError {
    /// Its successor is published already; from this time on it signs.
    #[error("the next key is published already, and signs from {} on", .0.to_rfc3339())]
    AlreadyAnnounced(Timestamp),
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

carries_store_errors!(RotationError);
