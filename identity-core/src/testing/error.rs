//! Why a test cannot go on.

use std::error::Error;

/// A step of a test's preparation that failed, and why.
#[derive(Debug, thiserror::Error)]
#[error("{step}: {source}")]
pub struct TestError {
    step: String,
    source: Box<dyn Error + Send + Sync>,
}

/// Names the step that failed.
pub(super) trait Step<T> {
    /// The value, or an error that says what was being done.
    fn step(self, step: impl FnOnce() -> String) -> Result<T, TestError>;
}

impl<T, E: Into<Box<dyn Error + Send + Sync>>> Step<T> for Result<T, E> {
    fn step(self, step: impl FnOnce() -> String) -> Result<T, TestError> {
        self.map_err(|source| TestError { step: step(), source: source.into() })
    }
}

/// Likewise, where there is nothing.
impl<T> Step<T> for Option<T> {
    fn step(self, step: impl FnOnce() -> String) -> Result<T, TestError> {
        self.ok_or_else(|| TestError { step: step(), source: "there is none".into() })
    }
}
