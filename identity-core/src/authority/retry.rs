//! Running a use case again on fresh facts when somebody else was faster.

use super::access_error::AccessError;
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

/// Tells whether a use case is to be run again.
pub(crate) struct Tries(usize);

impl Tries {
    pub(crate) const fn new() -> Self {
        Self(TRIES)
    }

    /// Whether `result` means that the facts moved between reading and writing, and there are tries left.
    pub(crate) fn again<T, E: FromStore>(&mut self, result: &Result<T, E>) -> bool {
        let error = result.as_ref().err().and_then(FromStore::store_error);
        let moved = matches!(error, Some(StoreError::Conflict { .. } | StoreError::AlreadyExists { .. }));
        self.0 = self.0.saturating_sub(1);
        moved && self.0 > 0
    }
}

/// Runs a future, made anew each time, until it ends otherwise than in a [`StoreError::Conflict`] or a key
/// that was just taken. On fresh facts the use case either succeeds or returns the error that says why it cannot.
///
/// A macro and not a function of an async closure, whose futures the compiler cannot yet show to be `Send`.
macro_rules! on_fresh_facts {
    ($once:expr) => {{
        let mut tries = $crate::authority::Tries::new();
        loop {
            let result = $once.await;
            if !tries.again(&result) {
                break result;
            }
        }
    }};
}

pub(crate) use on_fresh_facts;

/// Lets an error of a use case carry one of the store: in its own variant `Store`, or in the named variant, which carries it
/// already for a level below.
macro_rules! carries_store_errors {
    ($error:ty) => {
        impl $crate::authority::FromStore for $error {
            fn store_error(&self) -> Option<&$crate::store::StoreError> {
                if let Self::Store(error) = self { Some(error) } else { None }
            }
        }
    };
    ($error:ty, $variant:ident) => {
        impl From<$crate::store::StoreError> for $error {
            fn from(error: $crate::store::StoreError) -> Self {
                Self::$variant(error.into())
            }
        }

        impl $crate::authority::FromStore for $error {
            fn store_error(&self) -> Option<&$crate::store::StoreError> {
                match self {
                    Self::$variant(error) => $crate::authority::FromStore::store_error(error),
                    _ => None,
                }
            }
        }
    };
}

pub(crate) use carries_store_errors;
