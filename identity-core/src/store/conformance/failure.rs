//! What the suite tells the author of an adapter.

use crate::store::StoreError;
use std::fmt;

/// A clause of the contract that a store breaks, with what was expected and what was found.
///
/// Its `Debug` form is the plain message, since that is what a test that returns it prints.
#[derive(Clone, PartialEq, Eq)]
pub struct Failure(String);

impl Failure {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    /// Fails unless `kept` holds.
    pub(super) fn unless(kept: bool, message: impl FnOnce() -> String) -> Result<(), Self> {
        if kept { Ok(()) } else { Err(Self(message())) }
    }

    /// Says what was being done.
    pub(super) fn at(self, place: impl fmt::Display) -> Self {
        Self(format!("{place}: {}", self.0))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let mut message = error.to_string();
        let mut source = std::error::Error::source(&error);
        while let Some(inner) = source {
            message.push_str(": ");
            message.push_str(&inner.to_string());
            source = inner.source();
        }
        Self(message)
    }
}

impl From<tokio::task::JoinError> for Failure {
    fn from(error: tokio::task::JoinError) -> Self {
        Self(format!("the store panicked: {error}"))
    }
}
