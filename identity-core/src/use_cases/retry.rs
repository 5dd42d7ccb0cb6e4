//! Running a use case again on fresh facts when somebody else was faster.

use super::AccessError;
use crate::store::StoreError;

/// How often a use case is run before its conflict is handed on.
const TRIES: usize = 16;

/// An error of a use case that may come from the store.
pub(crate) trait FromStore {
    /// The store's error, if that is what it is.
    fn store_error(&self) -> Option<&StoreError>;
}

impl FromStore for StoreError {
    fn store_error(&self) -> Option<&StoreError> {
        Some(self)
    }
}

impl FromStore for AccessError {
    fn store_error(&self) -> Option<&StoreError> {
        match self {
            Self::Store(error) => Some(error),
            Self::NotFound | Self::Forbidden(_) => None,
        }
    }
}

/// Runs `once` until it ends otherwise than in a [`StoreError::Conflict`] or a key that was just taken.
///
/// Both mean that the facts moved between reading and writing; on fresh facts the use case either
/// succeeds or finds the words for why it cannot.
pub(crate) async fn on_fresh_facts<T, E: FromStore>(once: impl AsyncFn() -> Result<T, E>) -> Result<T, E> {
    let mut tries = 1;
    loop {
        let result = once().await;
        let moved = match &result {
            Err(error) => matches!(
                error.store_error(),
                Some(StoreError::Conflict { .. } | StoreError::AlreadyExists { .. })
            ),
            Ok(_) => false,
        };
        if !moved || tries >= TRIES {
            return result;
        }
        tries += 1;
    }
}
