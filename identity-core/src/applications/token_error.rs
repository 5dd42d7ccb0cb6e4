use crate::authority::carries_store_errors;
use crate::store::StoreError;

/// Why no token was issued (RFC 6749, section 5.2).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TokenError {
    /// Unknown client, wrong secret, disabled, or paused after too many tries (`invalid_client`).
    #[error("the client is unknown, its secret is wrong, or it may not have a token now")]
    InvalidClient,
    /// The code or the refresh token is unknown, used, expired or ended, is for another client, or does not fit the request
    /// that it was given for (`invalid_grant`).
    #[error("the code or the refresh token is not valid (any more), or is for another request or client")]
    InvalidGrant,
    /// The client holds no mandate of the id, or none for the organisation, that gives something now (`invalid_grant`). Unknown
    /// and foreign ones are told alike.
    #[error("the client holds no such mandate now")]
    NoMandate,
    /// The client may not get tokens in this way (`unauthorized_client`).
    #[error("the client may not get tokens in this way")]
    UnauthorizedClient,
    /// A scope that the client may not have (`invalid_scope`). The text does not repeat it: it goes into answers and logs.
    #[error("the client may not have one of the scopes")]
    InvalidScope(String),
    /// Nobody here answers for the resource (`invalid_target`, RFC 8707).
    #[error("the resource is not known here")]
    InvalidTarget,
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

carries_store_errors!(TokenError);
