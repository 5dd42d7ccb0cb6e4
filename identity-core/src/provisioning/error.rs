use crate::authority::{AccessError, FromStore};
use crate::domain::PathTooDeep;
use crate::store::StoreError;

/// Why a provisioning call was refused.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProvisionError {
    /// The caller may not.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// The named parent, organisation or service is not known here.
    #[error("there is no {kind} {id}; provision it first")]
    Unknown {
        /// What is not known.
        kind: &'static str,
        /// Its name in the call.
        id: String,
    },
    /// The same `source_version` came before with other content.
    #[error("source_version {0} came before with other content; send a higher one")]
    SameVersionOtherContent(u64),
    /// The record is no longer in the version that `If-Match` names.
    #[error("it changed in the meantime; read it again")]
    PreconditionFailed,
    /// An organisation cannot lie below itself.
    #[error("an organisation cannot lie below itself")]
    Cycle,
    /// Organisations are nested too deep.
    #[error(transparent)]
    TooDeep(#[from] PathTooDeep),
    /// The period ends before it starts.
    #[error("ends_at must be after starts_at")]
    EmptyPeriod,
}

impl From<StoreError> for ProvisionError {
    fn from(error: StoreError) -> Self {
        Self::Access(AccessError::Store(error))
    }
}

impl FromStore for ProvisionError {
    fn store_error(&self) -> Option<&StoreError> {
        match self {
            Self::Access(error) => error.store_error(),
            _ => None,
        }
    }
}
