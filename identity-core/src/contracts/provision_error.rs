use crate::authority::{AccessError, carries_store_errors};
use crate::values::{ExternalId, ServiceKey};

/// Why a contract was not provisioned.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProvisionContractError {
    /// The caller may not.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// The organisation is not known here.
    #[error("there is no organisation {0}; provision it first")]
    UnknownOrganization(ExternalId),
    /// A service is not known here.
    #[error("there is no service {0}; provision it first")]
    UnknownService(ServiceKey),
    /// The same `source_version` came before with other content.
    #[error("source_version {0} came before with other content; send a higher one")]
    SameVersionOtherContent(u64),
    /// The record is no longer in the version that `If-Match` names.
    #[error("it changed in the meantime; read it again")]
    PreconditionFailed,
    /// The period ends before it starts.
    #[error("ends_at must be after starts_at")]
    EmptyPeriod,
}

carries_store_errors!(ProvisionContractError, Access);
