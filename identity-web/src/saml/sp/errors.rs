//! Why the service provider cannot be set up, send a person to sign in, or take a response.

use crate::saml::bindings::redirect::RedirectWriteError;
use crate::saml::messages::validate::rejection::Rejection;
use crate::saml::web::key_ring::KeyRingError;
use identity_core::store::StoreError;

/// Why the service provider cannot be set up.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SetUpError {
    /// The keys are not available.
    #[error(transparent)]
    Keys(#[from] KeyRingError),
    /// The base URL makes no usable address.
    #[error("the base URL: {0}")]
    Address(#[from] crate::saml::bindings::endpoint::EndpointError),
    /// The identity provider takes no requests by Redirect.
    #[error("the identity provider's metadata has no SingleSignOnService with the HTTP-Redirect binding")]
    NoRedirect,
    /// The entity ID of the identity provider is not a URI.
    #[error("the entityID of the identity provider is not a URI")]
    EntityId,
}

/// Why a person could not be sent to sign in.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LoginError {
    /// The request could not be written.
    #[error(transparent)]
    Write(#[from] RedirectWriteError),
    /// The keys are not available.
    #[error(transparent)]
    Keys(#[from] KeyRingError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a response did not sign anybody in.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConsumeError {
    /// A check failed.
    #[error(transparent)]
    Rejected(#[from] Rejection),
    /// The response or the request was used before.
    #[error("the response was used before")]
    Replayed,
    /// The keys are not available.
    #[error(transparent)]
    Keys(#[from] KeyRingError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}
