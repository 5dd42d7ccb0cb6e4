//! Why a logout could not go on.

/// Why a logout could not go on; the cause is for the log.
#[derive(Debug, thiserror::Error)]
#[error("the logout could not go on: {0}")]
pub struct LogoutFailure(#[source] pub(super) Box<dyn std::error::Error + Send + Sync>);
