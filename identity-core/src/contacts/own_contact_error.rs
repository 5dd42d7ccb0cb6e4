use crate::store::StoreError;

/// Why a person does not change a detail of their own.
#[derive(Debug)]
pub(crate) enum OwnContactError {
    /// Somebody else owns it.
    NotYours,
    /// The store did not do its part.
    Store(StoreError),
}

impl From<StoreError> for OwnContactError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Lets the error of a use case say that somebody else owns the detail.
macro_rules! needs_own_contact {
    ($error:ty) => {
        impl From<$crate::contacts::OwnContactError> for $error {
            fn from(error: $crate::contacts::OwnContactError) -> Self {
                match error {
                    $crate::contacts::OwnContactError::NotYours => Self::NotYours,
                    $crate::contacts::OwnContactError::Store(error) => error.into(),
                }
            }
        }
    };
}

pub(crate) use needs_own_contact;
