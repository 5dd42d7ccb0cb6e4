use crate::authority::{AccessError, carries_store_errors};

/// Why a contract was not ended.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EndContractError {
    /// The caller may not, or there is no such contract.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// The record is no longer in the version that `If-Match` names.
    #[error("it changed in the meantime; read it again")]
    PreconditionFailed,
}

carries_store_errors!(EndContractError, Access);
