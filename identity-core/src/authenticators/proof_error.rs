use crate::store::StoreError;

/// Why a caller is not taken for somebody who proved who they are a short time ago.
#[derive(Debug)]
pub(crate) enum ProofError {
    /// The caller is no person.
    NoPerson,
    /// The last proof is too old, or their session has ended.
    ProveAgain,
    /// The store did not do its part.
    Store(StoreError),
}

impl From<StoreError> for ProofError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Lets the error of a use case that needs a fresh proof say why there is none; the named variant is for callers who are no
/// person.
macro_rules! needs_fresh_proof {
    ($error:ty, $no_person:expr) => {
        impl From<$crate::authenticators::ProofError> for $error {
            fn from(error: $crate::authenticators::ProofError) -> Self {
                match error {
                    $crate::authenticators::ProofError::NoPerson => $no_person,
                    $crate::authenticators::ProofError::ProveAgain => Self::ProveAgain,
                    $crate::authenticators::ProofError::Store(error) => error.into(),
                }
            }
        }
    };
}

pub(crate) use needs_fresh_proof;
