use crate::authority::{AccessError, carries_store_errors};
use crate::domain::PathTooDeep;
use crate::values::{ExternalId, InvalidAttributes};

/// Why an organisation was not provisioned.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProvisionOrganizationError {
    /// The caller may not.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// The parent is not known here.
    #[error("there is no parent organisation {0}; provision it first")]
    UnknownParent(ExternalId),
    /// There is no operator: the deployment was not set up.
    #[error("there is no operator root; provision it first")]
    NoOperator,
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
    /// The attributes after a patch are more than an organisation can have, or one of them is not valid.
    #[error(transparent)]
    Attributes(#[from] InvalidAttributes),
}

carries_store_errors!(ProvisionOrganizationError, Access);
